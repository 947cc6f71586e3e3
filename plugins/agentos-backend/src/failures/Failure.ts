import { createHash } from 'node:crypto';
import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { fitText } from '../database';
import type { CountedJob, JobChange } from '../jobs/JobChange';

/** A job that failed, as the groups count it. @internal */
export interface Failure {
  fingerprint: string;
  instance: string;
  source: string;
  queue: string;
  name: string;
  agent: string;
  /** When, ms since epoch. */
  at: number;
  jobId: string;
}

/** @internal */
export const placeOf = ({ instance, source, queue, name, agent }: Failure): string =>
  createHash('sha1')
    .update(JSON.stringify([instance, source, queue, name, agent]))
    .digest('base64url')
    .slice(0, 16);

function failureOf(job: CountedJob | undefined): Failure | undefined {
  if (job?.state !== 'failed' || !job.fingerprint) return undefined;
  const finishedAt = Number(job.finished_at);
  return {
    fingerprint: job.fingerprint,
    instance: job.instance,
    source: job.source,
    queue: job.queue ?? '',
    name: job.name,
    agent: job.agent ?? '',
    at: finishedAt < 0 ? Number(job.changed_at) : finishedAt,
    jobId: job.id,
  };
}

/**
 * What a change of a job says about failures: each counts when the job turns to failed. One whose fingerprint becomes another was the
 * same failure all along, told better.
 * @internal
 */
export function failuresOf({ before, after }: JobChange): { came?: Failure; went?: Failure } {
  if (!after) return {};
  const came = failureOf(after);
  const went = failureOf(before);
  if (!came || came.fingerprint === went?.fingerprint) return {};
  return { came, went };
}

/** What a failure says, from the row of its job. @internal */
export function wordsOfFailure(row: string): { type: string | null; message: string } {
  const { error } = JSON.parse(row) as JobRow;
  return {
    type: error?.type ? fitText(error.type) : null,
    message: fitText(error?.message ?? '', 2000),
  };
}
