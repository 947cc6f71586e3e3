import { formatExactJson, parseExactJson } from '@agentos-portal/plugin-agentos-common';
import {
  failed,
  GONE,
  type Outcome,
  ParamError,
  required,
  skipped,
  succeeded,
  textOf,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { JsonObject } from '@backstage/types';
import { Job } from 'bullmq';
import type { JobAddress } from '../jobs/JobAccess';
import { outcomeOfError, refusalOf } from './jobRefusals';
import type { Place, PlacedJob } from './JobPlaces';
import type { Operation, Operations } from './Operation';
import type { OperationAccess } from './OperationAccess';

const QUEUED: readonly Place[] = ['waiting', 'delayed', 'prioritized', 'waiting-children'];

// Only while the job is there: whoever retries it at the same time gets the data it had, or these, never a mix of both.
const EDIT_FAILED = `
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  redis.call('HSET', KEYS[2], 'data', ARGV[2])
  return 1
end
return 0`;

/** What the job is to have: as JSON, or as a JSON text where JSON would lose digits. @throws ParamError */
function dataOf(params: JsonObject): string {
  const text = textOf(params, 'dataJson');
  if (text === undefined) return JSON.stringify(required('data', params.data));
  try {
    return formatExactJson(parseExactJson(text));
  } catch (error) {
    throw new ParamError(`params.dataJson: ${(error as Error).message}`);
  }
}

/**
 * What can be done to a job that does not run; to one that runs only what its worker offers.
 * @internal
 */
export function jobOperations(access: OperationAccess): Operations {
  const { addresses, places, commands, paused, running, keys } = access;

  const placeOf = async (job: JobAddress): Promise<PlacedJob | undefined> => (await places.read([job]))[0];

  /** Acts on a job that is in one of the places, and explains when it no longer was. */
  async function actOn(
    id: string,
    wanted: readonly Place[],
    act: (job: JobAddress, placed: PlacedJob) => Promise<Outcome>,
  ): Promise<Outcome> {
    const job = addresses.job(id);
    if (!job) return GONE;
    const placed = await placeOf(job);
    const refusal = refusalOf(placed, wanted);
    if (refusal) return refusal;
    try {
      return await act(job, placed!);
    } catch (error) {
      return outcomeOfError(error, await placeOf(job), wanted);
    }
  }

  async function retry({ queue, jobId }: JobAddress, { lifo }: PlacedJob): Promise<Outcome> {
    await new Job(await commands.queue(queue), '', {}, { lifo }, jobId).retry('failed');
    return succeeded();
  }

  async function remove({ queue, jobId }: JobAddress): Promise<Outcome> {
    const removed = await (await commands.queue(queue)).remove(jobId);
    return removed ? succeeded() : skipped('RUNNING', 'it runs, or one of its children does');
  }

  async function fingerprints(ids: string[], tell: (job: PlacedJob) => string | undefined) {
    const jobs = ids.map(id => addresses.job(id));
    const placed = await places.read(jobs.filter(job => job !== undefined));
    return jobs.map(job => {
      const found = job && placed.shift();
      return found && tell(found);
    });
  }

  // Only what the operation itself would change: a job that goes on by itself meanwhile is no sign of it.
  const retryPrint: Operation['fingerprints'] = ids =>
    fingerprints(ids, ({ place, finishedOn, attemptsMade }) =>
      place === 'failed' ? `failed:${finishedOn}:${attemptsMade}` : 'not failed',
    );

  return {
    'job.retry': {
      run: id =>
        actOn(
          id,
          ['failed'],
          async (job, placed) => (await paused.refuseWaiting(job.queue)) ?? retry(job, placed),
        ),
      fingerprints: retryPrint,
    },
    'job.editAndRetry': {
      run: (id, params) => {
        const data = dataOf(params);
        return actOn(id, ['failed'], async (job, placed) => {
          const refusal = await paused.refuseWaiting(job.queue);
          if (refusal) return refusal;
          const redis = await commands.ready();
          const { queue, jobId } = job;
          await redis.eval(EDIT_FAILED, 2, keys.of(queue, 'failed'), keys.of(queue, jobId), jobId, data);
          return retry(job, placed);
        });
      },
      fingerprints: retryPrint,
    },
    'job.cancel': {
      run: (id, params, _signal, reason) =>
        actOn(id, [...QUEUED, 'active'], async (job, { place }) => {
          if (place !== 'active') return remove(job);
          return params.terminate === true
            ? running.cancel(job.queue, job.jobId, reason)
            : skipped('RUNNING', 'it runs: cancel it with params.terminate');
        }),
      // Of a job that runs nobody can tell later why it ended.
      fingerprints: ids =>
        fingerprints(ids, ({ place, createdAt }) => (place === 'active' ? undefined : createdAt)),
    },
    'job.promote': {
      run: id =>
        actOn(id, ['delayed'], async ({ queue, jobId }) => {
          const refusal = await paused.refuseWaiting(queue);
          if (refusal) return refusal;
          await new Job(await commands.queue(queue), '', {}, {}, jobId).promote();
          return succeeded();
        }),
      fingerprints: ids =>
        fingerprints(ids, ({ place, score }) => (place === 'delayed' ? `delayed:${score}` : 'not delayed')),
    },
    'job.remove': {
      run: id => actOn(id, [...QUEUED, 'failed', 'completed'], remove),
      fingerprints: ids => fingerprints(ids, ({ createdAt }) => createdAt),
    },
  };
}

/**
 * Data is of one job: the same for many is a mistake.
 * @internal
 */
export const ONE_TARGET_ONLY = failed('job.editAndRetry takes one target');
