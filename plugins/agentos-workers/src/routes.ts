import { createExternalRouteRef, createRouteRef } from '@backstage/frontend-plugin-api';

/**
 * The workers; `?selected=<id>` opens one.
 * @internal
 */
export const rootRouteRef = createRouteRef();

/**
 * Where jobs are opened.
 * @internal
 */
export const queueRouteRef = createExternalRouteRef({
  defaultTarget: 'agentos-queue.root',
});
