import type { Permission } from '@backstage/plugin-permission-common';
import {
  agentosAgentConfigurePermission,
  agentosJobOperatePermission,
  agentosWorkerOperatePermission,
} from './permissions';

/**
 * What is the same about an operation wherever it is done.
 * @public
 */
export interface OperationDefinition {
  /** As a button says it. */
  title: string;
  /** Section whose row ids are its targets. */
  section: 'jobs' | 'queues' | 'schedules' | 'workers' | 'agents' | 'pipelines';
  permission: Permission;
  /** `always`: needs a reason; `many`: needs one above one target. */
  reason: 'always' | 'many';
  /** True when what it does cannot be undone. */
  destructive: boolean;
}

const job = (title: string, options: Partial<OperationDefinition> = {}): OperationDefinition => ({
  title,
  section: 'jobs',
  permission: agentosJobOperatePermission,
  reason: 'many',
  destructive: false,
  ...options,
});

const queue = (title: string, destructive = false) =>
  job(title, { section: 'queues', reason: 'always', destructive });

const schedule = (title: string, destructive = false) =>
  job(title, { section: 'schedules', reason: destructive ? 'always' : 'many', destructive });

const worker = (title: string, destructive = false) =>
  job(title, {
    section: 'workers',
    permission: agentosWorkerOperatePermission,
    reason: 'always',
    destructive,
  });

const configure = (title: string, section: 'agents' | 'pipelines') =>
  job(title, { section, permission: agentosAgentConfigurePermission, reason: 'always' });

/**
 * Everything a person can do to a fleet, by kind.
 * @public
 */
export const OPERATIONS = {
  'job.retry': job('Retry'),
  'job.editAndRetry': job('Edit and retry'),
  'job.cancel': job('Cancel', { destructive: true }),
  'job.promote': job('Run now'),
  'job.remove': job('Remove', { reason: 'always', destructive: true }),
  'job.create': job('Create', { section: 'queues' }),
  'queue.pause': queue('Pause'),
  'queue.resume': queue('Resume'),
  'queue.clean': queue('Clean', true),
  'queue.empty': queue('Empty', true),
  'queue.limit': queue('Limit the rate'),
  'schedule.run': schedule('Run now'),
  'schedule.pause': schedule('Pause'),
  'schedule.upsert': schedule('Change'),
  'schedule.remove': schedule('Remove', true),
  'worker.ping': worker('Ping'),
  'worker.scale': worker('Scale'),
  'worker.autoscale': worker('Autoscale'),
  'worker.limit': worker('Limit'),
  'worker.addConsumer': worker('Add a queue'),
  'worker.cancelConsumer': worker('Take a queue away'),
  'worker.drain': worker('Drain'),
  'worker.restartPool': worker('Restart the pool'),
  'worker.shutdown': worker('Shut down', true),
  'agent.configure': configure('Configure', 'agents'),
  'agent.rollback': configure('Roll back', 'agents'),
  'agent.enable': configure('Enable', 'agents'),
  'agent.disable': configure('Disable', 'agents'),
  'pipeline.start': configure('Start', 'pipelines'),
  'pipeline.stop': configure('Stop', 'pipelines'),
} as const satisfies Record<string, OperationDefinition>;

/** @public */
export type OperationKind = keyof typeof OPERATIONS;

/** @public */
export const OPERATION_KINDS = Object.keys(OPERATIONS) as OperationKind[];

/**
 * States of an operation. `planned` is a dry run that can be started for 15 minutes.
 * @public
 */
export const OPERATION_STATES = ['planned', 'pending', 'running', 'completed', 'aborted'] as const;

/** @public */
export type OperationState = (typeof OPERATION_STATES)[number];

/**
 * Why a target was not done.
 * @public
 */
export const OUTCOME_CODES = [
  'NOT_CAPABLE',
  'RUNNING',
  'GONE',
  'STATE_CHANGED',
  'NO_EXACT_ARGS',
  'UNKNOWN_EFFECT',
  'BLOCKED',
  'ABORTED',
] as const;

/** @public */
export type OutcomeCode = (typeof OUTCOME_CODES)[number];

/**
 * Targets of an operation by outcome.
 * @public
 */
export interface OperationCounts {
  total: number;
  pending: number;
  succeeded: number;
  failed: number;
  skipped: number;
}

/**
 * How fast an operation goes at most.
 * @public
 */
export interface OperationThrottle {
  /** Targets begun in a second, 1 to 10,000. */
  perSecond: number;
}

/**
 * An operation as the routes answer it.
 * @public
 */
export interface OperationSummary {
  operationId: string;
  kind: OperationKind;
  state: OperationState;
  actor: string;
  reason: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  counts: OperationCounts;
  /** Nothing is begun until a person resumes it. */
  paused: boolean;
  /** Targets begun in a second at most; `null` = as fast as its sources go. */
  throttle: OperationThrottle | null;
}

/**
 * A source of which the portal may know only some jobs.
 * @public
 */
export interface SelectionGap {
  source: string;
  reason: string;
}

/**
 * How the targets of a filter were selected.
 * @public
 */
export interface OperationSelection {
  /** When the selection began: what changed later may be in it or not. */
  asOf: string;
  /** False when there may be jobs that the filter means and the portal does not know; `gaps` says where. */
  complete: boolean;
  gaps: SelectionGap[];
}

/**
 * The answer of a dry run: the targets are frozen.
 * @public
 */
export interface OperationPlan extends Partial<OperationSelection> {
  operationId: string;
  state: 'planned';
  counts: OperationCounts;
  /** Targets by owner, instance, queue, state and objective. */
  breakdown: Record<'owner' | 'instance' | 'queue' | 'state' | 'objective', Record<string, number>>;
  /** Targets that will be skipped, by reason. */
  blocked: Array<{ code: OutcomeCode; message: string; count: number }>;
  expiresAt: string;
}

/**
 * What became of one target.
 * @public
 */
export interface OperationTarget {
  id: string;
  outcome: 'pending' | 'succeeded' | 'failed' | 'skipped';
  code: OutcomeCode | null;
  message: string | null;
  newJobId: string | null;
}

/**
 * One operation a source declares it can do, or cannot, with the reason.
 * @public
 */
export type Capability =
  { kind: OperationKind; capable: true } | { kind: OperationKind; capable: false; reason: string };
