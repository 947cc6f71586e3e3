import { ID_PATTERN } from '@agentos-portal/plugin-agentos-common';

/** A schema of `components`, by name. @internal */
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Content of type JSON. @internal */
export const json = (schema: object) => ({ content: { 'application/json': { schema } } });

/** The id in a path. @internal */
export const id = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: ID_PATTERN.source },
};

/** The place in a list that is paged by number or id. @internal */
export const cursor = {
  name: 'cursor',
  in: 'query',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
};

/** The most items of one answer. @internal */
export const limit = { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 500 } };

/** The refusals that every route knows. @internal */
export const errors = {
  400: {
    description: 'A parameter or the body is wrong; the message names the field',
    ...json(ref('Error')),
  },
  401: { description: 'No valid token', ...json(ref('Error')) },
  403: { description: 'The permission is missing', ...json(ref('Error')) },
};
