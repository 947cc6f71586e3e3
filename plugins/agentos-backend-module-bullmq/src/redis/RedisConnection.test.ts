import { once } from 'node:events';
import { createServer } from 'node:net';
import { RedisConnection } from './RedisConnection';

describe('RedisConnection', () => {
  it('passes on no credentials, even when Redis repeats them', async () => {
    const server = createServer(socket => {
      socket.on('error', () => {});
      socket.on('data', () =>
        socket.write("-ERR unknown command 'auth', with args beginning with: 'ada' 'hunter/2'\r\n"),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const connection = new RedisConnection({
      url: `redis://ada:hunter%2F2@127.0.0.1:${port}/3`,
      name: 'test',
      limitMs: 1_000,
    });
    expect(connection.address).toBe(`127.0.0.1:${port} database 3`);
    for (const refused of [connection.call('PING'), connection.run([['PING']])]) {
      const error = await refused.then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      expect(error?.name).toBe('ServiceUnavailableError');
      expect(error?.message).toContain("unknown command 'auth', with args beginning with: '***' '***'");
      expect(error?.message).not.toContain('hunter');
      expect(JSON.stringify({ ...error })).not.toContain('hunter');
    }
    connection.close();
    server.close();
  });
});
