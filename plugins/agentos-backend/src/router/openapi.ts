import {
  EVENT_NAMES,
  ID_PATTERN,
  JOB_QUERY_LIMITS,
  JOB_STATES,
  OPERATION_KINDS,
  OPERATION_STATES,
  rowStampSchema,
  type SectionDefinition,
} from '@agentos-portal/plugin-agentos-common';
import { z } from 'zod';
import { JOB_FIELDS, JOB_SORTS } from '../jobs';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: ID_PATTERN.source } };

const cursor = { name: 'cursor', in: 'query', schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' } };
const limit = { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 500 } };
const INSTANT = '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z)?$';

const errors = {
  400: {
    description: 'A parameter or the body is wrong; the message names the field',
    ...json(ref('Error')),
  },
  401: { description: 'No valid token', ...json(ref('Error')) },
  403: { description: 'The permission is missing', ...json(ref('Error')) },
};

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

/**
 * The OpenAPI 3.1 document: the reference of the routes, and what requests are checked against.
 * @internal
 */
export function buildOpenApiDocument(definitions: ReadonlyMap<string, SectionDefinition>) {
  const names = Array.from(definitions.keys());
  const rows = Object.fromEntries(
    Array.from(definitions, ([name, { fields, description }]) => [
      `row.${name}`,
      {
        ...(z.toJSONSchema(fields.extend(rowStampSchema.shape), { io: 'output' }) as object),
        $schema: undefined,
        description,
      },
    ]),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'AgentOS', version: '1', description: 'The SSOT of the fleet, its events and health' },
    servers: [{ url: '/api/agentos' }],
    paths: {
      '/ssot': {
        get: {
          operationId: 'getSsot',
          summary: 'The sections the caller may see, with freshness',
          parameters: [
            {
              name: 'sections',
              in: 'query',
              style: 'form',
              explode: false,
              description: 'Comma-separated section names; all by default',
              schema: { type: 'array', minItems: 1, items: { type: 'string', enum: names } },
            },
          ],
          responses: {
            200: {
              description: 'The snapshot; ETag over epoch, version, stale set, section set and encoding',
              ...json(ref('Ssot')),
            },
            304: { description: 'Not changed' },
            ...errors,
          },
        },
      },
      ...Object.fromEntries(
        ['/ssot/v4', '/admin/ssot'].map(path => [
          path,
          {
            get: {
              summary: 'The v4 document in the founding snake_case shape',
              responses: { 200: { description: 'The document', ...json({ type: 'object' }) }, ...errors },
            },
          },
        ]),
      ),
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
              description: '{items, nextCursor, total, totalIsExact}: the total is exact up to 10,000',
              ...json({ type: 'object' }),
            },
            ...errors,
          },
        },
      },
      '/jobs/{id}': {
        get: {
          summary: 'Everything the source knows of a job',
          parameters: [id],
          responses: {
            200: { description: 'Detail', ...json({ type: 'object' }) },
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
      '/health/data': {
        get: {
          summary: 'The four targets and figures of cache, relay, events and sources',
          responses: { 200: { description: 'Figures', ...json({ type: 'object' }) }, ...errors },
        },
      },
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
      '/live': {
        get: {
          summary: 'The WebSocket; a plain GET is refused',
          security: [],
          responses: { 101: { description: 'Upgraded' }, 426: { description: 'Upgrade required' } },
        },
      },
      '/openapi.json': {
        get: { summary: 'This document', security: [], responses: { 200: { description: 'OpenAPI 3.1' } } },
      },
    },
    components: {
      schemas: {
        ...rows,
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
                ['total', 'pending', 'succeeded', 'failed', 'skipped'].map(name => [
                  name,
                  { type: 'integer' },
                ]),
              ),
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
      },
    },
  };
}
