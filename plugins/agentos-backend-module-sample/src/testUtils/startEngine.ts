import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { EngineObserver } from '../engine/EngineObserver';
import { SampleEngine } from '../engine/SampleEngine';
import type { LogEntry } from '../logs/LogEntry';
import type { WorkerPlan } from '../workers/SampleWorker';
import { workerPlans } from '../workers/workerPlans';
import { runFor } from './runFor';

/**
 * A running engine on a clock that stands still, and what it told.
 * @internal
 */
export function startEngine(options: { seed?: number; workers?: WorkerPlan[] } = {}) {
  const clock = new ManualClock();
  const errors: Error[] = [];
  const engine = new SampleEngine({
    identity: { source: 'sample', run: '1' },
    clock,
    seed: options.seed ?? 1,
    workers: options.workers ?? workerPlans(120),
    onError: error => errors.push(error),
  });
  const told: string[] = [];
  const logs: LogEntry[] = [];
  const observer: EngineObserver = {
    jobChanged: (job, transition) => told.push(`${job.sourceId} ${transition}: ${job.state}`),
    jobRemoved: job => told.push(`${job.sourceId} removed`),
    queueChanged: name => told.push(`${name} changed`),
    workerChanged: worker => told.push(`${worker.plan.name} changed`),
    workerBeat: worker => told.push(`${worker.plan.name} beat`),
    logged: entry => logs.push(entry),
  };
  engine.start(observer);
  const worker = (name: string) => engine.workers.find(({ plan }) => plan.name === name)!;
  return {
    engine,
    clock,
    errors,
    told,
    /** What was told of one job. */
    toldOf: (sourceId: string) =>
      told.filter(line => line.startsWith(`${sourceId} `)).map(line => line.slice(sourceId.length + 1)),
    logs,
    worker,
    runFor: (ms: number) => runFor(clock, engine, ms),
  };
}
