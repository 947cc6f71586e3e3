import { NotFoundError } from '@backstage/errors';
import { startAgentWorkers } from './agentWorkers';
import { createErrorLog } from './errorLog';
import { startFeeder } from './feeder';
import { FEEDER_ID, processGroups } from './processGroups';
import { readSettings } from './settings';

const CLOSE_LIMIT_MS = 8_000;

async function start(
  id: string,
  env: NodeJS.ProcessEnv,
  onError: (error: Error) => void,
): Promise<{ close(): Promise<void> }> {
  const { redisUrl, ...settings } = readSettings(env);
  const options = { ...settings, connection: { url: redisUrl }, onError };
  if (id === FEEDER_ID) {
    return startFeeder(options);
  }
  const group = processGroups.find(candidate => candidate.id === id);
  if (!group) {
    throw new NotFoundError(`No process '${id}' in the fleet`);
  }
  return startAgentWorkers({ ...options, agentIds: group.agentIds });
}

/**
 * Makes this process one of the fleet's, until it is told to stop: by SIGINT,
 * by SIGTERM, or because the process that spawned it is gone. It then ends by
 * itself, with code 1 when that takes longer than 8 s.
 *
 * @param id - of a process group, or `feeder`
 * @throws as {@link readSettings} and {@link startFeeder}
 * @public
 */
export async function runProcess(
  id: string,
  env: NodeJS.ProcessEnv,
  print: (line: string) => void,
): Promise<void> {
  const printOwn = (line: string) => print(`[${id} ${process.pid}] ${line}`);
  const stopped = new Promise<void>(resolve => {
    process.on('SIGINT', resolve);
    process.on('SIGTERM', resolve);
    process.on('disconnect', resolve);
  });
  // Before the first await: a signal during the start must not be lost.
  void stopped.then(() => {
    setTimeout(() => {
      printOwn('Not closed in time: jobs still run, or Redis is away');
      process.exit(1);
    }, CLOSE_LIMIT_MS).unref();
  });
  const running = await start(id, env, createErrorLog(printOwn));
  await stopped;
  await running.close();
  // The channel to the parent would keep the process alive.
  process.exit(0);
}
