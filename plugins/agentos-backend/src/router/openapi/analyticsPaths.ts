import {
  ANALYTICS_DIMENSIONS,
  ANALYTICS_RANGES,
  ANALYTICS_STEPS,
} from '@agentos-portal/plugin-agentos-common';
import { errors, json } from './parts';

/** The paths of figures and groups. @internal */
export const analyticsPaths = {
  '/analytics': {
    get: {
      summary: 'Throughput, success, wait and run over a window that ends now',
      parameters: [
        {
          name: 'range',
          in: 'query',
          description: 'Default 1h',
          schema: { type: 'string', enum: Object.keys(ANALYTICS_RANGES) },
        },
        {
          name: 'step',
          in: 'query',
          description: 'Default by range, see docs/analytics.md',
          schema: { type: 'string', enum: Object.keys(ANALYTICS_STEPS) },
        },
        {
          name: 'by',
          in: 'query',
          description: 'What to split by; without it one series with key `all`',
          schema: { type: 'string', enum: [...ANALYTICS_DIMENSIONS] },
        },
        { name: 'instance', in: 'query', schema: { type: 'string', minLength: 1, maxLength: 256 } },
        {
          name: 'key',
          in: 'query',
          description: 'Only these: row id of a queue or worker, id of an agent, name of jobs; needs `by`',
          schema: {
            type: 'array',
            minItems: 1,
            maxItems: 200,
            items: { type: 'string', minLength: 1, maxLength: 256 },
          },
        },
      ],
      responses: {
        200: {
          description:
            '{from, to, rangeMs, stepMs, by, items:[{key, total, points}], truncated}: the busiest first; a step in which nothing happened has no point',
          ...json({ type: 'object' }),
        },
        ...errors,
      },
    },
  },
};
