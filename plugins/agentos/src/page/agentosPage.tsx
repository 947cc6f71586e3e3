import { PageBlueprint } from '@backstage/frontend-plugin-api';
import HubIcon from '@mui/icons-material/HubOutlined';
import { rootRouteRef } from '../routes';

/**
 * The page `/agentos`. It has no content of its own: every tab is a sub-page attached to `{ id: 'page:agentos', input: 'pages' }`,
 * and the first one opens.
 * @internal
 */
export const agentosPage = PageBlueprint.make({
  params: {
    path: '/agentos',
    title: 'AgentOS',
    icon: <HubIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
  },
});
