import { ConnectionOptions, Job, JobsOptions, Queue } from 'bullmq';
import { AgentDefinition, AgentJob } from '../agents/agent';
import { agentById } from '../agents/fleet';

/**
 * Where the queues of the fleet live.
 *
 * @public
 */
export interface QueueOptions {
  connection: ConnectionOptions;
  /** BullMQ key prefix, `bull` when absent. */
  prefix?: string;
}

/**
 * Back-off of the fleet's jobs: exponential for an error that can pass, no
 * further attempt for any other. BullMQ itself knows only the former.
 *
 * @internal
 */
export const BACKOFF_TYPE = 'exponential-if-transient';

/**
 * How the jobs of an agent are added: attempts, back-off, and bounds on what
 * stays in Redis.
 *
 * @internal
 */
export function agentJobOptions(agent: AgentDefinition): JobsOptions {
  return {
    attempts: agent.attempts,
    backoff: { type: BACKOFF_TYPE, delay: agent.backoffMs },
    removeOnComplete: { count: 1000 },
    removeOnFail: { count: 5000 },
    keepLogs: 100,
    stackTraceLimit: 10,
  };
}

/**
 * The queues of the agents, each opened when it is first needed.
 *
 * @internal
 */
export class FleetQueues {
  private readonly queues = new Map<string, Queue>();

  constructor(
    private readonly options: QueueOptions & {
      onError: (error: Error) => void;
    },
  ) {}

  queue(agentId: string): Queue {
    const name = agentById(agentId).queue;
    let queue = this.queues.get(name);
    if (!queue) {
      const { connection, prefix, onError } = this.options;
      queue = new Queue(name, { connection, prefix });
      queue.on('error', onError);
      this.queues.set(name, queue);
    }
    return queue;
  }

  add(job: AgentJob, options: JobsOptions = {}): Promise<Job> {
    const agent = agentById(job.agentId);
    return this.queue(agent.id).add(agent.taskName, job.input, {
      ...agentJobOptions(agent),
      ...options,
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map(queue => queue.close()));
  }
}
