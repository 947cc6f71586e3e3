import type {
  AgentOsSource,
  Collected,
  Observation,
  ObservedRow,
  SourceEvent,
  SourceSink,
} from '@agentos-portal/plugin-agentos-node';
import { fleetRows, type FleetSize } from './fleet';

/** A source whose rows the bench sets and changes. What it reports it also answers to a collect. */
export class BenchSource implements AgentOsSource {
  readonly id = 'bench';
  readonly type = 'bench';
  readonly sections = ['queues', 'workers', 'jobs', 'schedules', 'logs'];
  private readonly rows = new Map<string, Map<string, ObservedRow>>();
  private sink: SourceSink | undefined;
  private reported = 0;
  /** How often a section was read since the start. */
  reads = 0;

  capabilities() {
    return [];
  }

  async start(sink: SourceSink) {
    this.sink = sink;
  }

  async stop() {
    this.sink = undefined;
  }

  async collect(section: string): Promise<Collected> {
    this.reads += 1;
    return { rows: this.all(section) };
  }

  /** Replaces the fleet; the next round of the warmer brings it. */
  setFleet(size: FleetSize) {
    for (const [section, rows] of Object.entries(fleetRows(size))) {
      this.rows.set(section, new Map(rows.map(row => [row.id, row])));
    }
  }

  all(section: string): ObservedRow[] {
    return Array.from(this.rows.get(section)?.values() ?? []);
  }

  /** Keeps and reports rows, and the events that explain them. */
  report(section: string, rows: ObservedRow[], events: SourceEvent[] = []) {
    const known = this.rows.get(section)!;
    const observations = rows.map((row): Observation => {
      const before = known.get(row.id);
      known.set(row.id, { ...before, ...row });
      return before ? { section, patch: row } : { section, upsert: row };
    });
    this.sink!.report({ observations, events });
  }

  /** Reports what it does not keep. */
  tell(observations: Observation[]) {
    this.sink!.report({ observations });
  }

  /** Lets jobs go as their engine would. */
  forget(section: string, id: string) {
    this.rows.get(section)?.delete(id);
  }

  /** A number that was never used in this process. */
  next() {
    this.reported += 1;
    return this.reported;
  }
}
