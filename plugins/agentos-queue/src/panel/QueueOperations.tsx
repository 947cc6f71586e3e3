import type { QueueRow } from '@agentos-portal/plugin-agentos-common';
import { OperationButton, PanelActions } from '@agentos-portal/plugin-agentos-react';
import { useQueueText } from '../page/useQueueText';
import { QueueLimit } from './QueueLimit';

/**
 * Pauses a queue or lets it go on, limits it, takes away what waits.
 * @internal
 */
export function QueueOperations({ row }: { row: QueueRow }) {
  const t = useQueueText();
  const targets = [{ id: row.id, source: row.source }];
  const subject = `queue ${row.name}`;
  return (
    <PanelActions label={t('queues.panel.operations')}>
      <OperationButton
        kind={row.paused ? 'queue.resume' : 'queue.pause'}
        targets={targets}
        subject={subject}
      />
      <QueueLimit row={row} />
      <OperationButton
        kind="queue.empty"
        targets={targets}
        subject={subject}
        warning={t('queues.panel.emptyWarning')}
        disabledReason={row.queued === 0 && row.scheduled === 0 ? t('queues.panel.nothingWaits') : undefined}
      />
    </PanelActions>
  );
}
