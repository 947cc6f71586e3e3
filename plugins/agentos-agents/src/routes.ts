import { createExternalRouteRef, createRouteRef } from '@backstage/frontend-plugin-api';

/**
 * The agents; `?selected=<id>` opens one, `?pipeline=<id>` a pipeline.
 * @internal
 */
export const rootRouteRef = createRouteRef();

/**
 * Where queues and jobs are opened.
 * @internal
 */
export const queueRouteRef = createExternalRouteRef({
  defaultTarget: 'agentos-queue.root',
});
