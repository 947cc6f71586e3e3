import { errors, id, json } from './parts';

/** The paths of workers. @internal */
export const workerPaths = {
  '/workers': {
    get: {
      summary: 'Workers of every source, as in the SSOT',
      parameters: [
        { name: 'instance', in: 'query', schema: { type: 'string', minLength: 1, maxLength: 256 } },
      ],
      responses: {
        200: { description: '{items}', ...json({ type: 'object' }) },
        ...errors,
      },
    },
  },
  '/workers/{id}': {
    get: {
      summary: 'A worker, and what its source knows of it besides',
      parameters: [id],
      responses: {
        200: {
          description:
            'The row, and `detail`: {pid, tasks, settings, queues, pool}, null where its source knows nothing else',
          ...json({ type: 'object' }),
        },
        404: { description: 'Not known' },
        ...errors,
      },
    },
  },
};
