import { createFrontendPlugin, SubPageBlueprint } from '@backstage/frontend-plugin-api';
import { ControlRoomCardBlueprint } from '@agentos-portal/plugin-agentos-react';
import { queueRouteRef, rootRouteRef } from './routes';

const agentsPage = SubPageBlueprint.make({
  attachTo: { id: 'page:agentos', input: 'pages' },
  params: {
    path: 'agents',
    title: 'Agents',
    routeRef: rootRouteRef,
    loader: () => import('./page').then(({ AgentsPage }) => <AgentsPage />),
  },
});

const agentsCard = ControlRoomCardBlueprint.make({
  params: {
    title: 'Agents',
    order: 30,
    loader: () => import('./card').then(({ AgentsCard }) => <AgentsCard />),
  },
});

/**
 * The Agents tab and card of AgentOS.
 * @public
 */
export const agentosAgentsPlugin = createFrontendPlugin({
  pluginId: 'agentos-agents',
  title: 'AgentOS Agents',
  extensions: [agentsPage, agentsCard],
  routes: { root: rootRouteRef },
  externalRoutes: { queue: queueRouteRef },
});
