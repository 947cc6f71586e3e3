import ErrorIcon from '@mui/icons-material/ErrorOutline';
import FilterIcon from '@mui/icons-material/FilterAltOffOutlined';
import InboxIcon from '@mui/icons-material/Inbox';
import LockIcon from '@mui/icons-material/LockOutlined';
import { agentosReadPermission } from '@agentos-portal/plugin-agentos-common';
import {
  EmptyState,
  reasonOf,
  saidBy,
  SectionSkeleton,
  TextButton,
  useSection,
  type ChangeUrl,
  type JobListView,
} from '@agentos-portal/plugin-agentos-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { queueTranslationRef } from '../../translation';

/** @internal */
export interface ListStateProps {
  list: JobListView;
  hasSearch: boolean;
  hasTime: boolean;
  change: ChangeUrl;
}

/** As the client rejects, with what the server said. */
const isForbidden = (error: Error | undefined) =>
  (error as { statusCode?: number } | undefined)?.statusCode === 403;

const sentence = (text: string) => text.replace(/\.?$/, '.');

/**
 * What stands where a list has no rows: why, and what can be done.
 * @internal
 */
export function ListState({ list, hasSearch, hasTime, change }: ListStateProps) {
  const { t } = useTranslationRef(queueTranslationRef);
  const section = useSection('jobs');
  const { status } = section;
  if (isForbidden(list.error) || status === 'forbidden') {
    return (
      <EmptyState icon={LockIcon} title={t('explorer.state.forbidden')}>
        {t('explorer.state.forbiddenBody', { permission: agentosReadPermission.name })}
      </EmptyState>
    );
  }
  if (list.error) {
    return (
      <EmptyState icon={ErrorIcon} tone="bad" title={t('explorer.state.failed')}>
        {t('explorer.state.failedBody', { reason: sentence(saidBy(list.error)) })}{' '}
        <TextButton onClick={list.restart}>{t('explorer.state.again')}</TextButton>
      </EmptyState>
    );
  }
  if (list.isPending) return <SectionSkeleton label={t('explorer.list.reading')} />;
  if (hasSearch || hasTime) {
    const one = hasSearch ? 'bySearch' : 'byTime';
    const what = hasSearch && hasTime ? 'byBoth' : one;
    return (
      <EmptyState icon={FilterIcon} title={t('explorer.state.nothing')}>
        {t('explorer.state.nothingBody', { what: t(`explorer.state.${what}`) })}{' '}
        {hasSearch && (
          <TextButton onClick={() => change({ q: undefined }, { push: true })}>
            {t('explorer.state.clearSearch')}
          </TextButton>
        )}
        {hasTime && (
          <TextButton onClick={() => change({ from: undefined, to: undefined }, { push: true })}>
            {t('explorer.state.clearTime')}
          </TextButton>
        )}
      </EmptyState>
    );
  }
  if (status === 'empty' || status === 'loading') {
    return <SectionSkeleton label={t('explorer.state.cold')} isSaid />;
  }
  if (status === 'failed') {
    const sources = Object.values(section.sources);
    const title = sources.some(source => source.status !== 'failed') ? 'partlyUnreached' : 'unreached';
    return (
      <EmptyState icon={ErrorIcon} tone="bad" title={t(`explorer.state.${title}`)}>
        {t('explorer.state.unreachedBody', { reason: reasonOf(section) })}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={InboxIcon} title={t('explorer.state.empty')}>
      {t('explorer.state.emptyBody')}
    </EmptyState>
  );
}
