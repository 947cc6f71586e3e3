import { startReporter } from '@agentos-portal/plugin-agentos-bullmq-reporter';
import { Worker } from 'bullmq';
import { hostname } from 'node:os';
import { AgentDefinition } from '../agents/agent';
import { agentById, agents } from '../agents/fleet';
import { createPause } from '../runtime/pause';
import { retryDelayMs } from '../runtime/retryDelay';
import { FleetQueues, QueueOptions } from './fleetQueues';
import { createProcessor, ProcessorOptions } from './processor';

/**
 * Settings of {@link startAgentWorkers}.
 *
 * @public
 */
export interface AgentWorkersOptions extends QueueOptions {
  /** Agents to serve, all when absent. */
  agentIds?: readonly string[];
  /** Of the random failures, 1 when absent. */
  seed?: number | string;
  /** Replaces the clock, in tests. */
  createPause?: typeof createPause;
  /** Told about lost connections and the like; ignored when absent. */
  onError?: (error: Error) => void;
}

/**
 * Running workers.
 *
 * @public
 */
export interface AgentWorkers {
  workers: readonly Worker[];
  /** Takes no further jobs, waits for the running ones, disconnects. */
  close(): Promise<void>;
}

// Half of BullMQ's defaults: no job runs for long, and a killed process should
// be missed within half a minute.
const LOCK_MS = 15_000;
const STALLED_CHECK_MS = 10_000;

function startWorker(
  agent: AgentDefinition,
  { connection, prefix }: QueueOptions,
  shared: ProcessorOptions,
): Worker {
  const worker = new Worker(agent.queue, createProcessor(agent, shared), {
    connection,
    prefix,
    // Shown by CLIENT LIST and kept with each job; the pid tells two processes
    // of one agent apart.
    name: `${agent.id}-${process.pid}@${hostname()}`,
    concurrency: agent.concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    settings: {
      backoffStrategy: (attemptsMade, _type, error, job) =>
        retryDelayMs({ ...agent, attempts: job?.opts.attempts ?? 1 }, attemptsMade, error) ?? -1,
    },
  });
  worker.on('error', shared.onError);
  return worker;
}

/**
 * Starts a BullMQ worker for each of the agents in this process.
 *
 * @returns when all of them are connected
 * @throws NotFoundError when the fleet has no agent of that id
 * @public
 */
export async function startAgentWorkers(options: AgentWorkersOptions): Promise<AgentWorkers> {
  const served = (options.agentIds ?? agents.map(({ id }) => id)).map(agentById);
  const onError = options.onError ?? (() => {});
  const queues = new FleetQueues({ ...options, onError });
  const shared: ProcessorOptions = {
    queues,
    seed: options.seed ?? 1,
    createPause: options.createPause ?? createPause,
    onError,
  };
  const workers = served.map(agent => startWorker(agent, options, shared));
  await Promise.all(workers.map(worker => worker.waitUntilReady()));
  const { connection, prefix } = options;
  const reporter = startReporter({ workers, connection, prefix, onError });
  return {
    workers,
    close: async () => {
      await Promise.all(workers.map(worker => worker.close()));
      // After them: it says last that they were closed.
      await reporter.stop();
      await queues.close();
    },
  };
}
