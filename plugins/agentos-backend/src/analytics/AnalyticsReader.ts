import type {
  AnalyticsAnswer,
  AnalyticsDimension,
  AnalyticsFigures,
  AnalyticsSeries,
} from '@agentos-portal/plugin-agentos-common';
import { InputError } from '@backstage/errors';
import { Breath } from '../database';
import { type AnalyticsRetention, levelOf, LEVELS } from './levels';
import { emptyRollup, mergeRollup, type Rollup, successRate } from './Rollup';
import type { RollupSelection, RollupTable } from './RollupTable';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Key of what is not split. */
const ALL = 'all';
/** Series of one answer, and stretches that are read for one at most. */
const MOST_SERIES = 200;
const MOST_STRETCHES = 40_000;

/** What `GET /analytics` asks for; durations in ms. @internal */
export interface AnalyticsRequest {
  rangeMs: number;
  stepMs: number;
  by?: AnalyticsDimension;
  instance?: string;
  keys?: readonly string[];
}

const orNull = (value: number | undefined) => value ?? null;

/** @param lengthMs - of the time in which it happened, for the throughput */
function figuresOf(rollup: Rollup, lengthMs: number): AnalyticsFigures {
  const { created, completed, failed, wait, run } = rollup;
  const perMinute = ((completed + failed) * MINUTE) / lengthMs;
  return {
    created,
    completed,
    failed,
    throughputPerMinute: Math.round(perMinute * 100) / 100,
    successRate: orNull(successRate(rollup, 1)),
    waitP50Ms: orNull(wait.percentile(0.5)),
    waitP95Ms: orNull(wait.percentile(0.95)),
    waitP99Ms: orNull(wait.percentile(0.99)),
    runP50Ms: orNull(run.percentile(0.5)),
    runP95Ms: orNull(run.percentile(0.95)),
    runP99Ms: orNull(run.percentile(0.99)),
    runAvgMs: orNull(run.mean()),
  };
}

/**
 * Answers from the rollups in the database, on any replica: histograms of stretches are added up over steps, so that a percentile of a
 * day is that of its jobs.
 * @internal
 */
export class AnalyticsReader {
  constructor(
    private readonly table: RollupTable,
    private readonly options: { now: () => number; retention: AnalyticsRetention },
  ) {}

  /** @throws InputError for a step that is not kept over the whole range */
  async read(request: AnalyticsRequest): Promise<AnalyticsAnswer> {
    const { rangeMs, stepMs, by, instance } = request;
    const level = levelOf(stepMs);
    this.check(request, level.keptMs(this.options.retention));
    const to = this.options.now();
    // The step that is under way is the last one.
    const from = (Math.floor(to / stepMs) + 1) * stepMs - rangeMs;
    const { keys, truncated } = await this.keysOf(request, from, Math.ceil(rangeMs / level.widthMs));
    const selection = { level, dimension: by ?? ('instance' as const), from, instance, keys };
    const found = await this.sum(selection, stepMs);
    const order = keys ?? [ALL];
    const breath = new Breath();
    const items: AnalyticsSeries[] = [];
    for (const key of order) {
      const steps = found.get(key);
      // Without a split there is always the one series, also of nothing.
      if (steps || !by) items.push(seriesOf(key, steps ?? new Map(), { from, to, stepMs }));
      await breath.take();
    }
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      rangeMs,
      stepMs,
      by: by ?? null,
      items,
      truncated,
    };
  }

  private check({ rangeMs, stepMs, by, keys }: AnalyticsRequest, keptMs: number) {
    if (keys && !by) throw new InputError('key: needs `by`, which says what the keys are of');
    if (stepMs > rangeMs) throw new InputError('step: is longer than the range');
    if (rangeMs <= keptMs) return;
    const { retention } = this.options;
    const wayOut = LEVELS.find(level => level.keptMs(retention) >= rangeMs);
    throw new InputError(
      `step: steps of ${stepMs / MINUTE} minutes are kept for ${keptMs / HOUR} hours only; ${
        wayOut ? `take one of at least ${wayOut.widthMs / MINUTE} minutes` : 'take a shorter range'
      }`,
    );
  }

  /** Which keys are answered: those asked for, or the busiest; undefined = not split. */
  private async keysOf({ by, instance, rangeMs, keys }: AnalyticsRequest, from: number, stretches: number) {
    if (!by) return { keys: undefined, truncated: false };
    const limit = Math.max(1, Math.min(MOST_SERIES, Math.floor(MOST_STRETCHES / stretches)));
    // Coarse is good enough to tell who is busy, and quick.
    const level = LEVELS.findLast(({ widthMs }) => widthMs * 4 <= rangeMs) ?? LEVELS[0];
    const ranking = await this.table.ranking(
      { level, dimension: by, from: Math.floor(from / level.widthMs) * level.widthMs, instance, keys },
      { limit: limit + 1 },
    );
    return { keys: ranking.slice(0, limit).map(({ key }) => key), truncated: ranking.length > limit };
  }

  private async sum(selection: RollupSelection, stepMs: number) {
    const found = new Map<string, Map<number, Rollup>>();
    for await (const page of this.table.read(selection)) {
      for (const { key, at, rollup } of page) {
        const name = selection.keys ? key : ALL;
        const steps = found.get(name) ?? new Map<number, Rollup>();
        const step = Math.floor(at / stepMs) * stepMs;
        const sum = steps.get(step) ?? emptyRollup();
        mergeRollup(sum, rollup);
        steps.set(step, sum);
        found.set(name, steps);
      }
    }
    return found;
  }
}

function seriesOf(
  key: string,
  steps: ReadonlyMap<number, Rollup>,
  { from, to, stepMs }: { from: number; to: number; stepMs: number },
): AnalyticsSeries {
  const total = emptyRollup();
  for (const rollup of steps.values()) mergeRollup(total, rollup);
  return {
    key,
    total: figuresOf(total, to - from),
    points: Array.from(steps)
      .sort(([a], [b]) => a - b)
      .map(([at, rollup]) => ({
        at: new Date(at).toISOString(),
        ...figuresOf(rollup, Math.max(MINUTE, Math.min(stepMs, to - at))),
      })),
  };
}
