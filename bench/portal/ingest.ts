import type { Observation } from '@agentos-portal/plugin-agentos-node';
import type { Knex } from 'knex';
import type { BenchSource } from './BenchSource';
import { nowMs } from './events';
import { jobRow } from './fleet';

const STEP_MS = 10;
const FIRST_JOB = 5_000_000;
/** Jobs under way at once: each change goes to the next of them, so that a job lives for some seconds. */
const UNDER_WAY = 5000;
const SETTLED_MS = 30_000;

const instant = () => new Date().toISOString();

/** The states of a job's life. */
const STATES = [
  () => ({ state: 'queued', createdAt: instant() }),
  () => ({ state: 'processing', worker: 'bench.worker-1', startedAt: instant(), waitMs: 10 }),
  () => ({ state: 'completed', progress: 1, finishedAt: instant(), runMs: 20 }),
];

/** Jobs change at a steady rate, a report with all that is due every 10 ms, as a source reports what a read of its feed brought. */
export async function ingest(source: BenchSource, { perSecond, ms }: { perSecond: number; ms: number }) {
  const total = Math.round((perSecond * ms) / 1000);
  const startedAt = nowMs();
  const lanes = Array.from({ length: UNDER_WAY }, () => ({ row: jobRow(0), step: 0 }));
  let changes = 0;
  while (changes < total) {
    const due = Math.min(total, Math.floor(((nowMs() - startedAt) * perSecond) / 1000));
    const observations: Observation[] = [];
    for (; changes < due; changes += 1) {
      const lane = lanes[changes % UNDER_WAY];
      const fields = STATES[lane.step]();
      lane.row = lane.step === 0 ? jobRow(FIRST_JOB + source.next(), fields) : { ...lane.row, ...fields };
      lane.step = (lane.step + 1) % STATES.length;
      observations.push({ section: 'jobs', upsert: lane.row });
    }
    if (observations.length > 0) source.tell(observations);
    await new Promise(next => setTimeout(next, STEP_MS));
  }
  return { changes };
}

/** Completed jobs of the index, once they do not grow any more where that is asked for. */
export async function completedJobs(knex: Knex, { settled = false } = {}): Promise<number> {
  const count = async () => {
    const [{ sum }] = await knex('job_counts').where({ state: 'completed' }).sum({ sum: 'count' });
    return Number(sum);
  };
  let last = await count();
  for (const end = nowMs() + SETTLED_MS; settled && nowMs() < end;) {
    await new Promise(next => setTimeout(next, 1500));
    const now = await count();
    if (now === last) break;
    last = now;
  }
  return last;
}
