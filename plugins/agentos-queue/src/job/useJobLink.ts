import { useInstanceId } from '@agentos-portal/plugin-agentos-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { jobRouteRef } from '../routes';

/**
 * Where a job has a page of its own; the chosen instance is kept.
 * @internal
 */
export function useJobLink(): (id: string) => string {
  const route = useRouteRef(jobRouteRef);
  const instance = useInstanceId();
  return useCallback(
    id => {
      const search = instance ? `?${new URLSearchParams({ instance })}` : '';
      return route ? `${route({ id })}${search}` : `?${new URLSearchParams({ job: id })}`;
    },
    [route, instance],
  );
}
