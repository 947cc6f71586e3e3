import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { AgentosPermissionPolicy } from './AgentosPermissionPolicy';

/**
 * Sets the permission policy of the backend to the one in `permission.agentos`.
 *
 * @public
 */
export const permissionModuleAgentos = createBackendModule({
  pluginId: 'permission',
  moduleId: 'agentos',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ config, policy }) {
        policy.setPolicy(AgentosPermissionPolicy.fromConfig(config));
      },
    });
  },
});
