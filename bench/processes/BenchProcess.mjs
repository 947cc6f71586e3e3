import { fork } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

const STOP_MS = 15_000;

/** A child process that does what the bench tells it. */
export class BenchProcess {
  /**
   * @param file - module that calls `serveCommands`
   * @param options - `logFile` takes what it writes, `limitMs` is its time to get ready
   */
  static async start(file, { logFile, limitMs = 60_000, env = {}, execArgv = [] }) {
    const log = openSync(logFile, 'a');
    const child = fork(file, {
      env: { ...process.env, ...env },
      execArgv,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    const bench = new BenchProcess(child, logFile);
    await bench.ready(limitMs);
    return bench;
  }

  constructor(child, logFile) {
    this.child = child;
    this.logFile = logFile;
    this.calls = new Map();
    this.lastId = 0;
    child.on('message', message => this.receive(message));
    child.on('exit', () => {
      for (const { reject } of this.calls.values()) reject(this.failure());
    });
  }

  /** Runs a command and answers its result. */
  call(name, args) {
    if (this.child.exitCode !== null) throw this.failure();
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      this.calls.set(id, { resolve, reject });
      this.child.send({ id, name, args });
    });
  }

  /** CPU time in ms that this process used while the action ran. */
  async cpuOf(action) {
    const before = await this.call('usage');
    await action();
    const after = await this.call('usage');
    return after.cpuMs - before.cpuMs;
  }

  async stop() {
    if (this.child.exitCode !== null) return;
    const ended = new Promise(done => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    const limit = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(limit);
  }

  ready(limitMs) {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.child.kill('SIGKILL');
        reject(this.failure(`was not ready after ${limitMs / 1000} s`));
      }, limitMs);
      this.calls.set('ready', { resolve, reject });
      this.child.once('exit', () => clearTimeout(limit));
      this.onReady = () => {
        clearTimeout(limit);
        resolve();
      };
    });
  }

  receive({ ready, id, result, error }) {
    if (ready) {
      this.calls.delete('ready');
      this.onReady();
      return;
    }
    const call = this.calls.get(id);
    // The loader of TypeScript also tells which files it read.
    if (!call) return;
    this.calls.delete(id);
    if (error) call.reject(new Error(error));
    else call.resolve(result);
  }

  failure(what = `ended with ${this.child.exitCode ?? this.child.signalCode}`) {
    const tail = readFileSync(this.logFile, 'utf8').split('\n').slice(-20).join('\n');
    return new Error(`${this.child.spawnargs.at(-1)} ${what}:\n${tail}`);
  }
}
