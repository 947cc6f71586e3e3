import { mockServices } from '@backstage/backend-test-utils';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Connection } from './Connection';
import { Outage } from './Outage';

/** Some of their ends are seen before they are closed here, which is a matter of the moment. */
const CONNECTIONS = 40;

it('says why it was refused, whatever its connection ends with', async () => {
  const server = createServer(socket => {
    socket.on('error', () => {});
    socket.once('data', () => {
      const reset = () => setTimeout(() => socket.resetAndDestroy(), 0);
      socket.write('-WRONGPASS invalid username-password pair\r\n', reset);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const outage = new Outage(mockServices.logger.mock());
  const url = `redis://:secret@127.0.0.1:${port}`;
  const connections = Array.from(
    { length: CONNECTIONS },
    () => new Connection({ url, name: 'test', limitMs: 2_000, outage }),
  );
  const said = async (connection: Connection) => {
    const answer = () => connection.run('answer', redis => redis.ping());
    await answer().catch(() => {});
    await new Promise(done => setTimeout(done, 10));
    return answer().catch((error: Error) => error.message);
  };
  try {
    const reasons = new Set(await Promise.all(connections.map(said)));
    expect(reasons).toEqual(
      new Set([
        'The store cannot answer: Redis of agentos.store.url: WRONGPASS invalid username-password pair',
      ]),
    );
  } finally {
    for (const connection of connections) connection.close();
    server.close();
  }
});
