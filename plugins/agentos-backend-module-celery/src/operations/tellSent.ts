import { createEnvelope, type Envelope } from '../message';
import type { OperationAccess } from './OperationAccess';

const SENDER = 'agentos-portal';

/**
 * Tells monitors of a task that was sent, as Celery's own clients do with `task_send_sent_event`: no worker tells its queue. Who is not told
 * learns of it from the worker.
 * @internal
 */
export async function tellSent(
  { keys, commands, clock }: Pick<OperationAccess, 'keys' | 'commands' | 'clock'>,
  { headers }: Envelope,
  queue: string,
): Promise<void> {
  const event = {
    type: 'task-sent',
    hostname: SENDER,
    utcoffset: 0,
    pid: process.pid,
    clock: 0,
    uuid: headers.id,
    root_id: headers.root_id,
    parent_id: headers.parent_id,
    name: headers.task,
    args: headers.argsrepr ?? null,
    kwargs: headers.kwargsrepr ?? null,
    retries: 0,
    eta: headers.eta ?? null,
    expires: null,
    queue,
    exchange: '',
    routing_key: queue,
    timestamp: clock.now() / 1_000,
  };
  const envelope = createEnvelope({
    bodyText: JSON.stringify(event),
    delivery: { exchange: 'celeryev', routingKey: 'task.sent' },
    headers: { hostname: SENDER },
  });
  await commands.call('PUBLISH', keys.eventChannel('task.sent'), JSON.stringify(envelope)).catch(() => {});
}
