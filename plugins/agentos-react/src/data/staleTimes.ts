/**
 * How long an answer is taken as current, ms. None of these is a polling interval: while live, events say what is out of date.
 * @public
 */
export const STALE_TIMES_MS = {
  jobList: 30_000,
  job: 30_000,
  jobLogs: 30_000,
  worker: 30_000,
  celery: 15_000,
  agentConfig: 45_000,
  pipelineConfig: 60_000,
} as const;
