import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { WorkerEvent } from '../events/CeleryEvent';
import { ClockSkew } from './ClockSkew';
import type { ConsumedQueue, WorkerStats } from './WorkerAnswers';

/** A heartbeat that is two periods and this late does not come any more. */
const MARGIN_MS = 4_000;

/** Shorter than this, a share of CPU is noise. */
const CPU_WINDOW_MS = 1_000;

/**
 * A worker as its heartbeats and answers show it.
 * @internal
 */
export class KnownWorker {
  readonly skew = new ClockSkew();
  pid: number | undefined;
  active: number | undefined;
  processed: number | undefined;
  version: string | undefined;
  /** Last sign of life, by our clock: ms since epoch. */
  heardAt: number;
  stats: WorkerStats | undefined;
  /** Undefined until it told. */
  queues: ConsumedQueue[] | undefined;
  /** Ms since epoch. */
  startedAt: number | undefined;
  cpuPercent: number | undefined;
  /** Somebody told it to take no further tasks. */
  isDraining = false;
  private heard: number;
  /** Between two signs of life. */
  private everyMs: number;
  private cpu: { seconds: number; at: number } | undefined;

  private readonly clock: Clock;

  constructor(
    readonly name: string,
    { clock, answersEveryMs }: { clock: Clock; answersEveryMs: number },
  ) {
    this.clock = clock;
    this.everyMs = answersEveryMs;
    this.heardAt = clock.now();
    this.heard = clock.monotonic();
  }

  /** Time since its last sign of life. */
  get silenceMs(): number {
    return this.clock.monotonic() - this.heard;
  }

  /** True when it should have been heard long since. */
  get isSilent(): boolean {
    return this.silenceMs > 2 * this.everyMs + MARGIN_MS;
  }

  /**
   * @returns true when it is another process under the same name
   */
  takeHeartbeat(event: WorkerEvent): boolean {
    this.noteLife();
    this.skew.note(this.heardAt, event.at);
    const isAnother = event.pid !== undefined && this.pid !== undefined && event.pid !== this.pid;
    if (isAnother) this.forgetProcess();
    this.pid = event.pid ?? this.pid;
    // One that was asked for says nothing of its load, and names a period that is not its own.
    if (event.active !== undefined) {
      this.everyMs = event.everyMs;
      this.active = event.active;
      this.processed = event.processed;
    }
    this.version = event.version ?? this.version;
    return isAnother;
  }

  /** @returns true when it is another process under the same name */
  takeStats(stats: WorkerStats): boolean {
    this.noteLife();
    const isAnother = stats.pid !== undefined && this.pid !== undefined && stats.pid !== this.pid;
    if (isAnother) this.forgetProcess();
    this.stats = stats;
    this.pid = stats.pid ?? this.pid;
    if (stats.uptimeSeconds !== undefined) this.startedAt ??= this.clock.now() - stats.uptimeSeconds * 1_000;
    this.measureCpu(stats);
    return isAnother;
  }

  /** It answered. */
  noteLife() {
    this.heardAt = this.clock.now();
    this.heard = this.clock.monotonic();
  }

  /** It could not be heard. */
  excuse() {
    this.heard = this.clock.monotonic();
  }

  private forgetProcess() {
    this.pid = undefined;
    this.startedAt = undefined;
    this.stats = undefined;
    this.queues = undefined;
    this.cpuPercent = undefined;
    this.cpu = undefined;
  }

  // `stats` tells of the worker's own process. Where the pool is made of others, these do the work and nobody measures them.
  private measureCpu({ cpuSeconds, processes, pid }: WorkerStats) {
    const runsTasks = processes.length === 1 && processes[0] === pid;
    if (cpuSeconds === undefined || !runsTasks) {
      this.cpuPercent = undefined;
      return;
    }
    const at = this.clock.monotonic();
    const { cpu } = this;
    if (cpu && at - cpu.at < CPU_WINDOW_MS) return;
    if (cpu && cpuSeconds >= cpu.seconds) {
      this.cpuPercent = ((cpuSeconds - cpu.seconds) * 100_000) / (at - cpu.at);
    }
    this.cpu = { seconds: cpuSeconds, at };
  }
}
