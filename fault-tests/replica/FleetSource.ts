import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type {
  AgentOsSource,
  Collected,
  Observation,
  OperateRequest,
  SourceEvent,
  SourceSink,
  TargetOutcome,
} from '@agentos-portal/plugin-agentos-node';

/** Without a line for this long the feed is dead. */
const SILENCE_MS = 3_000;
const RETRY_MS = 200;

interface Line {
  number?: number;
  /** Number of the change after which the rows were as they are here. */
  rowsOf?: number;
  observations?: Observation[];
  events?: SourceEvent[];
}

/** The source of the fleet that the suite changes: a collect and a feed over HTTP. */
export class FleetSource implements AgentOsSource {
  readonly type = 'fault-fleet';
  readonly sections = ['queues', 'workers', 'jobs'];
  private controller = new AbortController();
  private feeding: Promise<void> = Promise.resolve();
  private readonly seen = new Map<string, number>();

  constructor(
    readonly id: string,
    private readonly url: string,
  ) {}

  capabilities() {
    return [{ kind: 'job.retry' as const, capable: true as const }];
  }

  async start(sink: SourceSink) {
    this.controller = new AbortController();
    this.seen.clear();
    this.feeding = this.feed(sink, this.controller.signal);
  }

  async stop() {
    this.controller.abort();
    await this.feeding;
  }

  async collect(section: string, { signal }: { signal: AbortSignal }): Promise<Collected> {
    const response = await fetch(`${this.url}/collect/${section}`, { signal });
    const { rows, numbers } = (await response.json()) as Collected & { numbers?: number[] };
    // What the feed told before and brings later is out of date from here on.
    numbers?.forEach((number, index) => this.see(`${section}/${rows[index].id}`, number));
    return { rows };
  }

  async operate(request: OperateRequest, { signal }: { signal: AbortSignal }) {
    return this.post<TargetOutcome[]>('/operate', request, signal);
  }

  async fingerprint({ targets }: { targets: string[] }, { signal }: { signal: AbortSignal }) {
    const states = await this.post<Array<string | null>>('/fingerprint', { targets }, signal);
    return states.map(state => state ?? undefined);
  }

  private async post<T>(path: string, body: unknown, signal: AbortSignal): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      signal,
    });
    return (await response.json()) as T;
  }

  private async feed(sink: SourceSink, signal: AbortSignal) {
    while (!signal.aborted) {
      try {
        await this.read(sink, signal);
      } catch (error) {
        if (!signal.aborted) sink.failed(this.sections, error as Error);
      }
      await new Promise(done => setTimeout(done, RETRY_MS));
    }
  }

  private async read(sink: SourceSink, stop: AbortSignal) {
    const silence = new AbortController();
    const fail = () => silence.abort(new Error(`the feed was silent for ${SILENCE_MS} ms`));
    let timer = setTimeout(fail, SILENCE_MS);
    try {
      const signal = AbortSignal.any([stop, silence.signal]);
      const response = await fetch(`${this.url}/feed`, { signal });
      for await (const text of createInterface({ input: Readable.fromWeb(response.body as never) })) {
        if (signal.aborted) return;
        clearTimeout(timer);
        timer = setTimeout(fail, SILENCE_MS);
        this.take(sink, JSON.parse(text));
      }
    } finally {
      clearTimeout(timer);
    }
  }

  private take(sink: SourceSink, line: Line) {
    const { rowsOf = 0, observations, events } = line;
    if (observations === undefined) {
      sink.alive(this.sections);
      return;
    }
    // Out-of-date rows are the source's to reject: it alone knows the order of its system.
    const isGarbage = !Array.isArray(observations);
    const current = isGarbage ? observations : observations.filter(found => this.isNews(found, rowsOf));
    sink.report({ observations: current, events });
  }

  private isNews(observation: Observation, rowsOf: number) {
    if (!observation || !rowsOf) return true;
    const id = 'upsert' in observation ? observation.upsert.id : (observation as { remove: string }).remove;
    const key = `${observation.section}/${id}`;
    if ((this.seen.get(key) ?? 0) > rowsOf) return false;
    this.see(key, rowsOf);
    return true;
  }

  private see(key: string, number: number) {
    this.seen.set(key, Math.max(this.seen.get(key) ?? 0, number));
  }
}
