import {
  ANALYTICS_DIMENSIONS,
  ANALYTICS_RANGES,
  ANALYTICS_STEPS,
} from '@agentos-portal/plugin-agentos-common';
import { INSTANT } from '../../jobs';
import { errors, json, limit } from './parts';

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
  '/failures': {
    get: {
      summary: 'Failures that are one and the same, over sources; the last seen first',
      parameters: [
        ...['instance', 'queue', 'name', 'agent'].map(name => ({
          name,
          in: 'query',
          schema: { type: 'string', minLength: 1, maxLength: 256 },
        })),
        ...['from', 'to'].map(name => ({
          name,
          in: 'query',
          description: 'When jobs failed; counted by the hour, more than two days ago by the day (UTC)',
          schema: { type: 'string', pattern: INSTANT },
        })),
        { name: 'cursor', in: 'query', schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,256}$' } },
        limit,
      ],
      responses: {
        200: {
          description:
            '{items:[{fingerprint, type, message, count, firstSeenAt, lastSeenAt, queues, names, sources, exampleJobId}], nextCursor}',
          ...json({ type: 'object' }),
        },
        ...errors,
      },
    },
  },
};
