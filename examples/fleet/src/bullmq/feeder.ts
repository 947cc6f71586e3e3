import { agentById, pipelines } from '../agents/fleet';
import { PlannedRun, planRuns } from '../runs/runPlanner';
import { createPause } from '../runtime/pause';
import { FleetQueues, QueueOptions } from './fleetQueues';
import { upsertSchedules } from './schedules';

/**
 * Settings of {@link startFeeder}.
 *
 * @public
 */
export interface FeederOptions extends QueueOptions {
  /** Of the choice of documents, 1 when absent. */
  seed?: number | string;
  /** Jobs of all agents that the runs will make, 220 when absent. */
  jobsPerMinute?: number;
  /**
   * No run is added to a pipeline with so many waiting jobs: 500 when absent.
   * Without workers the queues would grow for ever.
   */
  maxWaiting?: number;
  /** Replaces the clock, in tests. */
  createPause?: typeof createPause;
  /** Told about runs that could not be added; ignored when absent. */
  onError?: (error: Error) => void;
}

/**
 * A running feeder.
 *
 * @public
 */
export interface Feeder {
  /** Runs added and left out so far. */
  readonly counts: { added: number; skipped: number };
  /** Adds nothing more and disconnects; the schedules stay in Redis. */
  close(): Promise<void>;
}

async function countWaiting(pipelineId: string, queues: FleetQueues): Promise<number> {
  const agentIds = pipelines.find(({ id }) => id === pipelineId)!.agents;
  const counts = await Promise.all(
    agentIds.map(id => queues.queue(id).getJobCountByTypes('waiting', 'prioritized')),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function addRun(run: PlannedRun, runId: string, queues: FleetQueues) {
  const { agentId, input } = run.job;
  return queues.add(
    { agentId, input: { runId, ...input } },
    {
      jobId: `${runId}.${agentById(agentId).id}`,
      delay: run.delayMs,
      priority: run.priority,
    },
  );
}

/**
 * Registers the schedules and keeps adding pipeline runs, some of them delayed
 * or with a priority.
 *
 * @returns when the schedules are registered
 * @throws what BullMQ throws when they cannot be
 * @public
 */
export async function startFeeder(options: FeederOptions): Promise<Feeder> {
  const { seed = 1, jobsPerMinute = 220, maxWaiting = 500 } = options;
  const onError = options.onError ?? (() => {});
  const queues = new FleetQueues({ ...options, onError });
  await upsertSchedules(queues);

  const stop = new AbortController();
  const pause = (options.createPause ?? createPause)(stop.signal);
  const counts = { added: 0, skipped: 0 };
  // Unique over restarts: BullMQ would ignore the ids of an earlier feeder.
  const session = Date.now().toString(36);

  const feed = async () => {
    for (const run of planRuns({ seed, jobsPerMinute })) {
      await pause(run.gapMs);
      try {
        if ((await countWaiting(run.pipeline, queues)) >= maxWaiting) {
          counts.skipped++;
        } else {
          const runId = `${session}-${counts.added + 1}`;
          await addRun(run, runId, queues);
          counts.added++;
        }
      } catch (error) {
        onError(error as Error);
      }
    }
  };
  const feeding = feed().catch(error => {
    if (!stop.signal.aborted) {
      onError(error);
    }
  });

  return {
    counts,
    close: async () => {
      stop.abort();
      await feeding;
      await queues.close();
    },
  };
}
