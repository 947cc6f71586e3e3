import type { JobPage, JobQuery } from '@agentos-portal/plugin-agentos-node';
import { InputError } from '@backstage/errors';
import { argumentsOf, jobRow } from './jobRow';
import type { SampleJob } from './SampleJob';

/**
 * A page of jobs, the last created first. The cursor is the sequence of the last job of the page before.
 * @param jobs - in the order they were created
 * @throws InputError for a cursor that none of these pages gave
 * @internal
 */
export function jobPage(jobs: readonly SampleJob[], { queue, states, cursor, limit }: JobQuery): JobPage {
  if (cursor !== undefined && !/^\d+$/.test(cursor)) {
    throw new InputError('cursor: expected nextCursor of the page before');
  }
  const before = cursor === undefined ? Infinity : Number(cursor);
  const matching = jobs.filter(
    job =>
      job.sequence < before &&
      (queue === undefined || job.agent.queue === queue) &&
      (states === undefined || states.includes(job.state)),
  );
  const page = matching.slice(-limit).reverse();
  return {
    items: page.map(jobRow),
    args: new Map(page.map(job => [job.id, argumentsOf(job)])),
    nextCursor: matching.length > page.length ? String(page.at(-1)!.sequence) : undefined,
  };
}
