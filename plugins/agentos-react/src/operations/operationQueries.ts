import { queryOptions } from '@tanstack/react-query';
import type { OperationSummary } from '@agentos-portal/plugin-agentos-common';
import type { OperationsApi } from './OperationsApi';

/** Without a live event for this long while it runs, the operation is asked for. */
const ASK_AFTER_MS = 3000;

/** @internal */
export const isEnded = (summary: Pick<OperationSummary, 'state'> | undefined) =>
  summary?.state === 'completed' || summary?.state === 'aborted';

/**
 * Queries for one operation: how far it is, and which of its targets were not done.
 * @internal
 */
export const operationQueries = (api: OperationsApi) => ({
  summary: (id: string) =>
    queryOptions({
      queryKey: ['agentos', 'operation', id],
      queryFn: ({ signal }) => api.get(id, { signal }),
      refetchInterval: query => (isEnded(query.state.data) ? false : ASK_AFTER_MS),
    }),
  /** Asked once it has ended: the answer does not change any more. */
  refused: (id: string) =>
    queryOptions({
      queryKey: ['agentos', 'operation', id, 'refused'],
      queryFn: async ({ signal }) => [
        ...(await api.getTargets(id, { signal, outcome: 'failed' })),
        ...(await api.getTargets(id, { signal, outcome: 'skipped' })),
      ],
      staleTime: Infinity,
    }),
});
