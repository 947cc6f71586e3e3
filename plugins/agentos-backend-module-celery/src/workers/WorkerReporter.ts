import type { Clock, Observation, SourceSink } from '@agentos-portal/plugin-agentos-node';
import { celeryRowId } from '../rowIds';
import type { KnownWorker } from './KnownWorker';
import type { Departure } from './WorkerModel';
import { workerRow } from './workerRow';

/** Heartbeats of all workers are gathered for this long. */
const GATHER_MS = 500;
/** A report is one commit's worth. */
const ROWS = 400;

/**
 * Tells what changes in the workers.
 * @internal
 */
export class WorkerReporter {
  private readonly changed = new Set<KnownWorker>();
  private cancel: (() => void) | undefined;

  constructor(private readonly options: { sourceId: string; sink: SourceSink; clock: Clock }) {}

  /** It gave a sign of life. */
  note(worker: KnownWorker) {
    this.changed.add(worker);
    this.cancel ??= this.options.clock.after(GATHER_MS, () => this.flush());
  }

  arrived(worker: KnownWorker) {
    this.changed.delete(worker);
    this.tell([{ section: 'workers', upsert: workerRow(this.options.sourceId, worker) }]);
  }

  /** The row of one that said so goes; one that vanished is told of as dead. */
  left({ worker, reason, isAnnounced }: Departure) {
    const { sourceId } = this.options;
    this.changed.delete(worker);
    this.tell([
      isAnnounced
        ? { section: 'workers', remove: celeryRowId(sourceId, worker.name) }
        : { section: 'workers', upsert: workerRow(sourceId, worker, reason) },
    ]);
  }

  flush() {
    this.cancel?.();
    this.cancel = undefined;
    const rows = Array.from(this.changed, worker => workerRow(this.options.sourceId, worker));
    this.changed.clear();
    for (let start = 0; start < rows.length; start += ROWS) {
      this.tell(rows.slice(start, start + ROWS).map(upsert => ({ section: 'workers', upsert })));
    }
  }

  stop() {
    this.cancel?.();
    this.cancel = undefined;
    this.changed.clear();
  }

  private tell(observations: Observation[]) {
    this.options.sink.report({ observations });
  }
}
