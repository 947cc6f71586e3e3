import { DEFAULT_THRESHOLDS, ID_PATTERN } from '@agentos-portal/plugin-agentos-common';
import { z } from 'zod';
import { patternProblem } from '../redaction';

const id = z.string().regex(ID_PATTERN, 'must match [A-Za-z0-9._~-]{1,256}');

const entityRef = z.string().regex(/^[^:/]+:[^/]+\/.+$/, 'must be an entity ref such as user:default/ada');

const timeZone = z.string().refine(zone => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}, 'must be an IANA time zone such as Europe/Berlin');

const agent = z.object({
  id,
  title: z.string().min(1).optional(),
  pipeline: id.optional(),
  queue: z.string().min(1).optional(),
  taskNames: z.array(z.string().min(1)).default([]),
  owner: z.string().optional(),
  objectiveMs: z.number().positive().optional(),
});

const objective = z.object({
  queue: z.string().optional(),
  agent: z.string().optional(),
  name: z.string().optional(),
  waitMs: z.number().positive().optional(),
  targetMs: z.number().positive().optional(),
});

const instance = z.object({
  id,
  title: z.string().min(1).optional(),
  environment: z.string().optional(),
  timeZone: timeZone.default('UTC'),
  // The rest of an entry belongs to the source's own type, which validates it.
  sources: z.array(z.looseObject({ id, type: z.string().min(1) })).min(1, 'needs at least one source'),
  agents: z.array(agent).default([]),
  pipelines: z.array(z.object({ id, title: z.string().min(1).optional() })).default([]),
  objectives: z.array(objective).default([]),
  minimumWorkers: z.number().int().nonnegative().optional(),
});

const eventField = z.enum(['string', 'number', 'boolean']);

/**
 * An event row in app-config; see `EventDefinition` of agentos-node.
 */
const eventRow = z.strictObject({
  sections: z.array(z.string()).default([]),
  websocket: z
    .strictObject({ event: z.string().min(1), rooms: z.array(z.string().min(1)).min(1) })
    .optional(),
  actions: z.array(z.string()).default([]),
  priority: z.enum(['low', 'normal', 'high', 'critical']).default('normal'),
  ttl: z.number().positive().optional(),
  payload: z.record(z.string(), eventField).default({}),
});

// As a search can write it after `args.`.
const argumentPath = z
  .string()
  .max(256)
  .regex(
    /^[^\s.:<>",]+(\.[^\s.:<>",]+)*$/,
    'must be names separated by dots, such as customer.id, without spaces and : < > " ,',
  );

const origin = z.string().refine(text => {
  try {
    const url = new URL(text);
    return url.origin !== 'null' && url.origin === text.replace(/\/$/, '');
  } catch {
    return false;
  }
}, 'must be an origin such as https://portal.example.com, without a path');

const thresholds = z.object(
  Object.fromEntries(
    Object.entries(DEFAULT_THRESHOLDS).map(([key, value]) => [key, z.number().nonnegative().default(value)]),
  ) as Record<keyof typeof DEFAULT_THRESHOLDS, z.ZodDefault<z.ZodNumber>>,
);

/**
 * `agentos` in app-config. Every default is here and nowhere else.
 * @internal
 */
export const settingsSchema = z.object({
  store: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('memory') }),
      z.object({
        type: z.literal('redis'),
        url: z.url({ protocol: /^rediss?$/, error: 'must be a redis or rediss URL' }),
        leaseSeconds: z.number().min(1).max(300).default(10),
      }),
    ])
    .default({ type: 'memory' }),
  instances: z.array(instance).min(1, 'needs at least one instance'),
  warmer: z
    .object({
      everySeconds: z.number().min(1).max(60).default(5),
      ttlSeconds: z.number().min(1).max(300).default(15),
      collectTimeoutSeconds: z.number().min(0.1).max(60).default(4),
    })
    .prefault({}),
  live: z
    .object({
      allowedOrigins: z.array(origin).default([]),
      maxConnections: z.number().int().positive().default(2000),
    })
    .prefault({}),
  retention: z
    .object({
      workers: z.number().positive().default(3600),
      jobs: z.number().int().min(100).optional(),
      jobDays: z.number().positive().default(30),
      failedJobDays: z.number().positive().default(90),
      analytics: z
        .object({
          minuteHours: z.number().min(24, 'must be at least 24').default(48),
          hourDays: z.number().min(7, 'must be at least 7').default(30),
          dayDays: z.number().min(30, 'must be at least 30').default(365),
        })
        .prefault({}),
      changeLogCommits: z.number().int().positive().default(10_000),
      changeLogBytes: z
        .number()
        .int()
        .positive()
        .default(64 * 1024 * 1024),
    })
    .prefault({}),
  redact: z
    .object({
      keys: z.array(z.string().min(1)).default([]),
      paths: z
        .array(z.string().regex(/^[^.]+(\.[^.]+)*$/, 'must be a path such as args.customer.email'))
        .default([]),
      patterns: z
        .array(
          z.string().superRefine((pattern, context) => {
            const message = patternProblem(pattern);
            if (message) context.addIssue({ code: 'custom', message });
          }),
        )
        .default([]),
    })
    .prefault({}),
  search: z
    .object({
      args: z.array(argumentPath).max(10, 'takes at most 10 paths').default([]),
    })
    .prefault({}),
  events: z.record(z.string().min(1), eventRow).default({}),
  alerts: z
    .object({
      recipients: z.array(entityRef).default([]),
      webhooks: z
        .array(
          z.strictObject({
            url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
            secret: z.string().min(8, 'needs at least 8 characters').optional(),
            actions: z.array(z.enum(['notify_admin', 'alert_ops'])).default(['notify_admin', 'alert_ops']),
          }),
        )
        .default([]),
    })
    .prefault({}),
  users: z.record(z.string(), entityRef).default({}),
  scoring: thresholds.prefault({} as never),
  readOnly: z.boolean().default(false),
  allowWritesWithoutPermissions: z.boolean().default(false),
});

type ConfiguredSettings = z.output<typeof settingsSchema>;

/** An agent by the configuration, or by an entity of the catalog. @internal */
export type AgentSettings = z.output<typeof agent> & {
  /** Of the entity that names it. */
  entityRef?: string;
  /** The configuration does not name it. */
  isNamedByEntity?: true;
};

/** An instance; entities of the catalog add to its agents while the portal runs. @internal */
export type InstanceSettings = Omit<ConfiguredSettings['instances'][number], 'agents'> & {
  agents: AgentSettings[];
};

/** @internal */
export type Settings = Omit<ConfiguredSettings, 'instances'> & { instances: InstanceSettings[] };
