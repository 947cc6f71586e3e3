import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RedisServer } from './RedisServer';

describe('RedisServer', () => {
  it('does not take somebody else on its port for itself', async () => {
    const other = createServer(socket => socket.on('error', () => {})).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const folder = await mkdtemp(join(tmpdir(), 'agentos-redis-'));
    const { port } = other.address() as { port: number };
    await expect(new RedisServer(port, folder).launch()).rejects.toThrow('redis-server ended with code 1');
    other.close();
    await rm(folder, { recursive: true });
  });
});
