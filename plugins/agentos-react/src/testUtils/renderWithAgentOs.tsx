import { act, type RenderResult } from '@testing-library/react';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SWRConfig } from 'swr';
import { QueryClient } from '@tanstack/react-query';
import type { EventMessage } from '@agentos-portal/plugin-agentos-common';
import { agentosApiRef, type AgentOsApi } from '../api';
import {
  agentosQueryClientApiRef,
  centralDataApiRef,
  JobListService,
  jobListApiRef,
  QueueDataService,
  queueDataApiRef,
} from '../data';
import type { ConnectionState } from '../live';
import { Expectations, expectationsApiRef } from '../expectations';
import {
  DockedOperations,
  dockedOperationsApiRef,
  operationsApiRef,
  type OperationsApi,
} from '../operations';
import { OperationFollower } from '../operations/OperationFollower';
import type { FakeCommit } from './FakeSsot';
import { TestData, type TestDataOptions } from './TestData';

/** @public */
export interface RenderWithAgentOsOptions extends TestDataOptions {
  /** What the person may do: everything by default, or by name of the permission (those not named: yes). */
  permissions?: boolean | Record<string, boolean>;
  /** Answers of the HTTP routes; a route that is not given rejects. */
  api?: Partial<AgentOsApi>;
  /** Answers of the operation routes; without them every one rejects. */
  operations?: OperationsApi;
  /** Ids of operations whose progress is in sight. */
  docked?: string[];
  /** Address the page is at, `/` by default. */
  path?: string;
  /** Route pattern the page is mounted at, when it reads route parameters. */
  mountPath?: string;
  /** More APIs, as `renderInTestApp` takes them. */
  apis?: NonNullable<Parameters<typeof renderInTestApp>[1]>['apis'];
}

/** @public */
export interface AgentOsPage extends RenderResult {
  data: TestData;
  /** Sends changes of rows and waits until they are shown. */
  commit(commit: FakeCommit): Promise<void>;
  /** Sends events and waits until they are shown. */
  emit(...events: EventMessage[]): Promise<void>;
  setLiveState(
    state: ConnectionState,
    details?: { attempts?: number; nextAttemptInMs?: number },
  ): Promise<void>;
  /** Lets the time of the data service pass. */
  advance(durationMs: number): Promise<void>;
}

const notGiven = (route: keyof AgentOsApi) => () =>
  Promise.reject(new Error(`The test gives no answer to ${route}`));

const notOperable = new Proxy({} as OperationsApi, {
  get: (_, route) => () => Promise.reject(new Error(`The test gives no answer to ${String(route)}`)),
});

const mayDo = (permissions: RenderWithAgentOsOptions['permissions'], name: string) =>
  typeof permissions === 'object' ? (permissions[name] ?? true) : (permissions ?? true);

/**
 * Renders a page in a test app with the AgentOS APIs, over data the test gives.
 * @public
 */
export async function renderWithAgentOs(
  element: JSX.Element,
  options: RenderWithAgentOsOptions = {},
): Promise<AgentOsPage> {
  const api: AgentOsApi = {
    getSsot: notGiven('getSsot'),
    getJobs: notGiven('getJobs'),
    getJob: notGiven('getJob'),
    getJobLogs: notGiven('getJobLogs'),
    getJobCounts: notGiven('getJobCounts'),
    getPresets: notGiven('getPresets'),
    putPreset: notGiven('putPreset'),
    deletePreset: notGiven('deletePreset'),
    getAnalytics: notGiven('getAnalytics'),
    getFailures: notGiven('getFailures'),
    getAudit: notGiven('getAudit'),
    getHealthData: notGiven('getHealthData'),
    getEventsTable: notGiven('getEventsTable'),
    ...options.api,
  };
  const data = new TestData(options, api);
  // What came before the page is shown at its first paint.
  await data.environment.advance(0);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const queues = new QueueDataService({ api, data: data.service, queryClient });
  const jobs = new JobListService({ api, data: data.service, queryClient, environment: data.environment });
  const operations = options.operations ?? notOperable;
  const expectations = new Expectations({
    data: data.service,
    environment: data.environment,
    follower: new OperationFollower({ api: operations, data: data.service, queryClient }),
  });
  const docked = new DockedOperations({
    storage: { getItem: () => JSON.stringify(options.docked ?? []), setItem: () => {} },
    onStorage: () => {},
  });
  const permission = mockApis.permission({
    authorize: request =>
      mayDo(options.permissions, request.permission.name) ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
  });
  // `usePermission` remembers answers beyond the test they were given in.
  const page = <SWRConfig value={{ provider: () => new Map() }}>{element}</SWRConfig>;
  const rendered = renderInTestApp(page, {
    initialRouteEntries: [options.path ?? '/'],
    mountPath: options.mountPath,
    apis: [
      [agentosApiRef, api],
      [centralDataApiRef, data.service],
      [agentosQueryClientApiRef, queryClient],
      [queueDataApiRef, queues],
      [jobListApiRef, jobs],
      [operationsApiRef, operations],
      [dockedOperationsApiRef, docked],
      [expectationsApiRef, expectations],
      permission,
      ...(options.apis ?? []),
    ],
  });
  const shown = (change: () => unknown) =>
    act(async () => {
      change();
      await data.environment.advance(0);
    });
  // The test app loads itself first.
  await shown(() => {});
  return Object.assign(rendered, {
    data,
    commit: (commit: FakeCommit) => shown(() => data.commit(commit)),
    emit: (...events: EventMessage[]) => shown(() => data.commit({ events })),
    setLiveState: (state: ConnectionState, details?: { attempts?: number; nextAttemptInMs?: number }) =>
      shown(() => data.setLiveState(state, details)),
    advance: (durationMs: number) => act(() => data.environment.advance(durationMs)),
  });
}
