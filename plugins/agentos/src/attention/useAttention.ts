import { isKnown, useSection } from '@agentos-portal/plugin-agentos-react';
import { useMemo } from 'react';
import type { Attention } from './Attention';
import { findAttention } from './findAttention';
import { useAttentionLinks } from './useAttentionLinks';

/**
 * What needs a person now, worst first, and the sections that nobody could look into: of them nothing is known, not even that all is
 * well.
 * @internal
 */
export function useAttention(): { found: Attention[]; unknown: string[] } {
  const queues = useSection('queues');
  const workers = useSection('workers');
  const agents = useSection('agents');
  const jobs = useSection('jobs');
  const links = useAttentionLinks();
  const found = useMemo(
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
  const unknown = Object.entries({ queues, workers, agents, jobs })
    .filter(([, section]) => !isKnown(section))
    .map(([name]) => name);
  return { found, unknown };
}
