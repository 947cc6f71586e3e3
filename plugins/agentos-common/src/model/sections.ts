import { z } from 'zod';
import type { BasicPermission, Permission } from '@backstage/plugin-permission-common';
import { idSchema } from '../identity/id';
import { agentosPayloadReadPermission, agentosReadPermission } from '../permissions';
import { agentFieldsSchema, pipelineFieldsSchema } from './agent';
import { jobFieldsSchema } from './job';
import {
  analyticsFieldsSchema,
  configurationFieldsSchema,
  dashboardFieldsSchema,
  logFieldsSchema,
  scheduleFieldsSchema,
  serviceFieldsSchema,
  systemFieldsSchema,
} from './operating';
import { queueFieldsSchema } from './queue';
import { workerFieldsSchema } from './worker';

/**
 * How the engine treats a section. The table of sections is data: a platform team adds a section by adding one of these.
 * @public
 */
export interface SectionDefinition<TFields extends z.ZodObject = z.ZodObject> {
  /** Shape of a row as its source gives it. */
  fields: TFields;
  /** What a client needs to see it. */
  permission: Permission;
  /** What it holds, for the field tables. */
  description: string;
  /** Sections it is computed from; a section without this is collected from sources. */
  derivedFrom?: string[];
  /** Keeps at most this many rows that `active` does not hold, the last changed first. */
  keepLast?: number;
  /** Keeps at most `max` rows whose `field` has one of `values`, whatever `keepLast` says. */
  keepActive?: { field: string; values: string[]; max: number };
  /** Fields that say when a row changed last, the first that is set counts: the order of `keepLast`. */
  changedAt?: string[];
  /** Fields whose changes are published at most once a second when nothing else changed. */
  volatile?: string[];
  /** What the row of a worker that a complete collect misses becomes, instead of being removed at once. */
  missing?: 'remove' | 'offline';
}

const section = <T extends z.ZodObject>(definition: SectionDefinition<T>) => definition;
const read: BasicPermission = agentosReadPermission;

/**
 * The twelve sections of the SSOT.
 * @public
 */
export const SECTIONS = {
  dashboard: section({
    fields: dashboardFieldsSchema,
    permission: read,
    description: 'Totals over the other sections',
    derivedFrom: ['queues', 'workers', 'agents', 'pipelines'],
  }),
  system: section({
    fields: systemFieldsSchema,
    permission: read,
    description: 'Health of each instance',
    derivedFrom: ['queues', 'workers', 'services'],
  }),
  queues: section({ fields: queueFieldsSchema, permission: read, description: 'Queues' }),
  workers: section({
    fields: workerFieldsSchema,
    permission: read,
    description: 'Worker processes',
    missing: 'offline',
    volatile: ['lastHeartbeatAt', 'cpuPercent', 'memoryBytes'],
  }),
  agents: section({
    fields: agentFieldsSchema,
    permission: read,
    description: 'AI pipeline agents',
    derivedFrom: ['queues', 'workers'],
  }),
  pipelines: section({
    fields: pipelineFieldsSchema,
    permission: read,
    description: 'Pipelines of agents',
    derivedFrom: ['queues', 'workers'],
  }),
  jobs: section({
    fields: jobFieldsSchema,
    permission: read,
    description: 'Active jobs (at most 500) and the 200 last changed',
    keepLast: 200,
    changedAt: ['finishedAt', 'startedAt', 'createdAt'],
    keepActive: { field: 'state', values: ['processing'], max: 500 },
  }),
  schedules: section({ fields: scheduleFieldsSchema, permission: read, description: 'Schedules' }),
  analytics: section({
    fields: analyticsFieldsSchema,
    permission: read,
    description: 'Counts and percentiles of the last hour, by minute',
    derivedFrom: ['queues'],
  }),
  logs: section({
    fields: logFieldsSchema,
    permission: agentosPayloadReadPermission,
    description: 'The last 200 log entries',
    keepLast: 200,
    changedAt: ['at'],
  }),
  services: section({
    fields: serviceFieldsSchema,
    permission: read,
    description: 'Services the fleet and the portal need',
  }),
  configuration: section({
    fields: configurationFieldsSchema,
    permission: read,
    description: 'Configuration in force',
  }),
} as const;

/**
 * Name of a built-in section.
 * @public
 */
export type SectionName = keyof typeof SECTIONS;

/**
 * Names of the built-in sections, in the order they are shown.
 * @public
 */
export const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[];

/**
 * What the engine adds to every row.
 * @public
 */
export const rowStampSchema = z.object({
  id: idSchema.meta({ description: 'Key of the row in its section' }),
  source: z.string().meta({ description: 'Id of the source, `engine` for derived rows' }),
  instance: z.string().meta({ description: 'Id of the instance' }),
  rev: z.string().meta({ description: 'Order of the last change, compares as text' }),
});

/**
 * Stamp of a row.
 * @public
 */
export type RowStamp = z.infer<typeof rowStampSchema>;

/**
 * Any row.
 * @public
 */
export type Row = RowStamp & Record<string, unknown>;

/**
 * A row of a section as it is served.
 * @public
 */
export type SectionRow<S extends SectionName> = RowStamp & z.output<(typeof SECTIONS)[S]['fields']>;

/**
 * A row of a section as its source gives it: what is not measured may be left out.
 * @public
 */
export type SourceRow<S extends SectionName> = z.input<(typeof SECTIONS)[S]['fields']>;

/** @public */
export type QueueRow = SectionRow<'queues'>;
/** @public */
export type JobRow = SectionRow<'jobs'>;
/** @public */
export type WorkerRow = SectionRow<'workers'>;
/** @public */
export type AgentRow = SectionRow<'agents'>;
/** @public */
export type PipelineRow = SectionRow<'pipelines'>;
/** @public */
export type ScheduleRow = SectionRow<'schedules'>;
/** @public */
export type DashboardRow = SectionRow<'dashboard'>;
/** @public */
export type SystemRow = SectionRow<'system'>;
/** @public */
export type AnalyticsRow = SectionRow<'analytics'>;
/** @public */
export type LogRow = SectionRow<'logs'>;
/** @public */
export type ServiceRow = SectionRow<'services'>;
/** @public */
export type ConfigurationRow = SectionRow<'configuration'>;
