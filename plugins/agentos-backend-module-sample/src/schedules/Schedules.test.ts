import type { SourceRow } from '@agentos-portal/plugin-agentos-common';
import { Timers } from '../engine/Timers';
import { startEngine } from '../testUtils/startEngine';
import { Schedules } from './Schedules';

function startSchedules() {
  const { engine, clock, runFor } = startEngine();
  const ran: Array<SourceRow<'schedules'>> = [];
  const timers = new Timers(clock);
  const schedules = new Schedules({ engine, clock, timers, onRun: row => ran.push(row) });
  const jobsOf = (name: string) => engine.jobs.all().filter(job => job.schedule === name);
  return { engine, clock, runFor, schedules, ran, jobsOf };
}

describe('Schedules', () => {
  it('adds a job each time the wall clock comes to a multiple of the period', async () => {
    const { engine, clock, runFor, schedules, ran, jobsOf } = startSchedules();
    clock.skew(20_000);
    schedules.start();
    expect(schedules.rows()).toEqual([
      {
        id: 'sample.schedule.verify-notes',
        name: 'verify-notes',
        queue: 'verify',
        everyMs: 60_000,
        nextAt: '2026-01-01T00:01:00.000Z',
        paused: false,
      },
      {
        id: 'sample.schedule.dedupe-notes',
        name: 'dedupe-notes',
        queue: 'dedupe',
        pattern: '*/5 * * * *',
        timeZone: 'UTC',
        nextAt: '2026-01-01T00:05:00.000Z',
        paused: false,
      },
    ]);

    await runFor(6 * 60_000);

    expect(jobsOf('verify-notes')).toHaveLength(6);
    expect(jobsOf('dedupe-notes')).toHaveLength(1);
    expect(ran.filter(({ name }) => name === 'verify-notes').at(-1)).toMatchObject({
      lastAt: '2026-01-01T00:06:00.000Z',
      nextAt: '2026-01-01T00:07:00.000Z',
    });
    // All notes are in order, and dedupe hands over to verify.
    expect(engine.jobs.count('verify', 'completed')).toBe(7);
    expect(engine.jobs.count('dedupe', 'completed')).toBe(1);
    await engine.stop();
  });

  it('runs once when the wall clock lags behind the timer', async () => {
    const { engine, clock, runFor, schedules, jobsOf } = startSchedules();
    schedules.start();
    await runFor(30_000);
    clock.skew(-500);
    await runFor(40_000);
    expect(jobsOf('verify-notes')).toHaveLength(1);
    await engine.stop();
  });
});
