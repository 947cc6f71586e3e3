import { createFrontendPlugin, SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { ControlRoomCardBlueprint } from '@agentos-portal/plugin-agentos-react';
import { entityQueueCard, entityQueueJobs } from './entity/entityExtensions';
import {
  agentsRouteRef,
  jobRouteRef,
  jobsRouteRef,
  rootRouteRef,
  schedulesRouteRef,
  workersRouteRef,
} from './routes';

const queuePage = SubPageBlueprint.make({
  attachTo: { id: 'page:agentos', input: 'pages' },
  params: {
    path: 'queue',
    title: 'Queue',
    routeRef: rootRouteRef,
    loader: () => import('./views').then(({ QueueRoutes }) => <QueueRoutes />),
  },
});

const queueCard = ControlRoomCardBlueprint.make({
  params: {
    title: 'Queue',
    order: 10,
    loader: () => import('./card').then(({ QueueCard }) => <QueueCard />),
  },
});

const recentJobsCard = ControlRoomCardBlueprint.make({
  name: 'recent-jobs',
  params: {
    title: 'Recent jobs',
    order: 50,
    size: 'full',
    loader: () => import('./card').then(({ RecentJobsCard }) => <RecentJobsCard />),
  },
});

/**
 * The Queue tab and card of AgentOS.
 * @public
 */
export const agentosQueuePlugin = createFrontendPlugin({
  pluginId: 'agentos-queue',
  title: 'AgentOS Queue',
  extensions: [queuePage, queueCard, recentJobsCard, entityQueueCard, entityQueueJobs],
  routes: { root: rootRouteRef, jobs: jobsRouteRef, job: jobRouteRef, schedules: schedulesRouteRef },
  externalRoutes: { agents: agentsRouteRef, workers: workersRouteRef },
});
