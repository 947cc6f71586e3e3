import { rowId } from '@agentos-portal/plugin-agentos-common';
import {
  failed,
  GONE,
  hasNoAnswer,
  type Outcome,
  ParamError,
  skipped,
  succeeded,
  textOf,
  wholeOf,
} from '@agentos-portal/plugin-agentos-node/operations';
import type { JsonObject } from '@backstage/types';
import type { JobSchedulerJson, RepeatOptions } from 'bullmq';
import type { Operation, Operations } from './Operation';
import type { OperationAccess } from './OperationAccess';
import type { ScheduleAddress } from './TargetAddresses';

const MIN_EVERY_MS = 1_000;
const MAX_EVERY_MS = 365 * 24 * 3_600_000;

const EARLIER = skipped('BLOCKED', 'a repeatable job of an earlier bullmq: change it where it was made');

/** Fields that tell one rule from another. */
const RULE_FIELDS = ['name', 'pattern', 'every', 'tz', 'data'] as const;

/** The rule to have from now on; what is not asked for stays. */
function ruleOf(params: JsonObject, known: JobSchedulerJson | undefined): Omit<RepeatOptions, 'key'> {
  const pattern = textOf(params, 'pattern');
  const every = wholeOf(params, 'everyMs', MIN_EVERY_MS, MAX_EVERY_MS);
  const tz = textOf(params, 'timeZone') ?? known?.tz;
  if (pattern !== undefined && every !== undefined)
    throw new ParamError('params: expected pattern or everyMs, got both');
  const { startDate, endDate, limit } = known ?? {};
  const kept = { startDate, endDate, limit };
  if (every !== undefined) return { ...kept, every };
  const rule = pattern ?? known?.pattern;
  if (rule !== undefined) return { ...kept, pattern: rule, tz };
  if (known?.every !== undefined) return { ...kept, every: known.every, offset: known.offset };
  throw new ParamError('params: expected pattern or everyMs');
}

/**
 * What can be done to a job scheduler. BullMQ cannot pause one.
 * @internal
 */
export function scheduleOperations(access: OperationAccess): Operations {
  const { sourceId, addresses, commands, connection, keys, paused } = access;

  // By plain reads: getJobScheduler of bullmq removes a scheduler that has lost its hash.
  async function kindOf({ queue, key }: ScheduleAddress): Promise<'absent' | 'earlier' | 'scheduler'> {
    const [score, iterations] = await connection.run([
      ['ZSCORE', keys.of(queue, 'repeat'), key],
      ['HGET', keys.of(queue, `repeat:${key}`), 'ic'],
    ]);
    if (typeof score !== 'string') return 'absent';
    return typeof iterations === 'string' ? 'scheduler' : 'earlier';
  }

  const onSchedule =
    (
      act: (schedule: ScheduleAddress, exists: boolean, params: JsonObject) => Promise<Outcome>,
    ): Operation['run'] =>
    async (id, params) => {
      const schedule = addresses.schedule(id);
      if (!schedule) return GONE;
      const kind = await kindOf(schedule);
      return kind === 'earlier' ? EARLIER : act(schedule, kind === 'scheduler', params);
    };

  async function fingerprints(ids: string[], absent: string | undefined) {
    const schedules = ids.map(id => addresses.schedule(id));
    const replies = await connection.run(
      schedules
        .filter(schedule => schedule !== undefined)
        .map(({ queue, key }) => ['HMGET', keys.of(queue, `repeat:${key}`), ...RULE_FIELDS]),
    );
    return schedules.map(schedule => {
      const values = schedule && (replies.shift() as Array<string | null> | undefined);
      const exists = values?.some(value => value !== null);
      return exists ? JSON.stringify(values) : schedule && absent;
    });
  }

  return {
    'schedule.run': {
      run: onSchedule(async ({ queue: name, key }, exists) => {
        if (!exists) return GONE;
        const refusal = await paused.refuseWaiting(name);
        if (refusal) return refusal;
        const queue = await commands.queue(name);
        const scheduler = await queue.getJobScheduler(key);
        if (!scheduler) return GONE;
        const job = await queue.add(
          scheduler.name,
          scheduler.template?.data ?? {},
          scheduler.template?.opts ?? {},
        );
        return { ...succeeded(), newJobId: rowId(sourceId, name, job.id!) };
      }),
    },
    'schedule.remove': {
      run: onSchedule(async ({ queue, key }, exists) => {
        const removed = exists && (await (await commands.queue(queue)).removeJobScheduler(key));
        return removed ? succeeded() : GONE;
      }),
      fingerprints: ids => fingerprints(ids, undefined),
    },
    'schedule.upsert': {
      run: onSchedule(async ({ queue: name, key }, exists, params) => {
        const refusal = await paused.refuseWaiting(name);
        if (refusal) return refusal;
        const queue = await commands.queue(name);
        const known = exists ? await queue.getJobScheduler(key) : undefined;
        const template = {
          name: textOf(params, 'name') ?? known?.name,
          data: params.data ?? known?.template?.data,
          opts: known?.template?.opts,
        };
        try {
          await queue.upsertJobScheduler(key, ruleOf(params, known), template);
        } catch (error) {
          if (error instanceof ParamError || hasNoAnswer(error)) throw error;
          return failed(`the rule was refused: ${(error as Error).message}`);
        }
        return succeeded();
      }),
      fingerprints: ids => fingerprints(ids, 'absent'),
    },
  };
}
