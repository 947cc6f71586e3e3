import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { DeriveContext } from '../derive';

const EVERY_MS = 5000;

/**
 * CPU and memory of the portal's process, measured over the last few seconds.
 * @internal
 */
export class ProcessFigures {
  private readonly startedAt: number;
  private lastAt: number;
  private lastCpu = process.cpuUsage();
  private figures: DeriveContext['process'];

  constructor(private readonly clock: Clock) {
    this.startedAt = this.lastAt = clock.monotonic();
    this.figures = { uptimeSeconds: 0, cpuPercent: null, memoryBytes: process.memoryUsage.rss() };
  }

  read(): DeriveContext['process'] {
    const now = this.clock.monotonic();
    const elapsedMs = now - this.lastAt;
    if (elapsedMs >= EVERY_MS) {
      const { user, system } = process.cpuUsage(this.lastCpu);
      this.lastAt = now;
      this.lastCpu = process.cpuUsage();
      this.figures = {
        uptimeSeconds: Math.round((now - this.startedAt) / 1000),
        cpuPercent: Math.round((user + system) / elapsedMs) / 10,
        memoryBytes: process.memoryUsage.rss(),
      };
    }
    return this.figures;
  }
}
