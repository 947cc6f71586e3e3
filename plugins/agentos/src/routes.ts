import { createExternalRouteRef, createRouteRef } from '@backstage/frontend-plugin-api';

/** @internal */
export const rootRouteRef = createRouteRef();

/** @internal */
export const overviewRouteRef = createRouteRef();

/** @internal */
export const queueRouteRef = createExternalRouteRef({
  defaultTarget: 'agentos-queue.root',
});

/** @internal */
export const workersRouteRef = createExternalRouteRef({
  defaultTarget: 'agentos-workers.root',
});

/** @internal */
export const agentsRouteRef = createExternalRouteRef({
  defaultTarget: 'agentos-agents.root',
});
