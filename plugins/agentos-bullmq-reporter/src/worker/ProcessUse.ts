import { hostname } from 'node:os';
import type { ProcessReport } from '../protocol';

/**
 * CPU use between two readings, in percent of one core.
 * @param cpuMicros - CPU time spent, in µs
 * @param elapsedMs - time passed
 * @internal
 */
export const cpuPercentOf = (cpuMicros: number, elapsedMs: number): number | undefined =>
  elapsedMs > 0 ? Math.round(cpuMicros / elapsedMs) / 10 : undefined;

/**
 * What this process uses and where it runs.
 * @internal
 */
export class ProcessUse {
  private readonly startedAt = new Date(Date.now() - process.uptime() * 1_000).toISOString();
  private last: { micros: number; at: number } | undefined;

  constructor(private readonly version: string | undefined) {}

  read(): Omit<ProcessReport, 'id' | 'workers'> {
    const { user, system } = process.cpuUsage();
    const now = { micros: user + system, at: performance.now() };
    const { last } = this;
    this.last = now;
    return {
      hostname: hostname(),
      pid: process.pid,
      startedAt: this.startedAt,
      version: this.version,
      cpuPercent: last && cpuPercentOf(now.micros - last.micros, now.at - last.at),
      memoryBytes: process.memoryUsage.rss(),
    };
  }
}
