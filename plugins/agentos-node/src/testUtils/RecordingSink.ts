import type { Observation, SourceEvent, SourceSink } from '../source';

/**
 * A sink that keeps what it is given.
 * @public
 */
export class RecordingSink implements SourceSink {
  readonly observations: Observation[] = [];
  readonly events: SourceEvent[] = [];
  readonly failures: Array<{ sections: string[]; error: Error }> = [];
  readonly proofs: string[][] = [];
  /** How often it was told that something of jobs was lost. */
  missed = 0;

  report(report: { observations?: Observation[]; events?: SourceEvent[] }) {
    this.observations.push(...(report.observations ?? []));
    this.events.push(...(report.events ?? []));
  }

  async committed() {}

  alive(sections: string[]) {
    this.proofs.push(sections);
  }

  missedJobs() {
    this.missed += 1;
  }

  failed(sections: string[], error: Error) {
    this.failures.push({ sections, error });
  }
}
