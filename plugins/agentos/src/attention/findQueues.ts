import type { AgentRow, QueueRow } from '@agentos-portal/plugin-agentos-common';
import type { Attention, AttentionLinks } from './Attention';
import type { AttentionRule } from './AttentionRule';

function judge(queue: QueueRow): (Pick<Attention, 'severity' | 'title'> & { act: string }) | undefined {
  const waiting = (queue.queued ?? 0) + (queue.scheduled ?? 0);
  if (queue.consumers === 0) {
    return {
      severity: waiting > 0 ? 'critical' : 'degraded',
      title: `Nobody consumes ${queue.name}`,
      act: `Start a worker for ${queue.name}`,
    };
  }
  if (queue.health !== 'critical' && queue.health !== 'degraded') {
    return undefined;
  }
  return {
    severity: queue.health,
    title: `Queue ${queue.name} is ${queue.health}`,
    act: queue.paused ? 'See why it is paused' : 'See what holds it up',
  };
}

const ownerOf = (queue: QueueRow, agents: readonly AgentRow[]) =>
  agents.find(agent => agent.queue === queue.name && agent.instance === queue.instance)?.name;

/**
 * Queues nobody consumes, and queues that are not well.
 * @internal
 */
export const findQueues: AttentionRule = ({ queues, agents }, links: AttentionLinks) =>
  queues.flatMap(queue => {
    const verdict = judge(queue);
    if (!verdict) return [];
    const { act, ...rest } = verdict;
    return [
      {
        ...rest,
        id: `queue ${queue.id}`,
        detail: queue.reasons.join('; ') || undefined,
        affected: queue.queued ?? 0,
        owner: ownerOf(queue, agents),
        action: { label: act, to: links.queue(queue.id) },
        ...(queue.paused
          ? {
              operation: {
                kind: 'queue.resume' as const,
                label: 'Resume',
                targets: [{ id: queue.id, source: queue.source }],
              },
            }
          : {}),
      },
    ];
  });
