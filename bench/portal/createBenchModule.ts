import { agentosSourcesExtensionPoint } from '@agentos-portal/plugin-agentos-node';
import { agentosReadPermission } from '@agentos-portal/plugin-agentos-common';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Redis } from 'ioredis';
import type { BenchSource } from './BenchSource';
import { createPlainRoutes } from './plainRoutes';
import type { PlainSockets } from './PlainSockets';
import { rebuildState } from './rebuildState';

/** Adds the source type `bench` and the routes and sockets to compare with. */
export const createBenchModule = (options: { source: BenchSource; redis: Redis; plain: PlainSockets }) =>
  createBackendModule({
    pluginId: 'agentos',
    moduleId: 'bench',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissions: coreServices.permissions,
          sources: agentosSourcesExtensionPoint,
        },
        async init({ auth, httpAuth, httpRouter, permissions, sources }) {
          sources.addSourceType({ type: 'bench', create: () => options.source });
          httpRouter.use(createPlainRoutes({ httpAuth, permissions, redis: options.redis }));
          options.plain.serveStates(
            () => rebuildState(options.redis),
            async token => {
              const credentials = await auth.authenticate(token);
              const [{ result }] = await permissions.authorize([{ permission: agentosReadPermission }], {
                credentials,
              });
              if (result !== AuthorizeResult.ALLOW) throw new NotAllowedError();
            },
          );
        },
      });
    },
  });
