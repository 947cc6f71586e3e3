import type { TaskEvent, TaskEventType } from '../events/CeleryEvent';
import { type TaskFacts, withEvent, withHolder, withMessage, withVerdict } from './TaskFacts';
import { viewTask } from './TaskView';

const NONE: TaskFacts = { id: 't1' };

const at = (type: TaskEventType, time: number, more: Partial<TaskEvent> = {}): TaskEvent => ({
  type,
  uuid: 't1',
  worker: 'w1@a',
  at: time,
  clock: 0,
  ...more,
});
const factsOf = (...events: TaskEvent[]) => events.reduce<TaskFacts>(withEvent, NONE);
const viewOf = (...events: TaskEvent[]) => viewTask(factsOf(...events));

describe('viewTask', () => {
  it('follows a task from its sending to its end', () => {
    const sent = at('sent', 1_000, { worker: 'gen1@a', retries: 0, queue: 'q' });
    const received = at('received', 1_100, { retries: 0 });
    const started = at('started', 1_500);
    expect(viewOf(sent)).toMatchObject({ state: 'queued', attempt: 0 });
    expect(viewOf(sent, received)).toMatchObject({ state: 'queued', worker: 'w1@a', reason: 'held by w1@a' });
    expect(viewOf(sent, received, started)).toMatchObject({
      state: 'processing',
      attempt: 1,
      startedAt: 1_500,
      waitMs: 500,
    });
    expect(viewOf(sent, received, started, at('succeeded', 1_900, { runtimeMs: 390 }))).toMatchObject({
      state: 'completed',
      attempt: 1,
      finishedAt: 1_900,
      waitMs: 500,
      runMs: 390,
    });
  });

  it('measures no wait where nobody told when it was sent, and none that would be negative', () => {
    expect(viewOf(at('received', 1_000), at('started', 1_200)).waitMs).toBeUndefined();
    const view = viewOf(at('sent', 9_000), at('received', 1_000), at('started', 1_200));
    expect(view.waitMs).toBeUndefined();
  });

  it('counts the wait from the time it was to start at', () => {
    const facts = [at('received', 1_000, { eta: 4_000 }), at('started', 4_100)];
    expect(viewOf(facts[0])).toMatchObject({ state: 'scheduled' });
    expect(viewOf(...facts)).toMatchObject({ state: 'processing', waitMs: 100 });
  });

  it('takes a retry, whose next attempt is received before the end of this one is told', () => {
    const first = [at('received', 1_000, { retries: 0 }), at('started', 1_010)];
    const retried = at('retried', 1_050, { exception: "ValueError('x')" });
    const again = at('received', 1_045, { retries: 1, eta: 2_000 });
    for (const events of [[retried], [again], [again, retried]]) {
      expect(viewOf(...first, ...events)).toMatchObject({ state: 'retrying', attempt: 1 });
    }
    expect(viewOf(...first, again, retried).failure).toBe(retried);
    const second = at('started', 2_005);
    expect(viewOf(...first, again, retried, second)).toMatchObject({
      state: 'processing',
      attempt: 2,
      waitMs: 5,
    });
    expect(viewOf(...first, again, retried, second, at('failed', 2_050))).toMatchObject({
      state: 'failed',
      attempt: 2,
    });
  });

  it('lets another worker begin the next attempt before this one is told to have ended', () => {
    const view = viewOf(
      at('received', 1_000, { retries: 0 }),
      at('started', 1_010),
      at('received', 1_040, { retries: 1, worker: 'w2@b' }),
      at('started', 1_045, { worker: 'w2@b' }),
      at('retried', 1_050),
    );
    expect(view).toMatchObject({ state: 'processing', worker: 'w2@b', attempt: 2 });
  });

  it('starts again when it is delivered once more', () => {
    const events = [at('received', 1_000), at('started', 1_010), at('succeeded', 1_020)];
    expect(viewOf(...events, at('received', 5_000, { worker: 'w2@b' }))).toMatchObject({ state: 'queued' });
  });

  it.each([
    [{ expired: true }, 'expired before it started'],
    [{ terminated: true, signum: 9 }, 'terminated while it ran (SIGKILL)'],
    [{ terminated: false }, 'revoked before it started'],
  ])('says why it was cancelled: %j', (more, reason) => {
    expect(viewOf(at('revoked', 1_000, more))).toMatchObject({ state: 'cancelled', reason });
  });

  it('believes a failure more than the rejection that comes with it', () => {
    const events = [at('received', 1_000), at('failed', 1_010), at('rejected', 1_020, { requeue: false })];
    expect(viewOf(...events).reason).toBeUndefined();
    expect(viewOf(events[0], events[2])).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('rejected'),
    });
    expect(viewOf(events[0], at('rejected', 1_020, { requeue: true }))).toMatchObject({ state: 'queued' });
  });

  it('knows a task that is not registered by its failure alone', () => {
    expect(viewOf(at('failed', 1_000))).toMatchObject({ state: 'failed', attempt: undefined });
  });

  describe('with a verdict', () => {
    const running = factsOf(at('received', 1_000), at('started', 1_010));
    const lost = withVerdict(running, { state: 'lost', reason: 'w1@a is gone', at: 2_000 });

    it('holds to it until something is told', () => {
      expect(viewTask(lost)).toMatchObject({ state: 'lost', reason: 'w1@a is gone', startedAt: 1_010 });
      expect(viewTask(withEvent(lost, at('started', 3_000)))).toMatchObject({ state: 'processing' });
      expect(viewTask(withEvent(lost, at('succeeded', 1_500)))).toMatchObject({ state: 'completed' });
    });

    it('gives it up when a worker has the task after all, or its message is back', () => {
      expect(viewTask(withHolder(lost, 2_500))).toMatchObject({ state: 'processing' });
      const back = withMessage(lost, { place: 'waiting', at: 2_500, name: 'n', retries: 0 });
      expect(viewTask(back)).toMatchObject({ state: 'queued' });
      const before = withMessage(lost, { place: 'waiting', at: 1_005, name: 'n', retries: 0 });
      expect(viewTask(before)).toMatchObject({ state: 'lost' });
    });
  });
});
