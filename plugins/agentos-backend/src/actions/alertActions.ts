import type { CommittedEvent, EventAction } from '@agentos-portal/plugin-agentos-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Settings } from '../settings';
import { postWebhook } from './Webhook';

const SEVERITY = { notify_admin: 'high', alert_ops: 'critical' } as const;

const subjectOf = ({ payload }: CommittedEvent) =>
  [payload.name, payload.queue].filter(part => typeof part === 'string').join(' in ') ||
  String(payload.workerId ?? '');

const titleOf = (events: CommittedEvent[]) =>
  events.length === 1
    ? `${events[0].name} ${subjectOf(events[0])}`
    : `${events.length} events: ${Array.from(new Set(events.map(({ name }) => name))).join(', ')}`;

/**
 * `notify_admin` and `alert_ops`: Backstage notifications to `agentos.alerts.recipients`, and webhooks. An action nobody set a way for is not there,
 * and the event table says so.
 * @internal
 */
export function createAlertActions(
  alerts: Settings['alerts'],
  options: { notifications: NotificationService | undefined; now: () => number },
): EventAction[] {
  const names = ['notify_admin', 'alert_ops'] as const;
  return names.flatMap(name => {
    const webhooks = alerts.webhooks.filter(webhook => webhook.actions.includes(name));
    const recipients = options.notifications ? alerts.recipients : [];
    if (webhooks.length === 0 && recipients.length === 0) return [];
    return [
      {
        name,
        run: async events => {
          const deliveries = webhooks.map(webhook => postWebhook(webhook, name, events, options.now()));
          if (recipients.length > 0) {
            deliveries.push(
              options.notifications!.send({
                recipients: { type: 'entity', entityRef: recipients },
                payload: {
                  title: titleOf(events),
                  description: events
                    .slice(0, 10)
                    .map(event => `${event.name} ${subjectOf(event)}`)
                    .join('\n'),
                  severity: SEVERITY[name],
                  topic: `agentos.${name}`,
                  scope: `agentos.${name}.${events[0].name}`,
                },
              }),
            );
          }
          const results = await Promise.allSettled(deliveries);
          const refused = results.filter(result => result.status === 'rejected');
          if (refused.length > 0)
            throw new Error(refused.map(({ reason }) => (reason as Error).message).join('; '));
        },
      },
    ];
  });
}
