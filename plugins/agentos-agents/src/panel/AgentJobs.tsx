import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { JobList } from '@agentos-portal/plugin-agentos-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { queueRouteRef } from '../routes';

/**
 * The jobs of an agent that changed last.
 * @internal
 */
export function AgentJobs({ id }: { id: string }) {
  const queuePage = useRouteRef(queueRouteRef)?.();
  return (
    <JobList
      filter={useCallback((job: JobRow) => job.agent === id, [id])}
      linkOf={job => queuePage && `${queuePage}?job=${job.id}`}
      empty="No job of this agent changed lately."
    />
  );
}
