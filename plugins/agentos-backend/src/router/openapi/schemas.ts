import {
  EVENT_NAMES,
  ID_PATTERN,
  OPERATION_KINDS,
  OPERATION_STATES,
  rowStampSchema,
  type SectionDefinition,
} from '@agentos-portal/plugin-agentos-common';
import { z } from 'zod';

const section = {
  type: 'object',
  required: ['version', 'status', 'collectedAt', 'ageMs', 'sources', 'rows'],
  properties: {
    version: { type: 'integer', description: 'Version of the last commit that touched the section' },
    status: { type: 'string', enum: ['fresh', 'stale', 'failed', 'empty'] },
    collectedAt: { type: ['string', 'null'], format: 'date-time' },
    ageMs: { type: ['integer', 'null'], description: 'Age of collectedAt when the answer was encoded' },
    error: { type: 'string' },
    sources: { type: 'object', additionalProperties: { type: 'object' } },
    rows: { type: 'object', additionalProperties: { type: 'object' }, description: 'Rows by id' },
  },
};

/** What the routes answer and take, by name. @internal */
export const schemas = {
  Ssot: {
    type: 'object',
    required: ['epoch', 'version', 'generatedAt', 'denied', 'sections'],
    properties: {
      epoch: { type: ['string', 'null'] },
      version: { type: 'integer' },
      generatedAt: { type: 'string', format: 'date-time' },
      denied: { type: 'array', items: { type: 'string' } },
      sections: { type: 'object', additionalProperties: section },
    },
  },
  Event: {
    type: 'object',
    required: ['name', 'payload'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 200, examples: [...EVENT_NAMES] },
      payload: { type: 'object', additionalProperties: true },
      id: { type: 'string', pattern: ID_PATTERN.source },
    },
  },
  Operation: {
    type: 'object',
    required: ['operationId', 'kind', 'state', 'counts'],
    properties: {
      operationId: { type: 'string' },
      kind: { type: 'string', enum: [...OPERATION_KINDS] },
      state: { type: 'string', enum: [...OPERATION_STATES] },
      counts: {
        type: 'object',
        properties: Object.fromEntries(
          ['total', 'pending', 'succeeded', 'failed', 'skipped'].map(name => [name, { type: 'integer' }]),
        ),
      },
      paused: { type: 'boolean', description: 'Nothing is begun until a person resumes it' },
      throttle: {
        type: ['object', 'null'],
        properties: { perSecond: { type: 'integer' } },
        description: 'Targets begun in a second at most; null = as fast as its sources go',
      },
    },
  },
  Error: {
    type: 'object',
    properties: {
      error: { type: 'object', properties: { name: { type: 'string' }, message: { type: 'string' } } },
      response: { type: 'object', properties: { statusCode: { type: 'integer' } } },
    },
  },
};

/** The rows of each section, as `row.<section>`. @internal */
export function rowSchemas(definitions: ReadonlyMap<string, SectionDefinition>) {
  return Object.fromEntries(
    Array.from(definitions, ([name, { fields, description }]) => [
      `row.${name}`,
      {
        ...(z.toJSONSchema(fields.extend(rowStampSchema.shape), { io: 'output' }) as object),
        $schema: undefined,
        description,
      },
    ]),
  );
}
