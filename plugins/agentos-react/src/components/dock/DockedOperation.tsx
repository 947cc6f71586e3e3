import CloseIcon from '@mui/icons-material/Close';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useId, useState } from 'react';
import { OPERATIONS, type OperationSummary } from '@agentos-portal/plugin-agentos-common';
import { agentosQueryClientApiRef } from '../../data';
import { isEnded, operationQueries } from '../../operations/operationQueries';
import { operationsApiRef } from '../../operations/OperationsApi';
import { saidBy } from '../../operations/refusalOf';
import { useFollowedOperation } from '../../operations/useFollowedOperation';
import { TextButton } from '../button';
import { formatCount } from '../values';
import { DockProgress } from './DockProgress';
import { dockTranslationRef } from './messages';
import { TargetOutcomes } from './TargetOutcomes';

const Root = styled('div')(({ theme }) => ({
  padding: '6px 24px',
  fontSize: 13,
  fontVariantNumeric: 'tabular-nums',
  '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
}));

const Line = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  minHeight: 30,
  '& > strong': { fontWeight: 600, whiteSpace: 'nowrap' },
  '& > small': {
    flex: '1 1 0',
    minWidth: 0,
    fontSize: 12,
    color: theme.palette.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
}));

/** @internal */
export interface DockedOperationProps {
  id: string;
  onPutAway: () => void;
}

const stateOf = ({ state, paused }: OperationSummary) => (paused && state === 'running' ? 'paused' : state);

/**
 * One operation: what it is, how far, how it ended, and the ways to hold or end it.
 * @internal
 */
export function DockedOperation({ id, onPutAway }: DockedOperationProps) {
  const { t } = useTranslationRef(dockTranslationRef);
  const api = useApi(operationsApiRef);
  const client = useApi(agentosQueryClientApiRef);
  const { data: summary, error } = useFollowedOperation(id);
  const [isOpen, setOpen] = useState(false);
  const [refused, setRefused] = useState<Error>();
  const outcomesId = useId();
  const control = (act: 'pause' | 'resume' | 'abort') => () => {
    setRefused(undefined);
    api[act](id).then(
      changed => client.setQueryData(operationQueries(api).summary(id).queryKey, changed),
      setRefused,
    );
  };
  const putAway = (
    <IconButton size="small" aria-label={t('putAway')} title={t('putAway')} onClick={onPutAway}>
      <CloseIcon sx={{ fontSize: 16 }} />
    </IconButton>
  );
  if (!summary) {
    return (
      <Root>
        <Line>
          <small role="status">{error ? t('unread', { reason: saidBy(error) }) : id}</small>
          {error && putAway}
        </Line>
      </Root>
    );
  }
  const { kind, counts, reason, throttle } = summary;
  const hasEnded = isEnded(summary);
  const title = `${OPERATIONS[kind].title} ${formatCount(counts.total)}`;
  return (
    <Root role="group" aria-label={title} data-operation={id} data-state={stateOf(summary)}>
      <Line>
        <strong>{title}</strong>
        <span role="status">{t(stateOf(summary))}</span>
        <DockProgress counts={counts} />
        <small title={reason ?? undefined}>
          {throttle && !hasEnded && `${t('rate', { rate: String(throttle.perSecond) })} · `}
          {reason}
        </small>
        {refused && <small role="alert">{t('refused', { reason: saidBy(refused) })}</small>}
        <TextButton
          aria-expanded={isOpen}
          aria-controls={isOpen ? outcomesId : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          {t('outcomes')}
        </TextButton>
        {!hasEnded && (
          <>
            <TextButton onClick={control(summary.paused ? 'resume' : 'pause')}>
              {t(summary.paused ? 'resume' : 'pause')}
            </TextButton>
            <TextButton color="error" onClick={control('abort')}>
              {t('abort')}
            </TextButton>
          </>
        )}
        {hasEnded && putAway}
      </Line>
      {isOpen && (
        <div id={outcomesId}>
          <TargetOutcomes id={id} counts={counts} />
        </div>
      )}
    </Root>
  );
}
