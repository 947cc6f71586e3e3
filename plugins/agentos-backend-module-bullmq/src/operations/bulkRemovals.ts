import {
  GONE,
  NOT_BEGUN,
  oneOf,
  type Outcome,
  succeeded,
  wholeOf,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { Queue } from 'bullmq';
import type { Operations } from './Operation';
import type { OperationAccess } from './OperationAccess';

/** Jobs in one script, which holds up all of Redis for some 20 ms. */
const CHUNK = 1_000;
/** Between two scripts, so that Redis serves others. */
const PAUSE_MS = 20;
const DEFAULT_LIMIT = 10_000;
const MAX_LIMIT = 100_000;
const MAX_AGE_MS = 10 * 365 * 24 * 3_600_000;

const STATES = ['completed', 'failed', 'wait', 'delayed'] as const;

type Part = Parameters<Queue['clean']>[2];

/** Where bullmq keeps jobs that are ready; `paused` is that of versions up to 5. */
const WAITING: Part[] = ['wait', 'paused', 'prioritized'];

interface Removal {
  parts: Part[];
  /** Only jobs this old. */
  olderThanMs: number;
  /** At most this many. */
  limit: number;
  /** What becomes of a job on screen. */
  reason: string | undefined;
}

/**
 * Removes many jobs in chunks. Jobs that run, and the next job of each schedule, stay.
 * @internal
 */
export function bulkRemovals(access: OperationAccess): Operations {
  const { addresses, commands, rows, clock } = access;

  async function remove(id: string, removal: Removal, signal: AbortSignal): Promise<Outcome> {
    const name = addresses.queue(id);
    if (name === undefined) return GONE;
    const queue = await commands.queue(name);
    const startedAt = clock.now();
    let removed = 0;
    for (const part of removal.parts) {
      while (removed < removal.limit) {
        if (signal.aborted) {
          return removed === 0
            ? NOT_BEGUN
            : { outcome: 'failed', code: 'ABORTED', message: `ended after ${removed} jobs were removed` };
        }
        // Jobs that come while it works stay, or it would never end.
        const ageMs = removal.olderThanMs + clock.now() - startedAt;
        const jobs = await queue.clean(ageMs, Math.min(CHUNK, removal.limit - removed), part);
        if (jobs.length === 0) break;
        removed += jobs.length;
        rows.removed(name, jobs, removal.reason);
        await new Promise<void>(resolve => clock.after(PAUSE_MS, resolve));
      }
    }
    return succeeded(`${removed} jobs removed`);
  }

  return {
    'queue.clean': {
      run: (id, params, signal) => {
        const state = oneOf(params, 'state', STATES);
        return remove(
          id,
          {
            parts: state === 'wait' ? WAITING : [state],
            olderThanMs: wholeOf(params, 'olderThanMs', 0, MAX_AGE_MS) ?? 0,
            limit: wholeOf(params, 'limit', 1, MAX_LIMIT) ?? DEFAULT_LIMIT,
            reason: state === 'wait' || state === 'delayed' ? 'its queue was cleaned' : undefined,
          },
          signal,
        );
      },
    },
    'queue.empty': {
      run: (id, _params, signal) =>
        remove(
          id,
          { parts: WAITING, olderThanMs: 0, limit: Infinity, reason: 'its queue was emptied' },
          signal,
        ),
    },
  };
}
