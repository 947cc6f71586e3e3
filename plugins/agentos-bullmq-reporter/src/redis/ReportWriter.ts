import type { Redis } from 'ioredis';
import { type ProcessReport, REPORT_RETENTION_MS, reportsKey } from '../protocol';

// One field for a process, dated by Redis: the clocks of hosts differ. ARGV: field, report, retention in ms, 1 to sweep.
const WRITE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', now) .. ' ' .. ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
if ARGV[4] == '1' then
  local all = redis.call('HGETALL', KEYS[1])
  for i = 1, #all, 2 do
    local at = tonumber(string.match(all[i + 1], '^%d+'))
    if not at or now - at > tonumber(ARGV[3]) then redis.call('HDEL', KEYS[1], all[i]) end
  end
end
return 1`;

/** Sweeps with the first report and then with every so many. */
const SWEEP_EVERY = 60;

/**
 * Writes the reports of a process, and lets go those of processes that ended long ago.
 * @internal
 */
export class ReportWriter {
  private count = 0;

  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  async write(report: ProcessReport): Promise<void> {
    const sweep = this.count % SWEEP_EVERY === 0 ? 1 : 0;
    this.count += 1;
    await this.redis.eval(
      WRITE,
      1,
      reportsKey(this.prefix),
      report.id,
      JSON.stringify(report),
      REPORT_RETENTION_MS,
      sweep,
    );
  }

  async remove(id: string): Promise<void> {
    await this.redis.hdel(reportsKey(this.prefix), id);
  }
}
