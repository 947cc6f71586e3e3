// npm answers a signal by ending its shell, which tells nothing to what it
// runs: the portal would live on and keep its port.
import { spawnSync } from 'node:child_process';

const CHECK_EVERY_MS = 500;

/** Ends this process as SIGTERM does, soon after the npm that ran it is gone. */
export function stopWithNpm() {
  const shell = process.ppid;
  const npm = npmAbove(shell);
  const timer = setInterval(() => {
    if (process.ppid !== shell || (npm && !isAlive(npm))) {
      clearInterval(timer);
      process.kill(process.pid, 'SIGTERM');
    }
  }, CHECK_EVERY_MS);
  timer.unref();
}

/** The process id of the npm above its shell; undefined where `ps` cannot tell. */
function npmAbove(shell) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', `${shell}`], {
    encoding: 'utf8',
  });
  const [, parent, command] = /(\d+)\s+(\S+)/.exec(stdout ?? '') ?? [];
  // A shell that replaced itself leaves npm as the direct parent.
  return /sh$/.test(command ?? '') ? Number(parent) : undefined;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}
