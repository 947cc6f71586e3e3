import type { TaskEvent } from '../events/CeleryEvent';
import { type TaskFacts, withEvent, withMessage } from '../tasks/TaskFacts';
import { viewTask } from '../tasks/TaskView';
import { type Evidence, judgeTask } from './judgeTask';

const NOTHING: Evidence = {
  startedAt: 100_000,
  waiting: new Set(),
  unacked: new Set(),
  isUnackedWhole: true,
  orphaned: new Set(),
  held: new Set(),
  told: new Set(['w1@a']),
  isComplete: true,
  isLive: worker => worker === 'w1@a',
  whyGone: () => undefined,
  isWhole: () => true,
  visibilityTimeoutSeconds: 3_600,
};
const THERE = new Set(['t1']);

const at = (type: TaskEvent['type'], time: number, worker = 'w1@a'): TaskEvent => ({
  type,
  uuid: 't1',
  worker,
  at: time,
  clock: 0,
});
const judge = (facts: TaskFacts, evidence: Partial<Evidence> = {}) =>
  judgeTask({ facts, view: viewTask(facts), change: 0 }, { ...NOTHING, ...evidence });
const taskOf = (...events: TaskEvent[]) => events.reduce<TaskFacts>(withEvent, { id: 't1' });

describe('judgeTask', () => {
  const held = taskOf(at('received', 1_000));
  const running = taskOf(at('received', 1_000), at('started', 2_000));
  const gone = { whyGone: () => 'no heartbeat for 9 s', isLive: () => false };

  it('says nothing of a task that is where it should be', () => {
    for (const facts of [held, running]) {
      expect(judge(facts, { waiting: THERE })).toBeUndefined();
      expect(judge(facts, { held: THERE, ...gone })).toBeUndefined();
      expect(judge(facts, { unacked: THERE })).toBeUndefined();
    }
  });

  it('takes a running task of a dead worker for lost', () => {
    expect(judge(running, gone)).toEqual({ state: 'lost', reason: 'w1@a is gone: no heartbeat for 9 s' });
    expect(judge(running, { isLive: () => false })).toEqual({
      state: 'lost',
      reason: 'w1@a is gone: it does not answer',
    });
  });

  it('says when the message of a dead worker comes back', () => {
    const orphaned = { ...gone, unacked: THERE, orphaned: THERE };
    const back = 'its message comes back to the queue 3600 s after it was taken';
    expect(judge(held, orphaned)).toMatchObject({ state: 'queued', reason: expect.stringContaining(back) });
    expect(judge(running, orphaned)).toMatchObject({ state: 'lost', reason: expect.stringContaining(back) });
  });

  it('takes a task that its living worker does not have for unknown, once that is settled', () => {
    expect(judge(running)).toMatchObject({ state: 'unknown' });
    expect(judge(running, { startedAt: 6_000 })).toBeUndefined();
    expect(judge(running, { told: new Set() })).toBeUndefined();
    expect(judge(running, { isUnackedWhole: false })).toBeUndefined();
  });

  it('takes a message that is nowhere for unknown only when everything was seen', () => {
    const waits = withMessage(
      { id: 't1' },
      { place: 'waiting', at: 1_000, name: 'n', queue: 'q', retries: 0 },
    );
    expect(judge(waits)).toMatchObject({ state: 'unknown' });
    expect(judge(waits, { isWhole: queue => queue !== 'q' })).toBeUndefined();
    expect(judge(waits, { isComplete: false })).toBeUndefined();
    expect(judge(waits, { isUnackedWhole: false })).toBeUndefined();
  });

  it('does not give up tasks of a worker because others were not heard', () => {
    expect(judge(running, { isComplete: false, isLive: () => false, told: new Set() })).toBeUndefined();
  });
});
