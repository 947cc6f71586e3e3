import { OPERATION_STATES } from '@agentos-portal/plugin-agentos-common';
import { cursor, errors, id, json, limit, ref } from './parts';

/** The paths of operations. @internal */
export const operationPaths = {
  '/operations': {
    post: {
      summary: 'Plans (dryRun) or starts an operation over frozen targets',
      requestBody: { required: true, ...json({ type: 'object' }) },
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
      requestBody: { required: true, ...json({ type: 'object' }) },
      responses: {
        202: { description: 'Under way', ...json(ref('Operation')) },
        409: { description: 'Started already, or expired' },
        ...errors,
      },
    },
  },
  '/operations/{id}/abort': {
    post: {
      summary: 'Skips what was not begun',
      parameters: [id],
      responses: {
        202: { description: 'The operation', ...json(ref('Operation')) },
        404: { description: 'Not known' },
        ...errors,
      },
    },
  },
};
