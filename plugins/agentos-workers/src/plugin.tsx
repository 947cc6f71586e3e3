import { createFrontendPlugin, SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { ControlRoomCardBlueprint } from '@agentos-portal/plugin-agentos-react';
import { queueRouteRef, rootRouteRef } from './routes';

const workersPage = SubPageBlueprint.make({
  attachTo: { id: 'page:agentos', input: 'pages' },
  params: {
    path: 'workers',
    title: 'Workers',
    routeRef: rootRouteRef,
    loader: () => import('./page').then(({ WorkersPage }) => <WorkersPage />),
  },
});

const workersCard = ControlRoomCardBlueprint.make({
  params: {
    title: 'Workers',
    order: 20,
    loader: () => import('./card').then(({ WorkersCard }) => <WorkersCard />),
  },
});

/**
 * The Workers tab and card of AgentOS.
 * @public
 */
export const agentosWorkersPlugin = createFrontendPlugin({
  pluginId: 'agentos-workers',
  title: 'AgentOS Workers',
  extensions: [workersPage, workersCard],
  routes: { root: rootRouteRef },
  externalRoutes: { queue: queueRouteRef },
});
