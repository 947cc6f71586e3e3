import { once } from 'node:events';
import { createServer } from 'node:net';
import { waitFor } from '../testUtils';
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

  it('gives up a connection whose other end fell silent', async () => {
    let connections = 0;
    const server = createServer(socket => {
      connections += 1;
      const answers = connections > 1;
      socket.on('error', () => {});
      // One answer for each command, of which the name of the connection is one.
      socket.on('data', data => {
        if (!answers) return;
        socket.write('+OK\r\n'.repeat(data.toString().match(/^\*/gm)!.length));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const connection = new RedisConnection({ url: `redis://127.0.0.1:${port}`, name: 'test', limitMs: 200 });
    await expect(connection.call('PING')).rejects.toThrow(/^Redis at .*: no answer within 200 ms$/);
    expect(await waitFor(() => connection.call('PING').catch(() => undefined), 'an answer')).toBe('OK');
    expect(connections).toBe(2);
    connection.close();
    server.close();
  });

  it('connects again where its connections were taken and closed at once, as a proxy of a Redis does that is away', async () => {
    let taken = 0;
    const server = createServer(socket => {
      taken += 1;
      socket.on('error', () => {});
      if (taken <= 3) {
        socket.destroy();
        return;
      }
      socket.on('data', data => {
        socket.write('+OK\r\n'.repeat(data.toString().match(/^\*/gm)!.length));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const connection = new RedisConnection({ url: `redis://127.0.0.1:${port}`, name: 'test', limitMs: 500 });
    expect(await waitFor(() => connection.call('PING').catch(() => undefined), 'an answer')).toBe('OK');
    connection.close();
    server.close();
  });

  it('sends a write once, and never after it was given up', async () => {
    const writes: string[] = [];
    let isAway = false;
    const server = createServer(socket => {
      if (isAway) {
        socket.destroy();
        return;
      }
      socket.on('error', () => {});
      socket.on('data', data => {
        const text = data.toString();
        if (!text.includes('LPUSH')) {
          socket.write('+OK\r\n'.repeat(text.match(/^\*/gm)!.length));
          return;
        }
        // Taken, and nobody learns of it.
        writes.push(text);
        isAway = true;
        socket.destroy();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const connection = new RedisConnection({
      url: `redis://127.0.0.1:${port}`,
      name: 'test',
      limitMs: 500,
      atMostOnce: true,
    });
    await expect(connection.call('LPUSH', 'q', 'first')).rejects.toThrow(/^Redis at /);
    await expect(connection.call('LPUSH', 'q', 'second')).rejects.toThrow(/^Redis at /);
    isAway = false;
    expect(await waitFor(() => connection.call('PING').catch(() => undefined), 'an answer')).toBe('OK');
    expect(writes).toHaveLength(1);
    expect(writes[0]).toContain('first');
    connection.close();
    server.close();
  });
});
