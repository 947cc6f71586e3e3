import { agentById, documents } from '@agentos-portal/example-fleet';
import { rowId, type SourceRow } from '@agentos-portal/plugin-agentos-common';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { toInstant } from '../engine/Moment';
import type { SampleEngine } from '../engine/SampleEngine';
import type { Timers } from '../engine/Timers';

interface Schedule {
  name: string;
  agentId: string;
  /** Runs fall on the multiples of it, by the wall clock in UTC. */
  everyMs: number;
  /** The same, where the schedule is written as a cron pattern. */
  pattern?: string;
  nextAt?: number;
  lastAt?: number;
}

/** Both check all notes: `verify` each minute, `dedupe` (which hands over to `verify`) each five minutes. */
const SCHEDULES: Schedule[] = [
  { name: 'verify-notes', agentId: 'verify', everyMs: 60_000 },
  {
    name: 'dedupe-notes',
    agentId: 'dedupe',
    everyMs: 300_000,
    pattern: '*/5 * * * *',
  },
];

/** Jobs that the schedules make in a minute, follow-ups included. @internal */
export const SCHEDULED_JOBS_PER_MINUTE = 1 + 2 / 5;

/** A timer that is early by less makes no second run for the same minute. */
const EARLY_MS = 1_000;

/**
 * The schedules of the fleet.
 * @internal
 */
export class Schedules {
  private readonly schedules = SCHEDULES.map(schedule => ({ ...schedule }));

  constructor(
    private readonly options: {
      engine: SampleEngine;
      clock: Clock;
      timers: Timers;
      onRun: (row: SourceRow<'schedules'>) => void;
    },
  ) {}

  start() {
    for (const schedule of this.schedules) this.plan(schedule);
  }

  rows(): Array<SourceRow<'schedules'>> {
    return this.schedules.map(schedule => this.row(schedule));
  }

  private plan(schedule: Schedule) {
    const { clock, timers, onRun } = this.options;
    const now = clock.now();
    const { everyMs } = schedule;
    schedule.nextAt = (Math.floor((now + EARLY_MS) / everyMs) + 1) * everyMs;
    timers.after(schedule.nextAt - now, () => {
      schedule.lastAt = clock.now();
      this.addJob(schedule);
      this.plan(schedule);
      onRun(this.row(schedule));
    });
  }

  private addJob({ name, agentId }: Schedule) {
    const notes = documents.filter(({ shelf }) => shelf === 'notes');
    this.options.engine.add({
      agent: agentById(agentId),
      input: { documentIds: notes.map(({ id }) => id) },
      schedule: name,
    });
  }

  private row(schedule: Schedule): SourceRow<'schedules'> {
    const { name, agentId, everyMs, pattern, nextAt, lastAt } = schedule;
    return {
      id: rowId(this.options.engine.identity.source, 'schedule', name),
      name,
      queue: agentById(agentId).queue,
      pattern,
      timeZone: pattern === undefined ? undefined : 'UTC',
      everyMs: pattern === undefined ? everyMs : undefined,
      nextAt: nextAt === undefined ? undefined : toInstant(nextAt),
      lastAt: lastAt === undefined ? undefined : toInstant(lastAt),
      // Without a planned run it adds nothing.
      paused: nextAt === undefined,
    };
  }
}
