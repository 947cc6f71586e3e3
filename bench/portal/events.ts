import type { ObservedRow, SourceEvent } from '@agentos-portal/plugin-agentos-node';
import type { BenchSource } from './BenchSource';
import { jobRow } from './fleet';

const STEP_MS = 5;
const FIRST_STORM_JOB = 2_000_000;
/** Jobs under way at once, each event goes to the next of them. */
const UNDER_WAY = 50;
/** Finished jobs the source still knows. */
const KEPT_JOBS = 500;

/** Monotonic ms that all processes of one machine share. */
export const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

/** A job's event. `at` travels in a text field of its payload, for clients to measure how long it took. */
export const jobEvent = (name: string, job: ObservedRow, id: number, at: number): SourceEvent => ({
  name,
  id: `bench-${id}`,
  payload: {
    jobId: job.id,
    name: job.name,
    queue: job.queue,
    worker: job.worker ?? undefined,
    state: job.state,
    progress: job.progress ?? undefined,
    waitMs: name === 'job:processing' ? 10 : undefined,
    runMs: name === 'job:completed' ? 20 : undefined,
    reason: `at ${at.toFixed(3)}`,
  },
});

const instant = () => new Date().toISOString();

/** The life of a job, one event each: created, started, half done, completed. */
const LIFE: Array<{ name: string; fields: () => Partial<ObservedRow> }> = [
  { name: 'job:created', fields: () => ({ state: 'queued', createdAt: instant() }) },
  {
    name: 'job:processing',
    fields: () => ({ state: 'processing', worker: 'bench.worker-1', startedAt: instant(), waitMs: 10 }),
  },
  { name: 'job:processing', fields: () => ({ state: 'processing', progress: 0.5 }) },
  {
    name: 'job:completed',
    fields: () => ({ state: 'completed', progress: 1, finishedAt: instant(), runMs: 20 }),
  },
];

/** How many events a second, for how long. */
export interface StormOptions {
  perSecond: number;
  ms: number;
}

/**
 * Jobs live and end, one event every 1/perSecond s, paced by the clock: what a slow step leaves out the next one brings.
 * @param emit - tells the event, what it changed (the whole row of a new job, else some fields), and the job as it now is
 */
export async function runStorm(
  source: BenchSource,
  { perSecond, ms }: StormOptions,
  emit: (event: SourceEvent, change: ObservedRow, job: ObservedRow) => void,
): Promise<{ events: number }> {
  const total = Math.round((perSecond * ms) / 1000);
  const startedAt = nowMs();
  const finished: string[] = [];
  const lanes = Array.from({ length: UNDER_WAY }, () => ({ job: jobRow(0), step: 0 }));
  let events = 0;
  while (events < total) {
    const due = Math.min(total, Math.floor(((nowMs() - startedAt) * perSecond) / 1000));
    for (; events < due; events += 1) {
      const lane = lanes[events % UNDER_WAY];
      const { name, fields } = LIFE[lane.step];
      const changed = fields();
      const row =
        lane.step === 0 ? jobRow(FIRST_STORM_JOB + source.next(), changed) : { id: lane.job.id, ...changed };
      lane.job = lane.step === 0 ? row : { ...lane.job, ...changed };
      lane.step = (lane.step + 1) % LIFE.length;
      emit(jobEvent(name, lane.job, source.next(), nowMs()), row, lane.job);
      if (lane.step === 0) finished.push(lane.job.id);
    }
    while (finished.length > KEPT_JOBS) source.forget('jobs', finished.shift()!);
    await new Promise(next => setTimeout(next, STEP_MS));
  }
  return { events };
}
