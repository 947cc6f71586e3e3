import { formatDuration, type QueueRow } from '@agentos-portal/plugin-agentos-common';
import { formatCount } from '@agentos-portal/plugin-agentos-react';
import { styled } from '@mui/material/styles';
import { useQueueText } from './useQueueText';

const Small = styled('small')(({ theme }) => ({ color: theme.palette.text.secondary, whiteSpace: 'nowrap' }));

/** @internal */
export type QueueLimits = Pick<QueueRow, 'concurrencyLimit' | 'rateLimit' | 'rateWindowMs'>;

/**
 * How much of a queue may run at once, and start within a time; nothing where it is not limited.
 * @internal
 */
export function Limits({ row: { concurrencyLimit, rateLimit, rateWindowMs } }: { row: QueueLimits }) {
  const t = useQueueText();
  const limits = [
    concurrencyLimit !== null && t('queues.limit.atOnce', { n: formatCount(concurrencyLimit) }),
    rateLimit !== null &&
      rateWindowMs !== null &&
      t('queues.limit.rate', { n: formatCount(rateLimit), window: formatDuration(rateWindowMs) }),
  ].filter(text => text !== false);
  return limits.length === 0 ? null : <Small title={limits.join(', ')}>{limits.join(', ')}</Small>;
}
