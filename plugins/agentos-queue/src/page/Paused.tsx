import type { QueueRow } from '@agentos-portal/plugin-agentos-common';
import { Flag, NotMeasured, useExpected } from '@agentos-portal/plugin-agentos-react';
import { useQueueText } from './useQueueText';

/**
 * Whether a queue is paused, or is about to be.
 * @internal
 */
export function Paused({ row }: { row: QueueRow }) {
  const t = useQueueText();
  const paused = useExpected('queues', row, 'paused');
  if (paused.value === null) return <NotMeasured />;
  return (
    <>
      {paused.value === false && !paused.isExpected && `${t('queues.notPaused')} `}
      <Flag of={paused} status="paused" />
    </>
  );
}
