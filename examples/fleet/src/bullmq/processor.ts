import { Job, Processor } from 'bullmq';
import { AgentDefinition, AgentOutput } from '../agents/agent';
import { CancelledError } from '../runtime/errors';
import { createPause } from '../runtime/pause';
import { attemptRandom } from '../runtime/random';
import { FleetQueues } from './fleetQueues';
import { JobReports } from './jobReports';

/**
 * What the processors of one process share.
 *
 * @internal
 */
export interface ProcessorOptions {
  queues: FleetQueues;
  seed: number | string;
  createPause: typeof createPause;
  onError: (error: Error) => void;
}

// Derived from the job that adds it: a job that is repeated after its worker
// died adds nothing twice, for BullMQ ignores an id it knows.
function followUpId(job: Job, agentId: string, position: number): string {
  const run = job.data.runId ?? `${job.queueName}-${job.id}`;
  const suffix = position > 0 ? `.${position}` : '';
  return `${run}.${agentId}${suffix}`.replaceAll(':', '-');
}

async function addFollowUps(
  agent: AgentDefinition,
  output: AgentOutput,
  job: Job,
  queues: FleetQueues,
): Promise<void> {
  const jobs = agent.next?.(output, job.data) ?? [];
  for (const [position, next] of jobs.entries()) {
    await queues.add(next, {
      jobId: followUpId(job, next.agentId, position),
      priority: job.opts.priority,
    });
  }
}

/**
 * Runs an agent for the jobs of its queue.
 *
 * @internal
 */
export function createProcessor(agent: AgentDefinition, options: ProcessorOptions): Processor {
  // BullMQ makes a signal only for a function whose length is 3: a default
  // value here would end cancelling.
  return async (job, _token, cancelSignal) => {
    const signal = cancelSignal ?? new AbortController().signal;
    const attempt = job.attemptsMade + 1;
    const reports = new JobReports(job, options.onError);
    try {
      // A job added by hand can come without arguments.
      const output = await agent.run(job.data ?? {}, {
        signal,
        progress: fraction => reports.progress(fraction),
        log: (level, message) => reports.log(level, message),
        random: attemptRandom(options.seed, job.id ?? '', attempt),
        pause: options.createPause(signal),
      });
      await addFollowUps(agent, output, job, options.queues);
      return output;
    } catch (thrown) {
      const error = signal.aborted
        ? new CancelledError(`Cancelled: ${signal.reason ?? 'no reason given'}`)
        : (thrown as Error);
      reports.log('error', `Attempt ${attempt}: ${error.message}`);
      throw error;
    } finally {
      // BullMQ refuses reports on a job that is over and removed.
      await reports.flush();
    }
  };
}
