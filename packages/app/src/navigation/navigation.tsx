import { Sidebar, SidebarDivider, SidebarItem, SidebarSpace } from '@backstage/core-components';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { SidebarLogo } from './SidebarLogo';

/**
 * The sidebar: AgentOS first, then the catalog and whatever other plugins
 * bring, the settings at the bottom.
 */
export const navigation = NavContentBlueprint.make({
  params: {
    component: ({ navItems }) => {
      const items = navItems.withComponent(({ icon, href, title }) => (
        <SidebarItem icon={() => icon} to={href} text={title} />
      ));
      // Taken before the rest is asked for, though shown after it.
      const settings = items.take('page:user-settings');
      return (
        <Sidebar>
          <SidebarLogo />
          <SidebarDivider />
          {items.take('page:agentos')}
          {items.take('page:catalog')}
          {items.rest({ sortBy: 'title' })}
          <SidebarSpace />
          <SidebarDivider />
          {settings}
        </Sidebar>
      );
    },
  },
});
