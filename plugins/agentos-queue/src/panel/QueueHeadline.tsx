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
import { useQueueText } from '../page/useQueueText';
import { PausedBy } from './PausedBy';
import { Consumers } from '../page/Consumers';
import { Limits } from '../page/Limits';

/**
 * How the queue is, and why.
 * @internal
 */
export function QueueHeadline({ row }: { row: QueueRow }) {
  const t = useQueueText();
  const paused = useExpected('queues', row, 'paused');
  return (
    <PanelSection title={t('queues.panel.now')}>
      <Beside>
        {row.health && <StatusBadge kind="health" status={row.health} />}
        <Flag of={paused} status="paused" isRoomy />
        <Limits row={row} />
      </Beside>
      {row.paused && <PausedBy id={row.id} />}
      <ReasonList reasons={row.reasons} />
      <FigureRow>
        <Figure label={t('queues.panel.queued')}>
          <Count value={row.queued} />
        </Figure>
        <Figure label={t('queues.panel.oldest')}>
          <Duration value={row.oldestQueuedMs} />
        </Figure>
        <Figure label={t('queues.panel.consumers')}>
          <Consumers value={row.consumers} />
        </Figure>
        <Figure label={t('queues.panel.score')}>
          <ScoreBadge value={row.score} score={() => queueScore(row)} />
        </Figure>
      </FigureRow>
    </PanelSection>
  );
}
