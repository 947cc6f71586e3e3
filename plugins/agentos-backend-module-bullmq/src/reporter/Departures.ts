import type { SourceSink } from '@agentos-portal/plugin-agentos-node';
import type { ReportedWorker, ReportedWorkers } from './ReportReader';

// A process may end before its worker could say that it is closed.
const endedOnPurpose = ({ worker }: ReportedWorker) =>
  worker.state === 'closed' || worker.state === 'closing';

/**
 * Takes away the rows of workers that announced their end. Those that vanish without a word are left to the engine, which
 * counts them as dead.
 * @internal
 */
export class Departures {
  private told = new Set<string>();

  constructor(private readonly sink: SourceSink) {}

  /** @param present - row ids of workers that are connected */
  tell(reported: ReportedWorkers, present: ReadonlySet<string>) {
    const gone = Array.from(reported)
      .filter(([id, workers]) => !present.has(id) && workers.every(endedOnPurpose))
      .map(([id]) => id);
    const news = gone.filter(id => !this.told.has(id));
    this.told = new Set(gone);
    if (news.length > 0) {
      this.sink.report({ observations: news.map(id => ({ section: 'workers', remove: id })) });
    }
  }
}
