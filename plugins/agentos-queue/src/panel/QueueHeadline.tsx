import { queueScore, type QueueRow } from '@agentos-portal/plugin-agentos-common';
import {
  Beside,
  Count,
  Duration,
  Figure,
  FigureRow,
  Flag,
  PanelSection,
  ReasonList,
  ScoreBadge,
  StatusBadge,
  useExpected,
} from '@agentos-portal/plugin-agentos-react';
import { Consumers } from '../page/Consumers';

/**
 * How the queue is, and why.
 * @internal
 */
export function QueueHeadline({ row }: { row: QueueRow }) {
  const paused = useExpected('queues', row, 'paused');
  return (
    <PanelSection title="Now">
      <Beside>
        {row.health && <StatusBadge kind="health" status={row.health} />}
        <Flag of={paused} status="paused" isRoomy />
      </Beside>
      <ReasonList reasons={row.reasons} />
      <FigureRow>
        <Figure label="queued">
          <Count value={row.queued} />
        </Figure>
        <Figure label="oldest">
          <Duration value={row.oldestQueuedMs} />
        </Figure>
        <Figure label="consumers">
          <Consumers value={row.consumers} />
        </Figure>
        <Figure label="score">
          <ScoreBadge value={row.score} score={() => queueScore(row)} />
        </Figure>
      </FigureRow>
    </PanelSection>
  );
}
