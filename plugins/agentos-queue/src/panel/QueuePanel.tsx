import type { QueueRow } from '@agentos-portal/plugin-agentos-common';
import { PanelSection, RowPanel } from '@agentos-portal/plugin-agentos-react';
import { useQueueText } from '../page/useQueueText';
import { QueueHour } from './QueueHour';
import { QueueLinks } from './QueueLinks';
import { QueueHeadline } from './QueueHeadline';
import { QueueJobs } from './QueueJobs';
import { QueueOperations } from './QueueOperations';
import { QueueSchedules } from './QueueSchedules';

const nameOf = (row: QueueRow) => row.name;

/** @internal */
export interface QueuePanelProps {
  id: string;
  onClose: () => void;
  onOpenJob: (id: string) => void;
}

/**
 * Everything about one queue: how it is, its recent jobs, its schedules, every field.
 * @internal
 */
export function QueuePanel({ id, onClose, onOpenJob }: QueuePanelProps) {
  const t = useQueueText();
  return (
    <RowPanel
      key={id}
      section="queues"
      id={id}
      kind={t('queues.panel.kind')}
      titleOf={nameOf}
      onClose={onClose}
    >
      {row => ({
        before: (
          <>
            <QueueHeadline row={row} />
            <QueueOperations row={row} />
          </>
        ),
        after: (
          <>
            <PanelSection title={t('queues.panel.hour')}>
              <QueueHour id={row.id} />
            </PanelSection>
            <PanelSection title={t('queues.panel.recent')}>
              <QueueLinks queue={row} />
              <QueueJobs queue={row} onOpen={onOpenJob} />
            </PanelSection>
            <PanelSection title={t('queues.panel.schedules')}>
              <QueueSchedules queue={row} />
            </PanelSection>
          </>
        ),
      })}
    </RowPanel>
  );
}
