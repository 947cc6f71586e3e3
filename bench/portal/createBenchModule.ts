import { agentosSourcesExtensionPoint } from '@agentos-portal/plugin-agentos-node';
import { agentosReadPermission } from '@agentos-portal/plugin-agentos-common';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Redis } from 'ioredis';
import type { Knex } from 'knex';
import type { BenchSource } from './BenchSource';
import { createPlainRoutes } from './plainRoutes';
import type { PlainSockets } from './PlainSockets';
import { rebuildState } from './rebuildState';

/** Adds the source type `bench` and the routes and sockets to compare with. */
export const createBenchModule = (options: {
  source: BenchSource;
  redis: Redis;
  plain: PlainSockets;
  /** Gets the database of the plugin. */
  onDatabase: (knex: Knex) => void;
}) =>
  createBackendModule({
    pluginId: 'agentos',
    moduleId: 'bench',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          database: coreServices.database,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissions: coreServices.permissions,
          sources: agentosSourcesExtensionPoint,
        },
        async init({ auth, database, httpAuth, httpRouter, permissions, sources }) {
          options.onDatabase(await database.getClient());
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
