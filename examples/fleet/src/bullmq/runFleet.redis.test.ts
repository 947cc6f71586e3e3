import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { RedisServer, startRedisServer } from '../testUtils/redisServer';
import { waitFor } from '../testUtils/waitFor';
import { FleetQueues } from './fleetQueues';
import { runFleet } from './runFleet';

const script = resolve(__dirname, '../../../../scripts/fleet.mjs');

function isGone(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

describe('npm run fleet', () => {
  let redis: RedisServer;
  let queues: FleetQueues;
  const spawned: ChildProcess[] = [];

  beforeAll(async () => {
    redis = await startRedisServer();
    queues = new FleetQueues({
      connection: { url: redis.url },
      onError: () => {},
    });
  });

  afterAll(async () => {
    spawned.forEach(child => child.kill('SIGKILL'));
    await queues.close();
    await redis.stop();
  });

  function runScript(ids: string[], redisUrl = redis.url) {
    const child = spawn(process.execPath, [script, ...ids], {
      env: { ...process.env, REDIS_URL: redisUrl, JOBS_PER_MINUTE: '600' },
    });
    spawned.push(child);
    let output = '';
    const read = (data: Buffer) => {
      output += data;
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    const pidOf = (id: string) =>
      waitFor(`the pid of ${id}: ${output}`, async () => {
        const found = new RegExp(`pid (\\d+)  ${id} `).exec(output);
        return found ? Number(found[1]) : undefined;
      });
    return { child, pidOf, output: () => output };
  }

  const workersOf = async (agentId: string) => (await queues.queue(agentId).getWorkers()).length;

  const completed = (agentId: string) =>
    waitFor(`a completed job of ${agentId}`, async () => {
      return (await queues.queue(agentId).getCompletedCount()) > 0;
    });

  it('outlives a process that is killed, and stops all on SIGTERM', async () => {
    const ids = ['insight', 'care', 'feeder'];
    const fleet = runScript(ids);
    const killed = await fleet.pidOf('care');
    await completed('dedupe');
    process.kill(killed, 'SIGKILL');
    await waitFor('the news', async () => fleet.output().includes(`care (pid ${killed}) ended: SIGKILL`));
    await completed('report');
    expect(await workersOf('report')).toBe(1);
    await waitFor('no worker', async () => (await workersOf('dedupe')) === 0);

    const exit = once(fleet.child, 'exit');
    fleet.child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(await workersOf('report')).toBe(0);
    // Closed with care: nothing was left running.
    expect(await queues.queue('report').getActiveCount()).toBe(0);
  });

  it('takes its processes along when it is killed itself', async () => {
    const fleet = runScript(['insight']);
    await waitFor('workers', async () => (await workersOf('report')) > 0);
    fleet.child.kill('SIGKILL');
    await waitFor('no worker', async () => (await workersOf('report')) === 0);
    const pid = await fleet.pidOf('insight');
    await waitFor('no process', async () => isGone(pid));
    expect(fleet.child.signalCode).toBe('SIGKILL');
  });

  it('ends with an error when no process is left', async () => {
    const fleet = runScript(['care']);
    process.kill(await fleet.pidOf('care'), 'SIGKILL');
    expect(await once(fleet.child, 'exit')).toEqual([1, null]);
    expect(fleet.output()).toContain('No process of the fleet is left');
  });

  it('kills a process that does not stop', async () => {
    const lines: string[] = [];
    const running = runFleet({
      ids: ['care'],
      env: { REDIS_URL: redis.url },
      print: line => lines.push(line),
      stopLimitMs: 100,
      spawnProcess: () => {
        const child = spawn(process.execPath, [
          '-e',
          'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")',
        ]);
        child.stdout.once('data', () => process.emit('SIGTERM'));
        spawned.push(child);
        return child;
      },
    });
    expect(await running).toBe(0);
    expect(spawned.at(-1)?.signalCode).toBe('SIGKILL');
    expect(lines).toContain('Stopping: running jobs may end');
  });

  it('stops although Redis is away', async () => {
    const other = await startRedisServer();
    const fleet = runScript(['insight', 'feeder'], other.url);
    const pids = [await fleet.pidOf('insight'), await fleet.pidOf('feeder')];
    const probe = new FleetQueues({
      connection: { url: other.url },
      onError: () => {},
    });
    await waitFor('workers', async () => {
      return (await probe.queue('report').getWorkers()).length > 0;
    });
    await probe.close();
    await other.stop();
    const exit = once(fleet.child, 'exit');
    fleet.child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    for (const pid of pids) {
      expect(isGone(pid)).toBe(true);
    }
    expect(fleet.output()).toContain('Not closed in time');
  });

  it('refuses a process it does not have', async () => {
    const fleet = runScript(['paint']);
    expect(await once(fleet.child, 'exit')).toEqual([1, null]);
    expect(fleet.output()).toContain("No process 'paint' in the fleet");
  });
});
