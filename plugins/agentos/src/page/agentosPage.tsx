import { coreExtensionData, PageBlueprint } from '@backstage/frontend-plugin-api';
import HubIcon from '@mui/icons-material/HubOutlined';
import { rootRouteRef } from '../routes';
import { KnownTabs } from './KnownTabs';

/**
 * The page `/agentos`. It has no content of its own: every tab is a sub-page attached to `{ id: 'page:agentos', input: 'pages' }`,
 * and the first one opens.
 * @internal
 */
export const agentosPage = PageBlueprint.makeWithOverrides({
  factory(originalFactory, { inputs }) {
    const page = originalFactory({
      path: '/agentos',
      title: 'AgentOS',
      icon: <HubIcon fontSize="inherit" />,
      routeRef: rootRouteRef,
    });
    const paths = inputs.pages.map(tab => tab.get(coreExtensionData.routePath));
    const element = page.get(coreExtensionData.reactElement);
    return [
      ...Array.from(page).filter(({ id }) => id !== coreExtensionData.reactElement.id),
      // Left to itself, the page of an unknown tab is empty.
      coreExtensionData.reactElement(<KnownTabs paths={paths}>{element}</KnownTabs>),
    ];
  },
});
