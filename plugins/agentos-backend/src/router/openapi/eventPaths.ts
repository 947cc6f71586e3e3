import { errors, json, ref } from './parts';

/** The paths of events. @internal */
export const eventPaths = {
  '/events/table': {
    get: {
      summary: 'The event table in force with counts and latencies',
      responses: { 200: { description: 'The table', ...json({ type: 'object' }) }, ...errors },
    },
  },
  '/events': {
    post: {
      summary: 'Takes events of services; unknown names are counted and not accepted',
      requestBody: {
        required: true,
        ...json({
          oneOf: [ref('Event'), { type: 'array', minItems: 1, maxItems: 1000, items: ref('Event') }],
        }),
      },
      responses: {
        202: { description: '{accepted, id} for each', ...json({}) },
        413: { description: 'More than 1 MiB' },
        ...errors,
      },
    },
  },
};
