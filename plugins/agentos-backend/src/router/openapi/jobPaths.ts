import { JOB_QUERY_LIMITS, JOB_STATES } from '@agentos-portal/plugin-agentos-common';
import { INSTANT, JOB_FIELDS, JOB_SORTS } from '../../jobs';
import { errors, id, json, limit } from './parts';

/** The paths of jobs. @internal */
export const jobPaths = {
  '/jobs': {
    get: {
      summary: 'Jobs of every source, also those that their source no longer has',
      parameters: [
        ...JOB_FIELDS.map(name => ({
          name,
          in: 'query',
          description: 'Several values, repeated or comma-separated, are ORed',
          schema: {
            type: 'array',
            minItems: 1,
            maxItems: 100,
            items:
              name === 'state'
                ? { type: 'string', enum: [...JOB_STATES] }
                : { type: 'string', minLength: 1, maxLength: 256 },
          },
        })),
        ...['from', 'to'].map(name => ({
          name,
          in: 'query',
          description: 'When the job was created, half-open',
          schema: { type: 'string', pattern: INSTANT },
        })),
        {
          name: 'q',
          in: 'query',
          description: 'Qualifiers and text, see docs/search.md',
          schema: { type: 'string', maxLength: JOB_QUERY_LIMITS.characters },
        },
        {
          name: 'sort',
          in: 'query',
          description: 'Default -created; `-` is descending',
          schema: {
            type: 'string',
            enum: Object.keys(JOB_SORTS).flatMap(sort => [sort, `-${sort}`]),
          },
        },
        { name: 'cursor', in: 'query', schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,1024}$' } },
        limit,
      ],
      responses: {
        200: {
          description:
            '{items, nextCursor, total, totalIsExact, partial?}: the total is exact up to 10,000. `partial: true`: the search was stopped after 2 s; the items found so far, the total is a lower bound, and the cursor goes on from where it stopped',
          ...json({ type: 'object' }),
        },
        ...errors,
      },
    },
  },
  '/jobs/counts': {
    get: {
      summary: 'How many jobs the index holds, by state',
      parameters: [
        { name: 'instance', in: 'query', schema: { type: 'string', minLength: 1, maxLength: 256 } },
      ],
      responses: {
        200: { description: '{total, states, at}', ...json({ type: 'object' }) },
        ...errors,
      },
    },
  },
  '/jobs/{id}': {
    get: {
      summary: 'Everything the source knows of a job',
      parameters: [id],
      responses: {
        200: {
          description:
            'Detail. `gone: true`: its source has forgotten it; `unread`: why its source could not be asked. Then only what the portal has kept is there',
          ...json({ type: 'object' }),
        },
        404: { description: 'Gone' },
        ...errors,
      },
    },
  },
  '/jobs/{id}/logs': {
    get: {
      summary: 'Log lines of a job',
      parameters: [id],
      responses: {
        200: { description: 'Lines', ...json({ type: 'object' }) },
        404: { description: 'None' },
        ...errors,
      },
    },
  },
};
