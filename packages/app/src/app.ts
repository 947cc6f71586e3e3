import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import agentosPlugin from '@agentos-portal/plugin-agentos';
import agentosAgentsPlugin from '@agentos-portal/plugin-agentos-agents';
import agentosQueuePlugin from '@agentos-portal/plugin-agentos-queue';
import agentosWorkersPlugin from '@agentos-portal/plugin-agentos-workers';
import { navigation } from './navigation';
import { signInPage } from './signIn';

const portalModule = createFrontendModule({
  pluginId: 'app',
  extensions: [navigation, signInPage],
});

/**
 * The portal: the catalog, the settings, AgentOS and its tabs. A package that
 * adds a tab or a card to AgentOS is one more line here.
 */
export const app = createApp({
  features: [
    portalModule,
    agentosPlugin,
    agentosQueuePlugin,
    agentosWorkersPlugin,
    agentosAgentsPlugin,
    catalogPlugin,
    userSettingsPlugin,
  ],
});
