import { InputError } from '@backstage/errors';
import { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { FEEDER_ID, processGroups } from './processGroups';
import { displayUrl, probeRedis } from './redisProbe';
import { readSettings } from './settings';

function chosenProcesses(ids: readonly string[]): readonly string[] {
  const known = [...processGroups.map(({ id }) => id), FEEDER_ID];
  const unknown = ids.find(id => !known.includes(id));
  if (unknown !== undefined) {
    throw new InputError(`No process '${unknown}' in the fleet: any of ${known.join(', ')}`);
  }
  return ids.length > 0 ? ids : known;
}

function roleOf(id: string): string {
  const group = processGroups.find(candidate => candidate.id === id);
  return group ? `works for ${group.agentIds.join(', ')}` : 'adds runs';
}

/**
 * Runs the fleet: one process for each group of agents and one that adds
 * pipeline runs. A process that dies is not replaced. SIGINT and SIGTERM stop
 * all of them and let running jobs end.
 *
 * @param options - `ids` of the processes to run, all when empty; `spawnProcess`
 * starts one that calls {@link runProcess}, with a channel to this
 * process; what has not ended `stopLimitMs` after a signal is killed
 * @returns the exit code, when no process is left
 * @throws InputError for wrong settings, ServiceUnavailableError when Redis
 * cannot be reached
 * @public
 */
export async function runFleet(options: {
  ids: readonly string[];
  env: NodeJS.ProcessEnv;
  spawnProcess: (id: string) => ChildProcess;
  print: (line: string) => void;
  stopLimitMs?: number;
}): Promise<number> {
  const { print, spawnProcess, stopLimitMs = 15_000 } = options;
  const ids = chosenProcesses(options.ids);
  const { redisUrl, prefix, jobsPerMinute } = readSettings(options.env);
  const version = await probeRedis(redisUrl);
  print(`Redis ${version} at ${displayUrl(redisUrl)}, key prefix ${prefix}`);

  let stopping = false;
  const children = new Map(ids.map(id => [id, spawnProcess(id)]));
  const exits = [...children].map(async ([id, child]) => {
    print(`  pid ${child.pid}  ${id} ${roleOf(id)}`);
    const [code, signal] = await once(child, 'exit');
    if (!stopping) {
      print(`${id} (pid ${child.pid}) ended: ${signal ?? `code ${code}`}`);
    }
  });
  print(`Up to ${jobsPerMinute} jobs a minute. Ctrl-C stops the fleet.`);

  const signalAll = (signal: NodeJS.Signals) => children.forEach(child => child.kill(signal));
  const stop = () => {
    if (!stopping) {
      stopping = true;
      print('Stopping: running jobs may end');
      signalAll('SIGTERM');
      setTimeout(() => signalAll('SIGKILL'), stopLimitMs).unref();
    }
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    await Promise.all(exits);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
  if (!stopping) {
    print('No process of the fleet is left');
  }
  return stopping ? 0 : 1;
}
