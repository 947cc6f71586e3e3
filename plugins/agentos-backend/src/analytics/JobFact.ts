/**
 * A fact about a job, from an event.
 * @internal
 */
export interface JobFact {
  kind: 'created' | 'started' | 'completed' | 'failed';
  /** ms since epoch. */
  at: number;
  waitMs?: number;
  runMs?: number;
  instance?: string;
  /** Row ids. */
  queue?: string;
  worker?: string;
  agent?: string;
  /** Name of the job. */
  name?: string;
}
