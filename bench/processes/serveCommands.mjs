/** CPU time of all threads of this process since its start, and its memory. */
const usage = () => {
  const { user, system } = process.cpuUsage();
  return {
    cpuMs: (user + system) / 1000,
    rssBytes: process.memoryUsage.rss(),
  };
};

/**
 * In a child process: answers the commands of the bench and tells that it is
 * ready. Every child knows `usage`.
 */
export function serveCommands(commands) {
  const known = { usage, ...commands };
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
