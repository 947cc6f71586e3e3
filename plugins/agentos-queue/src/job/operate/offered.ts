import type { JobState, OperationKind } from '@agentos-portal/plugin-agentos-common';

/** Shown in every state, so that they keep their places; where they make no sense they say why. */
const ALWAYS: readonly OperationKind[] = ['job.retry', 'job.editAndRetry', 'job.cancel'];

/** What makes sense in each state. */
const OFFERED: Record<JobState, readonly OperationKind[]> = {
  queued: ['job.cancel', 'job.remove'],
  scheduled: ['job.cancel', 'job.promote', 'job.remove'],
  retrying: ['job.cancel', 'job.promote', 'job.remove'],
  processing: ['job.cancel'],
  completed: ['job.remove'],
  failed: ['job.retry', 'job.editAndRetry', 'job.remove'],
  cancelled: ['job.retry'],
  lost: ['job.retry', 'job.editAndRetry'],
  unknown: [],
};

/**
 * Whether an operation makes sense in a state.
 * @internal
 */
export const makesSense = (kind: OperationKind, state: JobState): boolean => OFFERED[state].includes(kind);

/**
 * The operations to show in a state, in their order.
 * @internal
 */
export const shownKinds = (state: JobState): OperationKind[] => [
  ...ALWAYS,
  ...OFFERED[state].filter(kind => !ALWAYS.includes(kind)),
];
