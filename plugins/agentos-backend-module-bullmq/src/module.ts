import { agentosSourcesExtensionPoint } from '@agentos-portal/plugin-agentos-node';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { bullmqSourceFactory } from './bullmqSourceFactory';

/**
 * Adds the source type `bullmq`.
 * @public
 */
export const agentosModuleBullmq = createBackendModule({
  pluginId: 'agentos',
  moduleId: 'source-bullmq',
  register(env) {
    env.registerInit({
      deps: { sources: agentosSourcesExtensionPoint },
      async init({ sources }) {
        sources.addSourceType(bullmqSourceFactory);
      },
    });
  },
});
