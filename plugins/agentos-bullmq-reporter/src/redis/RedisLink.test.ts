import { once } from 'node:events';
import { createServer } from 'node:net';
import { RedisLink } from './RedisLink';

describe('the connection of the reporter', () => {
  it('comes back where its connections were taken and closed at once, as a proxy of a Redis does that is away', async () => {
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
    let answered = () => {};
    const answer = new Promise<void>(resolve => {
      answered = resolve;
    });
    const link = new RedisLink(
      { host: '127.0.0.1', port, connectionName: 'of-the-team' },
      () => link.redis.ping().then(answered, () => {}),
      () => {},
    );
    await answer;
    expect(link.isReady).toBe(true);
    link.stop();
    server.close();
  });
});
