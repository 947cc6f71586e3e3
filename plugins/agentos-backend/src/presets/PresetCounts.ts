import type { ParsedJobQuery, Preset } from '@agentos-portal/plugin-agentos-common';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Decisions } from '../access';
import { type JobIndex, readSearch } from '../jobs';
import { matchCounters } from './matchCounters';

/** A search is counted again after this long at the earliest, and given up after that long. */
const EVERY_MS = 30_000;
const LIMIT_MS = 2000;
/** Counted on for this long after somebody asked last. */
const ASKED_MS = 120_000;
/** Searches that are counted on; those that were asked for longest ago are let go. */
const KEPT = 500;
/** Counters are read again after this long. */
const COUNTERS_MS = 1000;

const PAYLOAD = 'agentos.payload.read';

interface Counted {
  parsed: ParsedJobQuery;
  askedAt: number;
  /** Monotonic, of the last try. */
  triedAt: number;
  /** When a job had changed last at that time. */
  changedAt: number;
  result?: { count: number; isExact: boolean; at: number };
}

/** What it finds changes with time alone. */
const isRelative = ({ conditions }: ParsedJobQuery) =>
  conditions.some(condition => condition.type === 'instant' && condition.value.kind === 'relative');

const readsPayload = ({ conditions }: ParsedJobQuery) => conditions.some(({ type }) => type === 'argument');

/**
 * How many jobs the saved filters find. What the counters of jobs say is answered at once; any other search is counted in the
 * background, one after the other, and the last number is answered with its age.
 * @internal
 */
export class PresetCounts {
  private readonly kept = new Map<string, Counted>();
  private counters: { at: number; read: ReturnType<JobIndex['counters']['all']> } | undefined;
  private isCounting = false;
  private cancel: (() => void) | undefined;
  private stopped = false;

  constructor(
    private readonly options: {
      index: Pick<JobIndex, 'count'> & { counters: Pick<JobIndex['counters'], 'all'> };
      clock: Clock;
      logger: LoggerService;
    },
  ) {}

  async counted(
    presets: ReadonlyArray<Pick<Preset, 'id' | 'title' | 'q' | 'scope' | 'owner'>>,
    decisions: Decisions,
  ): Promise<Preset[]> {
    const { counters } = await this.readCounters();
    const answer = presets.map(({ id, title, q, scope, owner }) => ({
      ...{ id, title, q, scope, owner },
      ...this.countOf(q, counters, decisions),
    }));
    this.countSoon(0);
    return answer;
  }

  stop() {
    this.stopped = true;
    this.cancel?.();
  }

  private countOf(
    q: string,
    counters: Parameters<typeof matchCounters>[1],
    decisions: Decisions,
  ): Pick<Preset, 'count' | 'countIsExact' | 'countedAt'> {
    const parsed = this.kept.get(q)?.parsed ?? readSearch(q);
    const count = matchCounters(parsed, counters);
    if (count !== undefined) {
      return { count, countIsExact: true, countedAt: new Date(this.options.clock.now()).toISOString() };
    }
    // How many jobs have an argument tells what arguments there are.
    if (readsPayload(parsed) && !decisions.has(PAYLOAD)) {
      return { count: null, countIsExact: false, countedAt: null };
    }
    const { result } = this.ask(q, parsed);
    return {
      count: result?.count ?? null,
      countIsExact: result?.isExact ?? false,
      countedAt: result ? new Date(result.at).toISOString() : null,
    };
  }

  private ask(q: string, parsed: ParsedJobQuery): Counted {
    const entry = this.kept.get(q) ?? {
      parsed,
      askedAt: 0,
      triedAt: Number.NEGATIVE_INFINITY,
      changedAt: -1,
    };
    entry.askedAt = this.options.clock.monotonic();
    // In the order they were asked for.
    this.kept.delete(q);
    this.kept.set(q, entry);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    return entry;
  }

  private readCounters() {
    const now = this.options.clock.monotonic();
    if (!this.counters || now - this.counters.at >= COUNTERS_MS) {
      const read = this.options.index.counters.all();
      this.counters = { at: now, read };
      // A failed read is none: the next caller reads again.
      read.catch(() => {
        this.counters = undefined;
      });
    }
    return this.counters.read;
  }

  private countSoon(ms: number) {
    if (this.stopped || this.isCounting || this.kept.size === 0) return;
    this.cancel?.();
    this.cancel = this.options.clock.after(ms, () => this.countAll());
  }

  private async countAll() {
    this.isCounting = true;
    const { clock, logger } = this.options;
    try {
      for (const [q, entry] of Array.from(this.kept)) {
        if (clock.monotonic() - entry.askedAt > ASKED_MS) this.kept.delete(q);
      }
      const { changedAt } = await this.readCounters();
      for (const entry of Array.from(this.kept.values())) {
        if (this.stopped) return;
        if (clock.monotonic() - entry.triedAt < EVERY_MS) continue;
        if (entry.changedAt === changedAt && !isRelative(entry.parsed)) continue;
        await this.count(entry, changedAt);
      }
    } catch (error) {
      logger.debug(`The jobs of presets could not be counted: ${error}`);
    } finally {
      this.isCounting = false;
      this.countSoon(EVERY_MS);
    }
  }

  private async count(entry: Counted, changedAt: number) {
    const { clock, index, logger } = this.options;
    entry.triedAt = clock.monotonic();
    const at = clock.now();
    try {
      entry.result = { ...(await index.count(entry.parsed, { limitMs: LIMIT_MS })), at };
      entry.changedAt = changedAt;
    } catch (error) {
      // The number of before stands with its age.
      logger.debug(`The jobs of a preset could not be counted: ${error}`);
    }
  }
}
