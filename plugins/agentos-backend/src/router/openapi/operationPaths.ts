import { OPERATION_STATES } from '@agentos-portal/plugin-agentos-common';
import { cursor, errors, id, json, limit, ref } from './parts';

const throttle = {
  description: 'Targets begun in a second at most',
  type: 'object',
  required: ['perSecond'],
  additionalProperties: false,
  properties: { perSecond: { type: 'integer', minimum: 1, maximum: 10_000 } },
};

// Whatever is wrong in it is told by the service, which knows the kinds.
const targets = {
  description:
    '{ids}, or {filter} with every field of GET /jobs but those of its pages, and q: at most 100,000 jobs, frozen, the oldest first',
};

/** What people do to an operation that is under way. */
const CONTROLS: Record<string, { summary: string; requestBody?: object }> = {
  abort: { summary: 'Skips what was not begun' },
  pause: { summary: 'Begins nothing more until it is resumed' },
  resume: { summary: 'Goes on with a paused operation' },
  throttle: {
    summary: 'Sets how fast it goes; null = as fast as its sources go',
    requestBody: {
      required: true,
      ...json({
        type: 'object',
        required: ['throttle'],
        additionalProperties: false,
        properties: { throttle: { oneOf: [throttle, { type: 'null' }] } },
      }),
    },
  },
};

/** The paths of operations. @internal */
export const operationPaths = {
  '/operations': {
    post: {
      summary: 'Plans (dryRun) or starts an operation over frozen targets',
      requestBody: { required: true, ...json({ type: 'object', properties: { targets, throttle } }) },
      responses: {
        200: { description: 'The plan', ...json({ type: 'object' }) },
        202: { description: 'Under way', ...json(ref('Operation')) },
        409: { description: 'The idempotency key was used with another body' },
        ...errors,
      },
    },
    get: {
      summary: 'Operations, the newest first',
      parameters: [
        { name: 'state', in: 'query', schema: { type: 'string', enum: [...OPERATION_STATES] } },
        { name: 'actor', in: 'query', schema: { type: 'string', maxLength: 256 } },
        cursor,
        limit,
      ],
      responses: { 200: { description: '{items, nextCursor}', ...json({ type: 'object' }) }, ...errors },
    },
  },
  '/operations/{id}': {
    get: {
      summary: 'One operation',
      parameters: [id],
      responses: {
        200: { description: 'It', ...json(ref('Operation')) },
        404: { description: 'Not known' },
        ...errors,
      },
    },
  },
  '/operations/{id}/targets': {
    get: {
      summary: 'Outcome per target',
      parameters: [
        id,
        {
          name: 'outcome',
          in: 'query',
          schema: { type: 'string', enum: ['pending', 'succeeded', 'failed', 'skipped'] },
        },
        cursor,
        limit,
      ],
      responses: {
        200: { description: '{items, nextCursor}', ...json({ type: 'object' }) },
        404: { description: 'Not known' },
        ...errors,
      },
    },
  },
  '/operations/{id}/start': {
    post: {
      summary: 'Runs a plan, by the person who made it',
      parameters: [id],
      requestBody: { required: true, ...json({ type: 'object', properties: { throttle } }) },
      responses: {
        202: { description: 'Under way', ...json(ref('Operation')) },
        409: { description: 'Started already, or expired' },
        ...errors,
      },
    },
  },
  ...Object.fromEntries(
    Object.entries(CONTROLS).map(([name, { summary, ...rest }]) => [
      `/operations/{id}/${name}`,
      {
        post: {
          summary,
          parameters: [id],
          ...rest,
          responses: {
            202: { description: 'The operation', ...json(ref('Operation')) },
            404: { description: 'Not known' },
            409: { description: 'It was not started, or has ended' },
            ...errors,
          },
        },
      },
    ]),
  ),
};
