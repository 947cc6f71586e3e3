import { createRouteRef } from '@backstage/frontend-plugin-api';

/**
 * The list of queues; `?selected=<id>` opens a queue, `?job=<id>` a job.
 * @internal
 */
export const rootRouteRef = createRouteRef();
