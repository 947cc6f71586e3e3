import type { JobRow } from '@agentos-portal/plugin-agentos-common';

/** @internal */
export type JobsFileFormat = 'csv' | 'json';

/** The fields of a job as a table has them, in this order. */
const FIELDS: ReadonlyArray<[name: string, value: (job: JobRow) => string | number | null | undefined]> = [
  ['id', job => job.id],
  ['instance', job => job.instance],
  ['source', job => job.source],
  ['sourceId', job => job.sourceId],
  ['name', job => job.name],
  ['queue', job => job.queue],
  ['state', job => job.state],
  ['reason', job => job.reason],
  ['priority', job => job.priority],
  ['attempt', job => job.attempt],
  ['maxAttempts', job => job.maxAttempts],
  ['progress', job => job.progress],
  ['agent', job => job.agent],
  ['pipeline', job => job.pipeline],
  ['worker', job => job.worker],
  ['user', job => job.user],
  ['createdAt', job => job.createdAt],
  ['startedAt', job => job.startedAt],
  ['finishedAt', job => job.finishedAt],
  ['waitMs', job => job.waitMs],
  ['runMs', job => job.runMs],
  ['errorType', job => job.error?.type],
  ['errorMessage', job => job.error?.message],
  ['errorFingerprint', job => job.error?.fingerprint],
  ['objectiveTargetMs', job => job.objective?.targetMs],
  ['objectiveDeadline', job => job.objective?.deadline],
  ['objectiveStatus', job => job.objective?.status],
  ['retryOf', job => job.retryOf],
];

/**
 * A cell of RFC 4180. A text that a spreadsheet would take for a formula gets a `'` before it; numbers stay numbers.
 * @internal
 */
export function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Jobs as the text of a file: what was not measured is empty in CSV and `null` in JSON.
 * @internal
 */
export function jobsFile(jobs: readonly JobRow[], format: JobsFileFormat): string {
  if (format === 'json') return `${JSON.stringify(jobs, undefined, 2)}\n`;
  const lines = [
    FIELDS.map(([name]) => name),
    ...jobs.map(job => FIELDS.map(([, value]) => csvCell(value(job)))),
  ];
  return lines.map(cells => `${cells.join(',')}\r\n`).join('');
}
