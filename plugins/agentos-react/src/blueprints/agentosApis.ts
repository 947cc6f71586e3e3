import { ApiBlueprint, discoveryApiRef, fetchApiRef, identityApiRef } from '@backstage/frontend-plugin-api';
import { QueryClient } from '@tanstack/react-query';
import { AgentOsClient, agentosApiRef } from '../api';
import {
  agentosQueryClientApiRef,
  centralDataApiRef,
  JobListService,
  jobListApiRef,
  LiveCentralDataService,
  QueueDataService,
  queueDataApiRef,
} from '../data';
import { Expectations, expectationsApiRef } from '../expectations';
import { DockedOperations, dockedOperationsApiRef, operationsApiRef } from '../operations';
import { OperationFollower } from '../operations/OperationFollower';
import { OperationsClient } from '../operations/OperationsClient';
import { browserEnvironment, LiveClient, openWebSocket } from '../live';

const environment = browserEnvironment;

const clientApi = ApiBlueprint.make({
  name: 'client',
  params: define =>
    define({
      api: agentosApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AgentOsClient({ ...deps, environment }),
    }),
});

const centralDataApi = ApiBlueprint.make({
  name: 'central-data',
  params: define =>
    define({
      api: centralDataApiRef,
      deps: { api: agentosApiRef, discoveryApi: discoveryApiRef, identityApi: identityApiRef },
      factory: ({ api, discoveryApi, identityApi }) =>
        new LiveCentralDataService({
          environment,
          api,
          connect: handlers =>
            new LiveClient({
              ...handlers,
              environment,
              openSocket: openWebSocket,
              getBaseUrl: () => discoveryApi.getBaseUrl('agentos'),
              getToken: async () => (await identityApi.getCredentials()).token,
            }),
        }),
    }),
});

const queryClientApi = ApiBlueprint.make({
  name: 'query-client',
  params: define =>
    define({
      api: agentosQueryClientApiRef,
      deps: {},
      // The client behind the queries tries again by itself, and knows what is worth it.
      factory: () => new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    }),
});

const operationsApi = ApiBlueprint.make({
  name: 'operations',
  params: define =>
    define({
      api: operationsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new OperationsClient({ ...deps, environment }),
    }),
});

const dockedOperationsApi = ApiBlueprint.make({
  name: 'docked-operations',
  params: define =>
    define({
      api: dockedOperationsApiRef,
      deps: {},
      factory: () =>
        new DockedOperations({
          storage: window.localStorage,
          onStorage: listener => window.addEventListener('storage', listener),
        }),
    }),
});

const expectationsApi = ApiBlueprint.make({
  name: 'expectations',
  params: define =>
    define({
      api: expectationsApiRef,
      deps: { api: operationsApiRef, data: centralDataApiRef, queryClient: agentosQueryClientApiRef },
      factory: deps =>
        new Expectations({ data: deps.data, environment, follower: new OperationFollower(deps) }),
    }),
});

const queueDataApi = ApiBlueprint.make({
  name: 'queue-data',
  params: define =>
    define({
      api: queueDataApiRef,
      deps: { api: agentosApiRef, data: centralDataApiRef, queryClient: agentosQueryClientApiRef },
      factory: deps => new QueueDataService(deps),
    }),
});

const jobListApi = ApiBlueprint.make({
  name: 'job-list',
  params: define =>
    define({
      api: jobListApiRef,
      deps: { api: agentosApiRef, data: centralDataApiRef, queryClient: agentosQueryClientApiRef },
      factory: deps => new JobListService({ ...deps, environment }),
    }),
});

/**
 * The APIs behind the hooks. The plugin `agentos` brings them into the app; every page of every plugin shares them.
 * @public
 */
export const agentosApis = [
  clientApi,
  centralDataApi,
  queryClientApi,
  queueDataApi,
  jobListApi,
  operationsApi,
  dockedOperationsApi,
  expectationsApi,
];
