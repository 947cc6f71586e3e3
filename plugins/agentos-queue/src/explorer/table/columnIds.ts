/**
 * Every column a list of jobs can have beside the job itself, in the order they are offered.
 * @internal
 */
export const COLUMN_IDS: readonly string[] = [
  'state',
  'queue',
  'error',
  'attempt',
  'wait',
  'duration',
  'created',
  'started',
  'finished',
  'objective',
  'agent',
  'pipeline',
  'worker',
  'user',
  'priority',
  'instance',
  'source',
];

/** @internal */
export const DEFAULT_COLUMNS: readonly string[] = [
  'state',
  'queue',
  'error',
  'attempt',
  'wait',
  'duration',
  'created',
  'worker',
];
