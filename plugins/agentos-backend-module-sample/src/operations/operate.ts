import { type JobState, type OperationKind, parseRowId } from '@agentos-portal/plugin-agentos-common';
import type { OperateRequest, TargetOutcome } from '@agentos-portal/plugin-agentos-node';
import type { SampleEngine } from '../engine/SampleEngine';
import type { SampleJob } from '../jobs/SampleJob';

type Outcome = Omit<TargetOutcome, 'id'>;

const DONE: Outcome = { outcome: 'succeeded' };

/** What an operation on a job needs and does. */
interface JobOperation {
  states: JobState[];
  act(engine: SampleEngine, job: SampleJob, request: OperateRequest): Outcome | void;
}

const ENDED: JobState[] = ['failed', 'lost', 'cancelled'];
const WAITING: JobState[] = ['queued', 'scheduled', 'retrying'];

const JOB_OPERATIONS: Partial<Record<OperationKind, JobOperation>> = {
  'job.retry': { states: ENDED, act: (engine, job) => engine.retry(job) },
  'job.cancel': {
    states: [...WAITING, 'processing'],
    act: (engine, job, { actor, params }) => {
      if (job.state === 'processing' && params.terminate !== true) {
        return { outcome: 'skipped', code: 'RUNNING', message: 'it runs: ask to stop it in its worker' };
      }
      engine.cancel(job, `cancelled by ${actor}`);
      return DONE;
    },
  },
  'job.promote': { states: ['scheduled', 'retrying'], act: (engine, job) => engine.promote(job) },
  'job.remove': { states: [...WAITING, ...ENDED, 'completed'], act: (engine, job) => engine.remove(job) },
};

const PAUSED: Partial<Record<OperationKind, boolean>> = { 'queue.pause': true, 'queue.resume': false };

/** Kinds the sample engine can do. @internal */
export const OPERATIONS_DONE: ReadonlySet<OperationKind> = new Set([
  ...Object.keys(JOB_OPERATIONS),
  ...Object.keys(PAUSED),
  'worker.drain',
] as OperationKind[]);

function operateJob(
  engine: SampleEngine,
  id: string,
  request: OperateRequest,
  operation: JobOperation,
): Outcome {
  const job = engine.jobs.get(id);
  if (!job) return { outcome: 'skipped', code: 'GONE' };
  if (!operation.states.includes(job.state)) {
    const code = job.state === 'processing' ? 'RUNNING' : 'STATE_CHANGED';
    return { outcome: 'skipped', code, message: `it is ${job.state}` };
  }
  return operation.act(engine, job, request) ?? DONE;
}

function operateQueue(engine: SampleEngine, id: string, paused: boolean): Outcome {
  const queue = engine.queues.get(parseRowId(id)?.[1] ?? '');
  if (!queue) return { outcome: 'skipped', code: 'GONE' };
  if (queue.paused === paused) {
    return {
      outcome: 'skipped',
      code: 'STATE_CHANGED',
      message: paused ? 'it is paused' : 'it is not paused',
    };
  }
  engine.setPaused(queue, paused);
  return DONE;
}

function drainWorker(engine: SampleEngine, id: string, { params }: OperateRequest): Outcome {
  const worker = engine.workers.find(known => known.id === id);
  if (!worker) return { outcome: 'skipped', code: 'GONE' };
  const draining = params.resume !== true;
  if (worker.draining === draining) {
    return {
      outcome: 'skipped',
      code: 'STATE_CHANGED',
      message: draining ? 'it is draining' : 'it is not draining',
    };
  }
  engine.setDraining(worker, draining);
  return DONE;
}

/**
 * Does an operation on the engine, target by target.
 * @internal
 */
export function operate(engine: SampleEngine, request: OperateRequest): TargetOutcome[] {
  const { kind, targets } = request;
  const operation = JOB_OPERATIONS[kind];
  const paused = PAUSED[kind];
  return targets.map(id => {
    if (operation) return { id, ...operateJob(engine, id, request, operation) };
    if (paused !== undefined) return { id, ...operateQueue(engine, id, paused) };
    if (kind === 'worker.drain') return { id, ...drainWorker(engine, id, request) };
    return { id, outcome: 'skipped', code: 'NOT_CAPABLE' };
  });
}
