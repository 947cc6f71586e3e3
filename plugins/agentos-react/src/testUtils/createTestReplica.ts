import type { SsotSnapshot } from '@agentos-portal/plugin-agentos-common';
import { LiveCentralDataService } from '../data';
import { LiveClient, type ConnectionState } from '../live';
import { FakeLiveServer } from './FakeLiveServer';
import { TestEnvironment } from './TestEnvironment';

/**
 * The data service as it runs in a tab, beside a server in the same process.
 * @public
 */
export interface TestReplica {
  environment: TestEnvironment;
  server: FakeLiveServer;
  service: LiveCentralDataService;
  /** States of the connection in order, each once in a row. */
  states: ConnectionState[];
  /** Asked for before each attempt, and to renew. */
  getToken: jest.Mock<Promise<string | undefined>, []>;
  /** Stands for `GET /ssot`. */
  getSsot: jest.Mock<Promise<SsotSnapshot>, [{ sections?: readonly string[]; signal?: AbortSignal }?]>;
}

/** @public */
export function createTestReplica(): TestReplica {
  const environment = new TestEnvironment();
  const server = new FakeLiveServer(environment);
  const getToken: TestReplica['getToken'] = jest.fn(async () => 'token');
  const getSsot: TestReplica['getSsot'] = jest.fn(async options => server.read(options?.sections));
  const states: ConnectionState[] = [];
  const service = new LiveCentralDataService({
    environment,
    api: { getSsot },
    connect: handlers =>
      new LiveClient({
        ...handlers,
        onStatus: status => {
          if (states.at(-1) !== status.state) states.push(status.state);
          handlers.onStatus(status);
        },
        environment,
        openSocket: server.openSocket,
        getBaseUrl: async () => 'http://localhost:7007/api/agentos',
        getToken,
      }),
  });
  return { environment, server, service, states, getToken, getSsot };
}
