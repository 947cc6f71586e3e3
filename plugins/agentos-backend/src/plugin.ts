import { ANNOTATIONS, SECTIONS, type SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import {
  agentosEventsExtensionPoint,
  agentosSectionsExtensionPoint,
  agentosSourcesExtensionPoint,
  type EventAction,
  type EventDefinition,
  type SourceFactory,
  systemClock,
} from '@agentos-portal/plugin-agentos-node';
import { coreServices, createBackendPlugin, resolvePackagePath } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { AuthenticationError, ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { createAlertActions } from './actions';
import { CatalogAgents } from './catalog';
import { DecisionCache, SectionAccess, WriteGuard } from './access';
import { limitWaiting } from './database';
import { Engine } from './engine';
import { createOriginCheck, LiveServer, Relay, type UserCredentials } from './live';
import { createMetrics } from './metrics';
import {
  DatabaseOperationStore,
  JobSelector,
  OperationControl,
  OperationRunner,
  OperationService,
  registerPermissions,
  TargetResolver,
} from './operations';
import { DatabasePresetStore, PresetCounts, PresetService } from './presets';
import { createRouter } from './router';
import { readSettings } from './settings';

/** Further ones are left out. */
const MOST_ENTITY_AGENTS = 500;

const addUnique = <T>(map: Map<string, T>, kind: string, name: string, value: T) => {
  if (map.has(name)) throw new ConflictError(`${kind} '${name}' was added twice`);
  map.set(name, value);
};

/**
 * The agentos backend plugin.
 * @public
 */
export const agentosPlugin = createBackendPlugin({
  pluginId: 'agentos',
  register(env) {
    const factories = new Map<string, SourceFactory>();
    const moduleEvents: EventDefinition[] = [];
    const actions = new Map<string, EventAction>();
    const definitions = new Map<string, SectionDefinition>(Object.entries(SECTIONS));
    env.registerExtensionPoint(agentosSourcesExtensionPoint, {
      addSourceType: factory => addUnique(factories, 'Source type', factory.type, factory),
    });
    env.registerExtensionPoint(agentosEventsExtensionPoint, {
      addEvent: definition => moduleEvents.push(definition),
      addAction: action => addUnique(actions, 'Action', action.name, action),
    });
    env.registerExtensionPoint(agentosSectionsExtensionPoint, {
      addSection: (name, definition) => addUnique(definitions, 'Section', name, definition),
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, config, httpRouter, logger } = deps;
        const clock = systemClock;
        const settings = readSettings(config);
        const knex = await deps.database.getClient();
        await limitWaiting(knex);
        if (!deps.database.migrations?.skip) {
          await knex.migrate.latest({
            directory: resolvePackagePath('@agentos-portal/plugin-agentos-backend', 'migrations'),
          });
        }
        for (const action of createAlertActions(settings.alerts, {
          notifications: deps.notifications,
          now: () => clock.now(),
        })) {
          if (!actions.has(action.name)) actions.set(action.name, action);
        }
        const engine = await Engine.create({
          settings,
          config,
          definitions,
          factories,
          moduleEvents,
          actions,
          knex,
          logger,
          clock,
        });
        const metrics = createMetrics(deps.metrics, engine);
        const decisions = new DecisionCache({
          auth,
          permissions: deps.permissions,
          monotonic: () => clock.monotonic(),
          extra: Array.from(definitions.values(), ({ permission }) => permission),
        });
        const access = new SectionAccess(definitions);
        const authenticate = async (token: string) => {
          try {
            const credentials = await auth.authenticate(token);
            return auth.isPrincipal(credentials, 'user') ? (credentials as UserCredentials) : undefined;
          } catch (error) {
            if ((error as Error).name === AuthenticationError.name) return undefined;
            throw error;
          }
        };
        const decide = (credentials: UserCredentials) => decisions.decisionsOf(credentials);
        const relay = new Relay({
          view: engine.view,
          encoder: engine.encoder,
          access,
          clock,
          logger,
          decide,
          authenticate,
          onSent: commit => engine.delivered(commit),
        });
        const live = new LiveServer({
          relay,
          originAllowed: createOriginCheck([
            config.getString('app.baseUrl'),
            ...settings.live.allowedOrigins,
          ]),
          authenticate,
          decide,
          maxConnections: settings.live.maxConnections,
          logger,
        });
        const writes = new WriteGuard({
          readOnly: settings.readOnly,
          permissionsEnabled: config.getOptionalBoolean('permission.enabled') === true,
          allowWithoutPermissions: settings.allowWritesWithoutPermissions,
        });
        const resolver = new TargetResolver({
          registry: engine.registry,
          view: engine.view,
          instances: settings.instances,
          index: engine.jobs,
          selector: new JobSelector({
            index: engine.jobs,
            catchUp: engine.jobCatchUp,
            written: () => engine.jobsWritten(),
            registry: engine.registry,
            now: () => clock.now(),
          }),
        });
        registerPermissions(deps.permissionsRegistry, (id, section) => resolver.describe(id, section));
        const operationStore = new DatabaseOperationStore(
          knex,
          () => clock.now(),
          text => engine.redact(text),
        );
        const runner = new OperationRunner({
          store: operationStore,
          registry: engine.registry,
          clock,
          logger,
          mayAct: () => engine.leader.mayAct,
          onTrouble: error => engine.database.note(error),
          onProgress: operation => engine.tellProgress(operation),
        });
        engine.addDuty(runner);
        await engine.start();
        const operations = new OperationService({
          store: operationStore,
          resolver,
          wake: id => engine.wakeLeader(id),
          registry: engine.registry,
          permissions: deps.permissions,
          writes,
          now: () => clock.now(),
        });
        const presetCounts = new PresetCounts({ index: engine.jobs, clock, logger });
        const operationControl = new OperationControl({
          store: operationStore,
          wake: (id, abort) => engine.wakeLeader(id, abort),
          permissions: deps.permissions,
          writes,
        });
        const cacheFigures = { hits: 0, misses: 0 };
        metrics.observe({ relay, cacheFigures });
        httpRouter.use(
          createRouter({
            engine,
            relay,
            live,
            definitions,
            access,
            decisions,
            writes,
            operations,
            operationControl,
            operationStore,
            presets: new PresetService({
              store: new DatabasePresetStore(knex, () => clock.now()),
              counts: presetCounts,
              writes,
            }),
            auditor: deps.auditor,
            auth,
            httpAuth: deps.httpAuth,
            clock,
            cacheFigures,
          }),
        );
        for (const path of ['/live', '/openapi.json'])
          httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        const catalogAgents = new CatalogAgents({
          instances: settings.instances,
          read: async () => {
            const { items } = await deps.catalog.getEntities(
              {
                filter: { [`metadata.annotations.${ANNOTATIONS.agentId}`]: CATALOG_FILTER_EXISTS },
                fields: ['apiVersion', 'kind', 'metadata'],
                limit: MOST_ENTITY_AGENTS,
              },
              { credentials: await auth.getOwnServiceCredentials() },
            );
            return items;
          },
          logger,
        });
        await deps.scheduler.scheduleTask({
          id: 'read_catalog_agents',
          frequency: { seconds: 30 },
          // The catalog of this very process is to listen first.
          initialDelay: { seconds: 5 },
          timeout: { seconds: 25 },
          scope: 'local',
          fn: () => catalogAgents.refresh(),
        });
        await deps.scheduler.scheduleTask({
          id: 'warm_admin_cache',
          frequency: { seconds: settings.warmer.everySeconds },
          timeout: { seconds: settings.warmer.everySeconds + settings.warmer.collectTimeoutSeconds },
          scope: 'local',
          fn: () => engine.warm(),
        });
        deps.rootLifecycle.addStartupHook(async () => {
          // The plugin's own first request, so that the socket is there before the first client.
          const url = `${await deps.discovery.getBaseUrl('agentos')}/live`;
          fetch(url).catch(error =>
            logger.warn(`The live socket waits for the first request: ${error.message}`),
          );
        });
        deps.lifecycle.addShutdownHook(async () => {
          presetCounts.stop();
          live.stop();
          await engine.stop();
        });
      },
    });
  },
});
