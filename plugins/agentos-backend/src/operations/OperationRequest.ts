import {
  ID_PATTERN,
  JOB_STATES,
  OPERATION_KINDS,
  OPERATIONS,
  type ParsedJobQuery,
} from '@agentos-portal/plugin-agentos-common';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { INSTANT, type JobField, readSearch } from '../jobs';
import { describeIssues } from '../settings';

/** Targets one operation may name by id. @internal */
export const MAX_IDS = 10_000;

const text = z.string().min(1).max(256);
// Repeated or comma-separated values are OR.
const oneOf = z.preprocess(
  value => (typeof value === 'string' ? value.split(',') : value),
  z.array(text).min(1).max(100),
);

// As GET /jobs takes them.
const instant = z.string().regex(new RegExp(INSTANT), 'must be a day or a moment in UTC, ISO 8601');

const search = z.string().transform((q, context) => {
  try {
    return readSearch(q);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message.replace(/^q: /, '') });
    return z.NEVER;
  }
});

const isEmptySearch = (part: unknown) => {
  const { conditions: some, text: words } = part as Partial<ParsedJobQuery>;
  return some?.length === 0 && words?.length === 0;
};

const isCondition = (part: unknown) => part !== undefined && !isEmptySearch(part);

const conditions = {
  instance: oneOf.optional(),
  source: oneOf.optional(),
  queue: oneOf.optional(),
  state: oneOf.pipe(z.array(z.enum(JOB_STATES))).optional(),
  name: oneOf.optional(),
  agent: oneOf.optional(),
  pipeline: oneOf.optional(),
  worker: oneOf.optional(),
  user: oneOf.optional(),
} satisfies Record<JobField, z.ZodType>;

const filter = z
  .strictObject({
    ...conditions,
    from: instant.optional(),
    to: instant.optional(),
    q: search.optional(),
  })
  .refine(value => Object.values(value).some(isCondition), 'names at least one condition');

/** What `targets.filter` may say: what `GET /jobs` takes, but for its pages. @internal */
export type TargetFilter = z.output<typeof filter>;

// PostgreSQL refuses NUL in any text.
const withoutNul = (value: string) => !value.includes('\u0000');

const reason = z.string().trim().min(1).max(1000).refine(withoutNul, 'must not contain NUL');
const key = z.string().regex(ID_PATTERN, 'must match [A-Za-z0-9._~-]{1,256}');

const throttle = z.strictObject({ perSecond: z.int().min(1).max(10_000) });

const operationFields = {
  kind: z.enum(OPERATION_KINDS),
  params: z
    .record(z.string(), z.json())
    .default({})
    .transform(value => value as JsonObject),
  reason: reason.optional(),
  throttle: throttle.optional(),
  idempotencyKey: key,
  dryRun: z.boolean().default(false),
};

const byIds = z.strictObject({
  ...operationFields,
  targets: z.strictObject({
    ids: z.array(z.string().regex(ID_PATTERN, 'must match [A-Za-z0-9._~-]{1,256}')).min(1).max(MAX_IDS),
  }),
});

const byFilter = z.strictObject({ ...operationFields, targets: z.strictObject({ filter }) });

/** The body of `POST /operations`. @internal */
export type OperationRequest = z.output<typeof byIds> | z.output<typeof byFilter>;

const startSchema = z.strictObject({
  reason: reason.optional(),
  throttle: throttle.optional(),
  idempotencyKey: key,
});

const throttleSchema = z.strictObject({ throttle: throttle.nullable() });

function parse<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InputError(describeIssues(parsed.error, path => path.map(String).join('.') || 'body'));
}

/** @throws InputError that names the field @internal */
export function parseOperation(body: unknown): OperationRequest {
  const targets = (body as { targets?: Record<string, unknown> } | undefined)?.targets;
  if (targets && typeof targets === 'object' && 'ids' in targets && 'filter' in targets) {
    throw new InputError('targets: give either ids or filter, not both');
  }
  const isByFilter = targets && typeof targets === 'object' && 'filter' in targets;
  const request: OperationRequest = isByFilter ? parse(byFilter, body) : parse(byIds, body);
  if ('filter' in request.targets && OPERATIONS[request.kind].section !== 'jobs') {
    throw new InputError(
      `targets.filter: selects jobs only; name the targets of ${request.kind} in targets.ids`,
    );
  }
  const seen = new Set<string>();
  for (const id of 'ids' in request.targets ? request.targets.ids : []) {
    if (seen.has(id)) throw new InputError(`targets.ids: '${id}' occurs twice`);
    seen.add(id);
  }
  return request;
}

/** @throws InputError that names the field @internal */
export const parseStart = (body: unknown) => parse(startSchema, body);

/** The throttle that `POST /operations/:id/throttle` sets; undefined = none. @throws InputError that names the field @internal */
export const parseThrottle = (body: unknown) => parse(throttleSchema, body).throttle ?? undefined;

/** @throws InputError when the kind or the number of targets asks for a reason and there is none @internal */
export function checkReason(kind: OperationRequest['kind'], targets: number, given: string | undefined) {
  const { reason: rule } = OPERATIONS[kind];
  if (given === undefined && (rule === 'always' || targets > 1)) {
    throw new InputError(
      rule === 'always' ? `reason: ${kind} needs one` : `reason: more than one target (${targets}) needs one`,
    );
  }
}
