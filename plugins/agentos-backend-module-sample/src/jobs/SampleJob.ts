import { type JobState, rowId } from '@agentos-portal/plugin-agentos-common';
import type { AgentDefinition, AgentInput, AgentOutput } from '@agentos-portal/example-fleet';
import type { JobLogLine } from '@agentos-portal/plugin-agentos-node';
import type { Moment } from '../engine/Moment';
import type { Identity } from '../identity';

/**
 * How an attempt at a job went.
 * @internal
 */
export interface Attempt {
  startedAt: Moment;
  finishedAt?: Moment;
  error?: { type: string; message: string; stack?: string };
}

/**
 * A job in the engine. Only the engine changes it.
 * @internal
 */
export interface SampleJob {
  /** Order of creation in this run of the engine, from 1. */
  readonly sequence: number;
  /** Row id. */
  readonly id: string;
  /** Id within the engine. */
  readonly sourceId: string;
  readonly agent: AgentDefinition;
  readonly input: AgentInput;
  /** From 1 (first) to 10 (last); a job without one goes before all of them. */
  readonly priority?: number;
  /** Entity ref of the person it runs for. */
  readonly user?: string;
  /** Row id of the job that made it. */
  readonly parent?: string;
  /** Name of the schedule that made it. */
  readonly schedule?: string;
  readonly createdAt: Moment;
  readonly children: string[];
  readonly attempts: Attempt[];
  readonly timeline: Array<{ at: number; state: JobState; detail?: string }>;
  readonly logs: JobLogLine[];
  state: JobState;
  reason?: string;
  /** From 0 to 1. */
  progress?: number;
  /** Row id of the worker that runs or ran it. */
  worker?: string;
  readyAt?: Moment;
  /** Place among the jobs that became ready. */
  place?: number;
  finishedAt?: Moment;
  waitMs?: number;
  runMs?: number;
  result?: AgentOutput;
}

/**
 * What a job is made of.
 * @internal
 */
export interface JobRequest {
  agent: AgentDefinition;
  input: AgentInput;
  /** How long it is held back; 0 when absent. */
  delayMs?: number;
  priority?: number;
  user?: string;
  parent?: string;
  schedule?: string;
}

/** @internal */
export function createJob(
  { source, run }: Identity,
  sequence: number,
  createdAt: Moment,
  { delayMs = 0, ...request }: JobRequest,
): SampleJob {
  const sourceId = `${run}-${sequence}`;
  return {
    ...request,
    sequence,
    id: rowId(source, request.agent.queue, sourceId),
    sourceId,
    createdAt,
    children: [],
    attempts: [],
    timeline: [],
    logs: [],
    state: delayMs > 0 ? 'scheduled' : 'queued',
  };
}
