import { agentosSourcesExtensionPoint } from '@agentos-portal/plugin-agentos-node';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { celerySourceFactory } from './celerySourceFactory';

/**
 * Adds the source type `celery`.
 * @public
 */
export const agentosModuleCelery = createBackendModule({
  pluginId: 'agentos',
  moduleId: 'source-celery',
  register(env) {
    env.registerInit({
      deps: { sources: agentosSourcesExtensionPoint },
      async init({ sources }) {
        sources.addSourceType(celerySourceFactory);
      },
    });
  },
});
