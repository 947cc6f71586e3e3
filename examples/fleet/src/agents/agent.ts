/**
 * What a run of an agent may use besides its input. Whoever runs the agent
 * brings it, time and random numbers included.
 *
 * @public
 */
export interface AgentContext {
  /** Aborted when the job is cancelled. */
  signal: AbortSignal;
  /** Reports how far the job is, from 0 to 1. */
  progress(fraction: number): void;
  /** Adds a line to the log of the job. */
  log(level: 'info' | 'warn' | 'error', message: string): void;
  /** A number from 0 (included) to 1 (excluded). */
  random(): number;
  /** Waits; rejects with the signal's reason when it is aborted. */
  pause(ms: number): Promise<void>;
}

/**
 * Arguments of a job, as JSON. `runId` names the pipeline run the job belongs
 * to and is handed from agent to agent.
 *
 * @public
 */
export interface AgentInput {
  runId?: string;
  [name: string]: unknown;
}

/**
 * Result of a job, as JSON.
 *
 * @public
 */
export type AgentOutput = Record<string, unknown>;

/**
 * A job for an agent.
 *
 * @public
 */
export interface AgentJob {
  agentId: string;
  input: AgentInput;
}

/**
 * One agent of the fleet.
 *
 * @public
 */
export interface AgentDefinition {
  id: string;
  title: string;
  description: string;
  /** Id of its pipeline. */
  pipeline: string;
  /** Place in its pipeline, from 1. */
  position: number;
  /** The queue it consumes: its id. */
  queue: string;
  taskName: string;
  /** Jobs one worker process runs at the same time. */
  concurrency: number;
  /** Attempts in all, the first included. */
  attempts: number;
  /** Wait before the second attempt; doubled before each further one. */
  backoffMs: number;
  /** A run should not take longer. */
  objectiveMs: number;
  /**
   * Does the work.
   *
   * @throws InputError for arguments it cannot work with, NotFoundError for a
   * missing document, RejectedError for work it refuses,
   * ServiceUnavailableError when a further attempt can succeed, the signal's
   * reason when cancelled
   */
  run(input: AgentInput, context: AgentContext): Promise<AgentOutput>;
  /** The jobs that follow; absent at the end of a pipeline. */
  next?(output: AgentOutput, input: AgentInput): AgentJob[];
}

/**
 * A pipeline and the ids of its agents in order. A run starts with a job of the
 * first agent.
 *
 * @public
 */
export interface PipelineDefinition {
  id: string;
  title: string;
  agents: string[];
}
