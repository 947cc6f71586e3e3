import type { AnalyticsRow } from '@agentos-portal/plugin-agentos-common';
import { type Rollup, successRate } from '../analytics';
import { type DeriveContext, LONG_WINDOW, orNull, type UnstampedRow } from './DeriveContext';

const MINUTE = 60_000;

const minuteId = (minute: number) =>
  new Date(minute * MINUTE).toISOString().slice(0, 16).replace(/[-T:]/g, '');

const figures = (rollup: Rollup) => ({
  created: rollup.created,
  completed: rollup.completed,
  failed: rollup.failed,
  successRate: orNull(successRate(rollup, 1)),
  waitP50Ms: orNull(rollup.wait.percentile(0.5)),
  waitP95Ms: orNull(rollup.wait.percentile(0.95)),
  runP50Ms: orNull(rollup.run.percentile(0.5)),
  runP95Ms: orNull(rollup.run.percentile(0.95)),
  runAvgMs: orNull(rollup.run.mean()),
});

/** The last hour as a whole and by minute, for each instance. Minutes in which nothing happened have no row. @internal */
export function deriveAnalytics(context: DeriveContext): UnstampedRow[] {
  const current = Math.floor(context.now / MINUTE);
  return context.instances.flatMap(({ id: instance }) => {
    const key = `instance:${instance}`;
    const stamp = { source: 'engine', instance };
    const rows: Array<Omit<AnalyticsRow, 'rev'>> = [
      {
        ...stamp,
        id: `${instance}.overview`,
        kind: 'overview',
        at: new Date((current - LONG_WINDOW + 1) * MINUTE).toISOString(),
        windowMs: LONG_WINDOW * MINUTE,
        ...figures(context.rollups.window(key, LONG_WINDOW)),
      },
    ];
    for (let minute = current - LONG_WINDOW + 1; minute <= current; minute += 1) {
      const rollup = context.rollups.minute(key, minute);
      if (!rollup) continue;
      rows.push({
        ...stamp,
        id: `${instance}.${minuteId(minute)}`,
        kind: 'minute',
        at: new Date(minute * MINUTE).toISOString(),
        windowMs: MINUTE,
        ...figures(rollup),
      });
    }
    return rows;
  });
}
