import { useSection } from '@agentos-portal/plugin-agentos-react';
import { useMemo } from 'react';
import { findAttention } from './findAttention';
import { useAttentionLinks } from './useAttentionLinks';

/**
 * What needs a person now, worst first.
 * @internal
 */
export function useAttention() {
  const queues = useSection('queues');
  const workers = useSection('workers');
  const agents = useSection('agents');
  const jobs = useSection('jobs');
  const links = useAttentionLinks();
  return useMemo(
    () =>
      findAttention(
        {
          queues: queues.rows,
          workers: workers.rows,
          agents: agents.rows,
          jobs: jobs.rows,
          sources: {
            queues: queues.sources,
            workers: workers.sources,
            jobs: jobs.sources,
          },
        },
        links,
      ),
    [queues.rows, queues.sources, workers.rows, workers.sources, agents.rows, jobs.rows, jobs.sources, links],
  );
}
