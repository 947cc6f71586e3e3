import HistoryIcon from '@mui/icons-material/History';
import WarningIcon from '@mui/icons-material/WarningAmber';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import {
  formatAge,
  formatCount,
  saidBy,
  TextButton,
  toneColor,
  useLiveStatus,
  useNow,
  type JobListView,
} from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { queueTranslationRef } from '../../translation';

const Root = styled('div')(({ theme }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  gap: '2px 10px',
  fontSize: 12,
  color: theme.palette.text.secondary,
  fontVariantNumeric: 'tabular-nums',
  '& strong': { fontSize: 13, fontWeight: 600, color: theme.palette.text.primary },
  '& [data-tone="warning"]': { color: toneColor(theme, 'warning') },
  '& [data-tone="bad"]': { color: toneColor(theme, 'bad') },
  '& [data-tone]': { display: 'inline-flex', alignItems: 'center', gap: 4 },
  '& svg': { fontSize: 15 },
}));

/** @internal */
export interface ListNewsProps {
  list: JobListView;
  /** Something narrows the list. */
  isNarrowed: boolean;
  onRestart: () => void;
}

/**
 * How many jobs were found, how true the list is, and what is new and waits.
 * @internal
 */
export function ListNews({ list, isNarrowed, onRestart }: ListNewsProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const { state } = useLiveStatus();
  const now = useNow();
  const { news, total, totalIsExact, error, readAt } = list;
  const age = formatAge(now - readAt);
  const isLive = state === 'live';

  const found = () => {
    if (total === undefined) return undefined;
    const words = { total: formatCount(total) };
    if (isNarrowed)
      return t(totalIsExact ? 'explorer.list.narrowed' : 'explorer.list.narrowedAtLeast', words);
    if (total === 1 && totalIsExact) return t('explorer.list.foundOne');
    return t(totalIsExact ? 'explorer.list.found' : 'explorer.list.foundAtLeast', words);
  };
  const arrivals = news.arrivals ?? 0;
  return (
    <Root>
      <strong role="status">{found()}</strong>
      {readAt > 0 && !error && isLive && <span>{t('explorer.list.readAt', { age })}</span>}
      {readAt > 0 && !error && !isLive && (
        <span data-tone="warning">
          <HistoryIcon aria-hidden />
          {t('explorer.list.notLive', { age })}
        </span>
      )}
      {error && list.rows.length > 0 && (
        <span data-tone="bad" role="alert">
          <WarningIcon aria-hidden />
          {t('explorer.list.failed', { reason: saidBy(error) })} {t('explorer.list.failedAt', { age })}
          <TextButton onClick={onRestart}>{t('explorer.list.refresh')}</TextButton>
        </span>
      )}
      {arrivals > 0 && (
        <Button
          size="small"
          variant="contained"
          disableElevation
          title={t('explorer.list.newHint')}
          sx={{ textTransform: 'none', py: 0, px: 1.25, minWidth: 0, borderRadius: 3 }}
          onClick={onRestart}
        >
          {t(news.isMore ? 'explorer.list.newMany' : 'explorer.list.new', { total: formatCount(arrivals) })}
        </Button>
      )}
      {news.isMissed && (
        <span data-tone="warning" title={t('explorer.list.missedHint')}>
          <WarningIcon aria-hidden />
          {t('explorer.list.missed')}
          <TextButton onClick={onRestart}>{t('explorer.list.refresh')}</TextButton>
        </span>
      )}
    </Root>
  );
}
