import { agentosSourcesExtensionPoint } from '@agentos-portal/plugin-agentos-node';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { sampleSourceFactory } from './sampleSourceFactory';

/**
 * Adds the source type `sample`.
 * @public
 */
export const agentosModuleSample = createBackendModule({
  pluginId: 'agentos',
  moduleId: 'source-sample',
  register(env) {
    env.registerInit({
      deps: { sources: agentosSourcesExtensionPoint },
      async init({ sources }) {
        sources.addSourceType(sampleSourceFactory);
      },
    });
  },
});
