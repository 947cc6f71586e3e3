import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import HubIcon from '@mui/icons-material/HubOutlined';
import { agentosApis } from '@agentos-portal/plugin-agentos-react';
import { objectivesCard, overviewPage } from './overview/extensions';
import { agentosPage } from './page';
import { agentsRouteRef, overviewRouteRef, queueRouteRef, rootRouteRef, workersRouteRef } from './routes';

/**
 * The AgentOS page, its control room, and the data every AgentOS plugin reads.
 * @public
 */
export const agentosPlugin = createFrontendPlugin({
  pluginId: 'agentos',
  title: 'AgentOS',
  icon: <HubIcon fontSize="inherit" />,
  extensions: [...agentosApis, agentosPage, overviewPage, objectivesCard],
  routes: { root: rootRouteRef, overview: overviewRouteRef },
  externalRoutes: {
    queue: queueRouteRef,
    workers: workersRouteRef,
    agents: agentsRouteRef,
  },
});
