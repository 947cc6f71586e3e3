import type { AddressInfo } from 'node:net';
import {
  agentosEventsExtensionPoint,
  agentosSectionsExtensionPoint,
  agentosSourcesExtensionPoint,
  type AgentOsSource,
  type EventAction,
} from '@agentos-portal/plugin-agentos-node';
import type { SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import { coreServices, createBackendModule, createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import { WebSocket } from 'ws';
import agentosPlugin from '../index';
import { ScriptedSource } from './ScriptedSource';
import { SocketClient } from './SocketClient';

const ORIGIN = 'http://localhost:7007';
const RESTRICTED = 'external:ci';

/** Who may do what in a test: names of denied permissions by user ref. */
export type Denials = Record<string, string[]>;

// Mock tokens hold JSON, which no subprotocol can: the socket carries them encoded.
const encodeToken = (token: string) => Buffer.from(token).toString('base64url');

const mockAuth = createServiceFactory({
  service: coreServices.auth,
  deps: {},
  factory: () => {
    const auth = mockServices.auth({ pluginId: 'agentos' });
    const authenticate = auth.authenticate.bind(auth);
    return Object.assign(auth, {
      authenticate: (token: string) => authenticate(Buffer.from(token, 'base64url').toString()),
    });
  },
});

// Mock tokens carry no access restrictions; the service of this name has them here.
const mockHttpAuth = createServiceFactory({
  service: coreServices.httpAuth,
  deps: {},
  factory: () => {
    const httpAuth = mockServices.httpAuth({ pluginId: 'agentos' });
    const credentials = httpAuth.credentials.bind(httpAuth);
    return Object.assign(httpAuth, {
      credentials: async (...args: Parameters<typeof credentials>) => {
        const found = await credentials(...args);
        const { subject } = found.principal as { subject?: string };
        return subject === RESTRICTED ? mockCredentials.service(subject, {}) : found;
      },
    }) as typeof httpAuth;
  },
});

/** The `Authorization` of a service whose token has access restrictions. */
export const restrictedService = () =>
  mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(RESTRICTED),
    targetPluginId: 'agentos',
  });

/** The token of a user as the socket carries it. */
export const socketToken = (user: string) => encodeToken(mockCredentials.user.token(user));

/** The subprotocols a client offers. */
export const protocols = (token: string) => ['agentos.v1', `agentos.bearer.${token}`];

/** A portal with a scripted source, on a free port. */
export async function startPortal(
  options: {
    source?: ScriptedSource;
    sources?: AgentOsSource[];
    agentos?: JsonObject;
    instance?: JsonObject;
    denials?: Denials;
    /** Runs `warm_admin_cache` at once and then this often; absent = only when the test calls `warm`. */
    warmEveryMs?: number;
    actions?: EventAction[];
    sections?: Record<string, SectionDefinition>;
    config?: JsonObject;
    /** Decides a permission by name instead of `denials`. */
    decide?: (permission: string) => object | undefined;
    /** A database that outlives the portal; one of its own in memory by default. */
    database?: Awaited<ReturnType<TestDatabases['init']>>;
  } = {},
) {
  const source = options.source ?? new ScriptedSource();
  const sources = options.sources ?? [source];
  const denials = options.denials ?? {};
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async (requests, { credentials } = {} as never) => {
      const principal = (credentials as { principal?: { userEntityRef?: string } }).principal;
      const denied = denials[principal?.userEntityRef ?? ''] ?? [];
      return requests.map(
        ({ permission }) =>
          options.decide?.(permission.name) ?? {
            result: denied.includes(permission.name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
          },
      ) as never;
    },
  });
  let round: () => Promise<void> = async () => {};
  // The test's scheduler runs nothing by itself: rounds of the warmer come when the test asks, or by the timer below.
  const scheduler = mockServices.scheduler.mock({
    scheduleTask: async ({ fn }) => {
      round = async () => fn(new AbortController().signal);
    },
  });
  const backend = await startTestBackend({
    features: [
      agentosPlugin,
      permissions.factory,
      mockAuth,
      mockHttpAuth,
      scheduler.factory,
      ...(options.database
        ? [mockServices.database.mock({ getClient: async () => options.database! }).factory]
        : []),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: ORIGIN },
          permission: { enabled: true },
          agentos: {
            warmer: { everySeconds: 1 },
            ...options.agentos,
            instances: [
              {
                id: 'main',
                title: 'Main',
                sources: sources.map(({ id }) => ({ id, type: 'scripted' })),
                ...options.instance,
              },
            ],
          },
          ...options.config,
        },
      }),
      createBackendModule({
        pluginId: 'agentos',
        moduleId: 'scripted',
        register(env) {
          env.registerInit({
            deps: {
              types: agentosSourcesExtensionPoint,
              events: agentosEventsExtensionPoint,
              sections: agentosSectionsExtensionPoint,
            },
            async init({ types, events, sections }) {
              types.addSourceType({
                type: 'scripted',
                create: ({ id }) => sources.find(known => known.id === id)!,
              });
              for (const action of options.actions ?? []) events.addAction(action);
              for (const [name, definition] of Object.entries(options.sections ?? {}))
                sections.addSection(name, definition);
            },
          });
        },
      }),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;
  // The first request shows the plugin its server; what it sends itself at start may come after a test's first socket.
  await fetch(`http://localhost:${port}/api/agentos/live`);
  const timer =
    options.warmEveryMs === undefined ? undefined : setInterval(() => round(), options.warmEveryMs);
  if (options.warmEveryMs !== undefined) await round();
  const clients: SocketClient[] = [];
  const url = (path: string) => `http://localhost:${port}/api/agentos${path}`;

  return {
    source,
    backend,
    denials,
    port,
    get: (path: string, user = 'user:default/ada', headers: Record<string, string> = {}) =>
      fetch(url(path), { headers: { authorization: mockCredentials.user.header(user), ...headers } }),
    /** POST by a person. */
    ask: (path: string, body: unknown, user = 'user:default/ada') =>
      fetch(url(path), {
        method: 'POST',
        headers: { authorization: mockCredentials.user.header(user), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    post: (path: string, body: unknown, authorization = mockCredentials.service.header()) =>
      fetch(url(path), {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    /** An accepted socket that has read its `welcome`. */
    async connect(user = 'user:default/ada', headers: Record<string, string> = { origin: ORIGIN }) {
      const client = await SocketClient.open(
        new WebSocket(url('/live').replace('http', 'ws'), protocols(socketToken(user)), { headers }),
      );
      clients.push(client);
      return client;
    },
    warm: () => round(),
    async stop() {
      clearInterval(timer);
      for (const client of clients) client.terminate();
      await backend.stop();
    },
  };
}

/** A started test portal. */
export type TestPortal = Awaited<ReturnType<typeof startPortal>>;
