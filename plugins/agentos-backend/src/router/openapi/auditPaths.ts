import { INSTANT } from '../../jobs';
import { cursor, errors, json, limit } from './parts';

/** The paths of the audit trail. @internal */
export const auditPaths = {
  '/audit': {
    get: {
      summary: 'The audit trail: one row for each operation and target',
      parameters: [
        ...['actor', 'kind', 'target', 'operationId'].map(name => ({
          name,
          in: 'query',
          schema: { type: 'string', maxLength: 256 },
        })),
        ...['from', 'to'].map(name => ({
          name,
          in: 'query',
          schema: { type: 'string', pattern: INSTANT },
        })),
        cursor,
        limit,
        { name: 'format', in: 'query', schema: { type: 'string', enum: ['json', 'csv'] } },
      ],
      responses: {
        200: {
          description: '{items, nextCursor}, or CSV of everything the filter matches',
          ...json({ type: 'object' }),
        },
        ...errors,
      },
    },
  },
};
