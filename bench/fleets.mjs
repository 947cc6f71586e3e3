/**
 * Fleets of the bench. Queues, agents and pipelines are those of app-config.bench.yaml.
 * - `full`: jobs and logs hold the 200 rows the engine keeps, as in any portal that has run for some minutes
 * - `small`: the same with few jobs and logs
 */
export const FLEETS = {
  full: { workers: 20, jobs: 200, logs: 200, schedules: 6 },
  small: { workers: 20, jobs: 40, logs: 20, schedules: 6 },
};
