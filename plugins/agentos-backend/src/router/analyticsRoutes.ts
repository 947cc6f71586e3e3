import {
  ANALYTICS_RANGES,
  ANALYTICS_STEPS,
  type AnalyticsDimension,
  type AnalyticsRange,
  type AnalyticsStep,
} from '@agentos-portal/plugin-agentos-common';
import type { Router } from 'express';
import type { AnalyticsReader } from '../analytics';
import type { ReaderCheck } from './Caller';

/** Parameters as the document checked them. */
interface Query {
  range?: AnalyticsRange;
  step?: AnalyticsStep;
  by?: AnalyticsDimension;
  instance?: string;
  key?: string[];
}

/** `GET /analytics`: what happened, from the rollups. @internal */
export function addAnalyticsRoutes(
  router: Router,
  options: { analytics: AnalyticsReader; reader: ReaderCheck },
) {
  router.get('/analytics', async (request, response) => {
    await options.reader(request);
    const { range = '1h', step, by, instance, key } = request.query as Query;
    const { ms, stepMs } = ANALYTICS_RANGES[range];
    response.json(
      await options.analytics.read({
        rangeMs: ms,
        stepMs: step === undefined ? stepMs : ANALYTICS_STEPS[step],
        by,
        instance,
        keys: key,
      }),
    );
  });
}
