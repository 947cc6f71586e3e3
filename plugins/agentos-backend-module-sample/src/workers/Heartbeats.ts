import { seededRandom } from '@agentos-portal/example-fleet';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { between, momentOf } from '../engine/Moment';
import type { Timers } from '../engine/Timers';
import type { SampleWorker } from './SampleWorker';

const SHORTEST_MS = 2_000;
const SPREAD_MS = 3_000;

/** A worker without heartbeat for this long is given up. */
const SILENCE_MS = 30_000;

const WATCH_EVERY_MS = 5_000;

/**
 * Heartbeats of the workers, each 2 to 5 s, and the watch that misses them.
 * @internal
 */
export class Heartbeats {
  private readonly random: () => number;

  constructor(
    private readonly options: {
      seed: number | string;
      clock: Clock;
      timers: Timers;
      workers: readonly SampleWorker[];
      onBeat: (worker: SampleWorker) => void;
      /** A worker taken for alive has been silent for 30 s. */
      onSilent: (worker: SampleWorker) => void;
    },
  ) {
    this.random = seededRandom(`${options.seed}/heartbeats`);
  }

  /** The first heartbeat of a worker; others follow until it or its successor stops. */
  begin(worker: SampleWorker) {
    const process = worker.startedAt;
    const beat = () => {
      if (!worker.alive || worker.startedAt !== process) return;
      worker.lastHeartbeatAt = momentOf(this.options.clock);
      worker.present = true;
      this.options.onBeat(worker);
      const next = SHORTEST_MS + Math.floor(this.random() * SPREAD_MS);
      this.options.timers.after(next, beat);
    };
    beat();
  }

  /** Watches from now on. */
  watch() {
    const { clock, timers, workers, onSilent } = this.options;
    timers.after(WATCH_EVERY_MS, () => {
      const now = momentOf(clock);
      for (const worker of workers) {
        const silent = between(worker.lastHeartbeatAt!, now) >= SILENCE_MS;
        if (worker.present && silent) onSilent(worker);
      }
      this.watch();
    });
  }
}
