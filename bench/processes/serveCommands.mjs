import { freeMemory } from '../../scripts/freeMemory.mjs';

/** CPU time of all threads of this process since its start, and its memory. */
const usage = () => {
  const { user, system } = process.cpuUsage();
  return {
    cpuMs: (user + system) / 1000,
    memory: process.memoryUsage(),
  };
};

/** Memory that is in use: what remains when all garbage is collected. */
const memoryInUse = () => {
  freeMemory();
  return process.memoryUsage();
};

/**
 * In a child process: answers the commands of the bench and tells that it is
 * ready. Every child knows `usage` and `memoryInUse`.
 */
export function serveCommands(commands) {
  const known = { usage, memoryInUse, ...commands };
  process.on('message', async ({ id, name, args }) => {
    try {
      process.send({ id, result: await known[name](args) });
    } catch (error) {
      process.send({ id, error: error.stack });
    }
  });
  // Without the bench nobody would end this process.
  process.on('disconnect', () => process.exit(1));
  process.send({ ready: true });
}
