import { spawn } from 'node:child_process';
import { once } from 'node:events';

const STOP_MS = 15_000;
const TAIL_LINES = 15;
const LINE_CHARACTERS = 300;
const ORPHAN_CHECK_MS = 500;

/** What was started and has not ended. */
const running = new Set();
/** Those of them that lead a group of processes. */
const leaders = new WeakSet();

/** To the whole group of one that leads one. */
function send(child, signal) {
  if (!leaders.has(child)) child.kill(signal);
  else if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal);
}

// However this process ends, nothing that it started outlives it.
process.on('exit', () => running.forEach(child => send(child, 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(1));
}
// The runner of the tests does not always tell that it ends.
const runner = process.ppid;
setInterval(() => {
  if (process.ppid !== runner) process.exit(1);
}, ORPHAN_CHECK_MS).unref();

/** A process that a suite starts, its output, and its end. */
export class TestProcess {
  /** All it has written so far, to both of its streams. */
  output = '';

  /** @param options - `isGroup`: what it starts itself is killed with it */
  constructor(command, args, { cwd, env, uid, gid, isGroup = false } = {}) {
    this.child = spawn(command, args, {
      cwd,
      uid,
      gid,
      detached: isGroup,
      env: env && { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this.child);
    if (isGroup) leaders.add(this.child);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8').on('data', text => {
        this.output += text;
      });
    }
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      running.delete(this.child);
      return { code, signal };
    });
  }

  get pid() {
    return this.child.pid;
  }

  get isRunning() {
    return running.has(this.child);
  }

  /** Its last lines, for the message of a failure. */
  get tail() {
    return this.output
      .split('\n')
      .slice(-TAIL_LINES)
      .map(line => line.slice(0, LINE_CHARACTERS))
      .join('\n');
  }

  kill(signal = 'SIGKILL') {
    // A good-bye is said to the one that leads, which tells the others.
    if (signal === 'SIGKILL') send(this.child, signal);
    else this.child.kill(signal);
    return this.ended;
  }

  /** Ends it as a person would; kills it when it does not end. */
  async stop() {
    const limit = setTimeout(() => send(this.child, 'SIGKILL'), STOP_MS);
    await this.kill('SIGTERM').finally(() => clearTimeout(limit));
  }

  /** Its exit code and signal, within a limit. */
  async end(limitMs) {
    let timer;
    const limit = new Promise((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`Still running after ${limitMs / 1000} s:\n${this.tail}`)),
        limitMs,
      );
    });
    return Promise.race([this.ended, limit]).finally(() => clearTimeout(timer));
  }
}
