import {
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { navigation } from './navigation';

/** A plugin with one page, as the sidebar sees it. */
function pluginOf(pluginId: string, title: string) {
  const routeRef = createRouteRef();
  return createFrontendPlugin({
    pluginId,
    title,
    icon: <svg />,
    routes: { root: routeRef },
    extensions: [
      PageBlueprint.make({
        params: {
          routeRef,
          path: `/${pluginId}`,
          loader: async () => <div />,
        },
      }),
    ],
  });
}

describe('navigation', () => {
  it('lists AgentOS first, the catalog second and the settings last', async () => {
    renderTestApp({
      initialRouteEntries: ['/zoo'],
      features: [
        createFrontendModule({ pluginId: 'app', extensions: [navigation] }),
        pluginOf('user-settings', 'Settings'),
        pluginOf('zoo', 'Zoo'),
        pluginOf('another', 'Another'),
        pluginOf('catalog', 'Catalog'),
        pluginOf('agentos', 'AgentOS tabs'),
      ],
    });

    await screen.findByText('Settings');
    // The page beside it has a link of its own, once it is loaded.
    const sidebar = screen.getByRole('navigation', { name: 'sidebar nav' });
    const links = within(sidebar)
      .getAllByRole('link')
      .map(link => link.textContent);
    expect(links).toEqual(['AgentOS', 'AgentOS tabs', 'Catalog', 'Another', 'Zoo', 'Settings']);
  });
});
