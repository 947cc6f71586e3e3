import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { JsonValue } from '@backstage/types';
import type { ControlClient } from '../control';
import { OperationFixture } from '../__testUtils__/OperationFixture';

describe('cancelling', () => {
  let fixture: OperationFixture;

  beforeAll(async () => {
    fixture = await OperationFixture.start();
    await fixture.worker();
  });

  afterAll(() => fixture.close());
  afterEach(() => fixture.clear());

  /** Until the worker has these, besides the one it runs. */
  const holding = (control: Pick<ControlClient, 'call'>, ids: string[]) =>
    waitFor(async () => {
      const { replies } = await control.call('query_task', { ids });
      return Object.keys((replies.get('w1@test') ?? {}) as {}).length === ids.length;
    }, 'tasks in the worker');

  const lines = async (script: string) => (await fixture.python(script)).split('\n');

  it('takes what waits out of its list', async () => {
    const { fleet, operate, operator, queue } = await fixture.operator();
    const ids = await lines(
      `for i in range(3): print(note.apply_async([i], queue='${queue}', priority=i * 3).id)`,
    );
    for (const id of ids) fleet.tasks.set(id, { state: 'queued' });
    const print = () => operator.fingerprint({ kind: 'job.cancel', targets: [`celery.${ids[2]}`] });
    const before = await print();
    expect(await operate('job.cancel', ids.slice(1))).toMatchObject([
      { outcome: 'succeeded', message: 'taken out of its queue before it ran' },
      { outcome: 'succeeded' },
    ]);
    expect(await print()).not.toEqual(before);
    expect((await fixture.waiting(queue)).map(({ id }) => id)).toEqual([ids[0]]);
    expect(fleet.cancelledIds.sort()).toEqual(ids.slice(1).sort());
    expect(await operate('job.remove', [ids[0], ids[1], 'nobody'], {})).toMatchObject([
      { outcome: 'succeeded' },
      { code: 'STATE_CHANGED' },
      { code: 'GONE' },
    ]);
    expect(await fixture.waiting(queue)).toEqual([]);
  });

  it('flags what a worker holds, and ends what runs only when it is told to', async () => {
    const { fleet, operate, control } = await fixture.operator();
    const [running, held, later] = await lines(
      `print(hold.apply_async(['r']).id, note.apply_async(['held']).id, note.apply_async(['later'], countdown=600).id, sep='\\n')`,
    );
    await fixture.waitForNote('began r');
    await holding(control, [held]);
    for (const id of [running, held, later]) fleet.tasks.set(id, { state: 'queued', queue: 'celery' });
    expect(await operate('job.cancel', [running, held, later])).toMatchObject([
      { outcome: 'skipped', code: 'RUNNING' },
      { outcome: 'succeeded', message: 'workers were told to throw it away' },
      { outcome: 'succeeded' },
    ]);
    expect(await operate('job.remove', [running])).toMatchObject([{ code: 'RUNNING' }]);
    expect(await operate('job.cancel', [running], { terminate: true, signal: 'SIGBUS' })).toMatchObject([
      { outcome: 'failed', message: expect.stringContaining('params.signal: expected one of SIGTERM') },
    ]);
    expect(await operate('job.cancel', [running], { terminate: true })).toMatchObject([
      { outcome: 'succeeded', message: 'ended on w1@test by SIGTERM' },
    ]);
    await fixture.waitForResult(running, 'REVOKED');
    await fixture.waitForResult(held, 'REVOKED');
    await fixture.settle(control);
    expect(await fixture.notes()).toEqual(['began r', expect.stringContaining('settled')]);
    expect(await operate('job.cancel', [running, held, 'nobody'])).toMatchObject([
      { code: 'STATE_CHANGED', message: 'it is cancelled' },
      { code: 'STATE_CHANGED' },
      { code: 'GONE' },
    ]);
  });

  it('tells workers that come later what was revoked, also after a restart', async () => {
    const first = await fixture.operator();
    // Neither in a list nor in a worker: on its way back from one that died.
    first.fleet.tasks.set('on-its-way', { state: 'lost' });
    first.fleet.tasks.set('ended-since', { state: 'queued' });
    expect(await first.operate('job.cancel', ['on-its-way', 'ended-since'])).toMatchObject([
      { outcome: 'succeeded' },
      { outcome: 'succeeded' },
    ]);
    const worker = await fixture.worker({ name: 'w2', queues: ['other'], args: ['--without-mingle'] });
    const second = await fixture.operator();
    second.fleet.tasks.set('ended-since', { state: 'completed' });
    await second.operator.workerArrived(worker.node);
    const { replies } = await second.control.call('revoked', {}, { destination: [worker.node] });
    expect(replies.get(worker.node)).toEqual(['on-its-way']);
    await worker.kill();
  });

  it('keeps a revocation for workers that come when none listens', async () => {
    const lonely = await OperationFixture.start();
    const { fleet, operate, operator } = await lonely.operator();
    fleet.tasks.set('t', { state: 'queued' });
    expect(await operate('job.cancel', ['t'])).toMatchObject([
      { outcome: 'succeeded', message: expect.stringContaining('no worker listens now') },
    ]);
    expect(operator.revokes.size).toBe(1);
    await lonely.close();
  });

  it('cancels many with few requests', async () => {
    const { fleet, operate, control, queue } = await fixture.operator();
    const ids = await lines(`for i in range(300): print(note.apply_async([i], queue='${queue}').id)`);
    for (const id of ids) fleet.tasks.set(id, { state: 'queued', queue });
    await fixture.admin.lpush(queue, 'garbage', '{}');
    const outcomes = await operate('job.cancel', ids.slice(0, 250));
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['succeeded']));
    expect(await fixture.admin.llen(queue)).toBe(52);
    const held = await lines(`
hold.apply_async(['many'])
for i in range(3): print(note.apply_async([i]).id)`);
    await fixture.waitForNote('began many');
    await holding(control, held);
    for (const id of held) fleet.tasks.set(id, { state: 'queued', queue: 'celery' });
    await operate('job.cancel', held);
    const revoked = (await control.call('revoked')).replies.get('w1@test') as JsonValue[];
    expect(revoked).toEqual(expect.arrayContaining(held));
    await fixture.admin.set('release:many', '1');
    await fixture.settle(control);
  });
});
