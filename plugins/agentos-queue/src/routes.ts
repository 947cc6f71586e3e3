import { createExternalRouteRef, createRouteRef, createSubRouteRef } from '@backstage/frontend-plugin-api';

/**
 * The list of queues; `?selected=<id>` opens a queue, `?job=<id>` a job.
 * @internal
 */
export const rootRouteRef = createRouteRef();

/**
 * The jobs explorer; what is searched, sorted and selected stands in its search parameters.
 * @internal
 */
export const jobsRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/jobs' });

/**
 * One job, as a page of its own.
 * @internal
 */
export const jobRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/jobs/:id' });

/**
 * What adds jobs by itself.
 * @internal
 */
export const schedulesRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/schedules' });

/**
 * Where agents are opened.
 * @internal
 */
export const agentsRouteRef = createExternalRouteRef({ defaultTarget: 'agentos-agents.root' });

/**
 * Where workers are opened.
 * @internal
 */
export const workersRouteRef = createExternalRouteRef({ defaultTarget: 'agentos-workers.root' });
