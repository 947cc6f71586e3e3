import type { AttentionRule } from './AttentionRule';

/**
 * Sources that cannot be read: whatever they hold is not known. One entry a source, whatever number of sections it fails.
 * Every row of it counts as affected by its queues' open jobs.
 * @internal
 */
export const findSources: AttentionRule = ({ sources, queues }, links) => {
  const failures = new Map<string, { sections: string[]; error?: string }>();
  for (const [section, states] of Object.entries(sources)) {
    for (const [id, { status, error }] of Object.entries(states)) {
      if (status !== 'failed') continue;
      const known = failures.get(id) ?? { sections: [], error };
      known.sections.push(section);
      failures.set(id, known);
    }
  }
  return [...failures].map(([id, failure]) => ({
    id: `source ${id}`,
    severity: 'critical' as const,
    title: `Source ${id} cannot be read: ${failure.sections.join(', ')}`,
    detail: failure.error,
    affected: queues
      .filter(queue => queue.source === id)
      .reduce((sum, queue) => sum + (queue.queued ?? 0) + (queue.processing ?? 0), 0),
    action: { label: 'See how old its values are', to: links.freshness },
  }));
};
