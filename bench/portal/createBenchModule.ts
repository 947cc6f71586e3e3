import { agentosSourcesExtensionPoint } from '@agentos-portal/plugin-agentos-node';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import type { Redis } from 'ioredis';
import type { BenchSource } from './BenchSource';
import { createPlainRoutes } from './plainRoutes';

/** Adds the source type `bench` and the routes to compare with. */
export const createBenchModule = (options: { source: BenchSource; redis: Redis }) =>
  createBackendModule({
    pluginId: 'agentos',
    moduleId: 'bench',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissions: coreServices.permissions,
          sources: agentosSourcesExtensionPoint,
        },
        async init({ httpAuth, httpRouter, permissions, sources }) {
          sources.addSourceType({ type: 'bench', create: () => options.source });
          httpRouter.use(createPlainRoutes({ httpAuth, permissions, redis: options.redis }));
        },
      });
    },
  });
