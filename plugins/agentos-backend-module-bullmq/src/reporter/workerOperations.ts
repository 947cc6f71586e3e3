import { type CommandAction, MAX_CONCURRENCY } from '@agentos-portal/plugin-agentos-bullmq-reporter/protocol';
import type { Clock, SourceSink } from '@agentos-portal/plugin-agentos-node';
import {
  GONE,
  type Outcome,
  required,
  succeeded,
  wholeOf,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { JsonObject } from '@backstage/types';
import type { Operation, Operations } from '../operations/Operation';
import { NO_REPORTER, sharedOutcome } from './callOutcome';
import type { ReporterCalls } from './ReporterCalls';
import type { ReportedWorker, ReportReader } from './ReportReader';

/** @internal */
export interface WorkerOperationsOptions {
  reports: ReportReader;
  calls: ReporterCalls;
  sink: SourceSink;
  clock: Clock;
  isWatched(queue: string): boolean;
  /** Row ids of the workers that are connected. @throws ServiceUnavailableError when Redis does not answer */
  connected(): Promise<ReadonlySet<string>>;
}

type Address = Pick<CommandAction & { do: 'drain' }, 'queue' | 'worker'>;

const concurrencyOf = (params: JsonObject) =>
  required('concurrency', wholeOf(params, 'concurrency', 1, MAX_CONCURRENCY));

/**
 * Operations on workers: done by the reporters in their processes.
 * @internal
 */
export function workerOperations(options: WorkerOperationsOptions): Operations {
  const { reports, calls, sink, clock, isWatched, connected } = options;

  async function reportersOf(id: string): Promise<ReportedWorker[] | Outcome> {
    const reported = (await reports.read()).get(id)?.filter(({ worker }) => isWatched(worker.queue));
    if (reported?.length) return reported;
    return (await connected()).has(id) ? NO_REPORTER : GONE;
  }

  const operation = (
    actionOf: (address: Address, params: JsonObject) => CommandAction,
    done: (id: string, params: JsonObject, elapsedMs: number) => string | undefined,
  ): Operation => ({
    async run(id, params) {
      // Before anything is read: wrong parameters are wrong for every target.
      actionOf({ queue: '', worker: '' }, params);
      const reported = await reportersOf(id);
      if (!Array.isArray(reported)) return reported;
      const [{ worker }] = reported;
      const action = actionOf({ queue: worker.queue, worker: worker.name }, params);
      const processes = Array.from(new Set(reported.map(({ process }) => process.id)));
      const startedAt = clock.monotonic();
      const results = await Promise.all(processes.map(process => calls.call(process, action)));
      const outcome = sharedOutcome(results);
      if (outcome.outcome !== 'succeeded') return outcome;
      return succeeded(done(id, params, clock.monotonic() - startedAt));
    },
  });

  return {
    'worker.ping': operation(
      () => ({ do: 'ping' }),
      (_id, _params, elapsedMs) => `answered within ${Math.ceil(elapsedMs)} ms`,
    ),
    'worker.drain': operation(
      (address, params) => ({ do: params.resume === true ? 'resume' : 'drain', ...address }),
      (id, params) => {
        const draining = params.resume !== true;
        sink.report({ observations: [{ section: 'workers', patch: { id, draining } }] });
        return draining ? 'it takes no further jobs' : 'it takes jobs again';
      },
    ),
    'worker.shutdown': operation(
      address => ({ do: 'shutdown', ...address }),
      () => 'it takes no further jobs, and closes when the running ones have ended',
    ),
    'worker.scale': operation(
      (address, params) => ({ do: 'scale', ...address, concurrency: concurrencyOf(params) }),
      (id, params) => {
        const concurrency = concurrencyOf(params);
        sink.report({ observations: [{ section: 'workers', patch: { id, concurrency } }] });
        return `it runs up to ${concurrency} jobs at once`;
      },
    ),
  };
}
