import { JOB_QUERY_LIMITS, PRESET_LIMITS } from '@agentos-portal/plugin-agentos-common';
import { errors, id, json } from './parts';

const refused = {
  ...errors,
  404: { description: "Not known, or somebody else's own" },
  409: { description: 'Changed at the same time, or as many as one person may have' },
};

/** The paths of saved filters. @internal */
export const presetPaths = {
  '/presets': {
    get: {
      summary: "Saved filters of jobs: those of the system, shared ones, and the caller's own",
      responses: {
        200: {
          description:
            '{items:[{id, title, q, scope, owner, count, countIsExact, countedAt}]}; a count is null until the jobs were counted',
          ...json({ type: 'object' }),
        },
        ...errors,
      },
    },
  },
  '/presets/{id}': {
    put: {
      summary: 'Saves a filter; scope shared needs agentos.system.control',
      parameters: [id],
      requestBody: {
        required: true,
        ...json({
          type: 'object',
          additionalProperties: false,
          required: ['title', 'q', 'scope'],
          properties: {
            title: {
              type: 'string',
              maxLength: PRESET_LIMITS.titleLength,
              description: 'Visible text in one line',
              pattern: '^(?=.*\\S)[^\\p{Cc}]+$',
            },
            q: {
              type: 'string',
              maxLength: JOB_QUERY_LIMITS.characters,
              pattern: '^[^\\u0000]*$',
              description: 'A job search, see docs/search.md; empty = every job',
            },
            scope: { type: 'string', enum: ['shared', 'own'] },
          },
        }),
      },
      responses: { 200: { description: 'It', ...json({ type: 'object' }) }, ...refused },
    },
    delete: {
      summary: 'Removes a filter; a shared one needs agentos.system.control',
      parameters: [id],
      responses: { 204: { description: 'Removed' }, ...refused },
    },
  },
};
