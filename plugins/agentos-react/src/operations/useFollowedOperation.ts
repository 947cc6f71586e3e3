import { useEffect } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { OperationTarget } from '@agentos-portal/plugin-agentos-common';
import { agentosQueryClientApiRef, centralDataApiRef } from '../data';
import { operationQueries } from './operationQueries';
import { operationsApiRef, type OperationTargetPage } from './OperationsApi';

/**
 * How far an operation is: told by its events, asked for where they are silent.
 * @internal
 */
export function useFollowedOperation(id: string) {
  const api = useApi(operationsApiRef);
  const data = useApi(centralDataApiRef);
  const client = useApi(agentosQueryClientApiRef);
  useEffect(() => {
    const { queryKey } = operationQueries(api).summary(id);
    let seen: string | undefined;
    return data.subscribeEvents([], () => {
      const step = data.getEvents().events.find(event => event.data.operationId === id);
      if (!step || step.id === seen) return;
      seen = step.id;
      client.invalidateQueries({ queryKey, exact: true });
    });
  }, [api, data, client, id]);
  return useQuery(operationQueries(api).summary(id), client);
}

/**
 * What became of each target, fifty by fifty; read when it is looked at.
 * @param progress - changes as the operation goes on: what was read is then out of date
 * @internal
 */
export function useOperationTargets(
  id: string,
  outcome: OperationTarget['outcome'] | undefined,
  progress: string,
) {
  const api = useApi(operationsApiRef);
  return useInfiniteQuery(
    {
      queryKey: ['agentos', 'operation', id, 'targets', outcome, progress],
      queryFn: ({ pageParam, signal }) => api.getTargetPage(id, { outcome, cursor: pageParam, signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: OperationTargetPage) => page.nextCursor ?? undefined,
      placeholderData: before => before,
      staleTime: Infinity,
    },
    useApi(agentosQueryClientApiRef),
  );
}
