import { QueryObserver, type QueryClient } from '@tanstack/react-query';
import { ResponseError } from '@backstage/errors';
import type { OperationTarget } from '@agentos-portal/plugin-agentos-common';
import type { CentralDataService } from '../data';
import { isEnded, operationQueries } from './operationQueries';
import type { OperationsApi } from './OperationsApi';

/** Asking again will not help. */
const isFinal = (error: Error | null) => error instanceof ResponseError && error.statusCode < 500;

/**
 * Follows operations to their end, whether or not anything on the page still shows them.
 * @internal
 */
export class OperationFollower {
  constructor(
    private readonly options: { api: OperationsApi; data: CentralDataService; queryClient: QueryClient },
  ) {}

  /**
   * Resolves when the operation has ended.
   * @returns the first targets that were not done
   * @throws when nobody can tell what became of it
   */
  async follow(id: string): Promise<OperationTarget[]> {
    const { api, data, queryClient } = this.options;
    const queries = operationQueries(api);
    // The own room tells of every step; the query only asks by itself when it is silent.
    let seen: string | undefined;
    const leave = data.subscribeEvents([], () => {
      const step = data.getEvents().events.find(event => event.data.operationId === id);
      if (!step || step.id === seen) return;
      seen = step.id;
      queryClient.invalidateQueries({ queryKey: queries.summary(id).queryKey, exact: true });
    });
    const observer = new QueryObserver(queryClient, queries.summary(id));
    let release = () => {};
    try {
      const { counts } = await new Promise<NonNullable<ReturnType<typeof observer.getCurrentResult>['data']>>(
        (resolve, reject) => {
          release = observer.subscribe(({ data: summary, error }) => {
            if (summary && isEnded(summary)) resolve(summary);
            else if (isFinal(error)) reject(error);
          });
        },
      );
      return counts.failed + counts.skipped > 0 ? await queryClient.fetchQuery(queries.refused(id)) : [];
    } finally {
      release();
      leave();
    }
  }
}
