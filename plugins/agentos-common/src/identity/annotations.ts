/**
 * Catalog annotations by which an entity is linked to what AgentOS knows of it.
 * @public
 */
export const ANNOTATIONS = {
  /** Id of the instance. */
  instance: 'agentos.io/instance',
  /** Id of the agent. */
  agentId: 'agentos.io/agent-id',
  /** Id of the pipeline. */
  pipelineId: 'agentos.io/pipeline-id',
  /** Name of the queue in its engine. */
  queue: 'agentos.io/queue',
  /** Comma-separated task names. */
  taskNames: 'agentos.io/task-names',
  /** Objective as `<ms>` or `<ms>@<percent>`. */
  slo: 'agentos.io/slo',
} as const;
