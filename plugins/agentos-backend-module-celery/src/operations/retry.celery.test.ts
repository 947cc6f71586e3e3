import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import { OperationFixture } from '../__testUtils__/OperationFixture';
import { bodyTextOf } from '../message';

const FAILED = { state: 'failed' } as const;

describe('running a task again', () => {
  let fixture: OperationFixture;

  beforeAll(async () => {
    fixture = await OperationFixture.start();
    await fixture.worker();
  });

  afterAll(() => fixture.close());
  afterEach(() => fixture.clear());

  type Operating = Awaited<ReturnType<OperationFixture['operator']>>;

  /** Sends tasks to a queue without a worker, sees their messages, and lets the worker take them. */
  async function runSeen({ archive, control, queue }: Operating, script: string): Promise<string[]> {
    const printed = await fixture.python(`queue = '${queue}'\n${script}`);
    for (const task of await fixture.waiting(queue)) archive.keep(task);
    const consumer = { queue, exchange: null, exchange_type: 'direct', routing_key: null };
    await control.call('add_consumer', consumer, { destination: ['w1@test'] });
    return printed.split('\n');
  }

  const CHAIN = `
r = chain(*(step.si(word).set(queue=queue) for word in 'abc')).apply_async(queue=queue)
print(r.id, r.parent.id, r.parent.parent.id, sep='\\n')`;

  it('runs a failed element of a chain, and what follows it, once', async () => {
    const operating = await fixture.operator();
    const { fleet, operate, operator, control, queue } = operating;
    await fixture.admin.set('broken:b', '1');
    const [c, b, a] = await runSeen(operating, CHAIN);
    await fixture.waitForResult(b, 'FAILURE');
    await fixture.admin.del('broken:b');
    // Celery fails the rest of a chain too; run by itself it would run once more with the one before.
    await fixture.waitForResult(c, 'FAILURE');
    fleet.tasks.set(c, { ...FAILED, queue });
    expect(await operate('job.retry', [c])).toMatchObject([{ outcome: 'skipped', code: 'BLOCKED' }]);
    fleet.tasks.set(b, { ...FAILED, queue, name: 'test.step' });
    const before = await operator.fingerprint({ kind: 'job.retry', targets: [`celery.${b}`] });
    const [outcome] = await operate('job.retry', [b], {}, 'op-a');
    expect(outcome).toEqual({ id: `celery.${b}`, outcome: 'succeeded', newJobId: expect.any(String) });
    await fixture.waitForNote('c');
    expect(await operator.fingerprint({ kind: 'job.retry', targets: [`celery.${b}`] })).not.toEqual(before);
    const newId = outcome.newJobId!.slice('celery.'.length);
    expect(await fixture.waitForResult(newId, 'SUCCESS')).toMatchObject({ result: 'b', parent_id: b });
    expect(fleet.repeats.get(newId)).toBe(b);
    expect(a).not.toBe(b);
    // After a crash the same operation finds what it did; another one finds it done.
    expect(await operate('job.retry', [b], {}, 'op-a')).toEqual([outcome]);
    expect(await operate('job.retry', [b], {}, 'op-b')).toMatchObject([{ code: 'STATE_CHANGED' }]);
    await fixture.settle(control);
    expect((await fixture.notes()).slice(0, 3)).toEqual(['a', 'b', 'c']);
    expect(await fixture.notes()).toHaveLength(4);
  });

  it('makes one message when two people ask at once', async () => {
    const operating = await fixture.operator();
    const { fleet, operate, queue } = operating;
    await fixture.admin.set('broken:x', '1');
    const [id] = await runSeen(operating, `print(step.apply_async(['x'], queue=queue).id)`);
    await fixture.waitForResult(id, 'FAILURE');
    await fixture.admin.del('broken:x');
    fleet.tasks.set(id, { ...FAILED, queue, name: 'test.step' });
    const outcomes = (await Promise.all([1, 2, 3].map(() => operate('job.retry', [id])))).flat();
    expect(outcomes.filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(1);
    await fixture.settle(operating.control, queue);
    expect(await fixture.notes()).toEqual(['x', expect.stringContaining('settled')]);
  });

  it('sends pickle again without looking into it', async () => {
    const operating = await fixture.operator();
    const { queue } = operating;
    const script = `print(step.apply_async(['p'], queue=queue, serializer='pickle').id)`;
    await fixture.admin.set('broken:p', '1');
    const [id] = await runSeen(operating, script);
    await fixture.waitForResult(id, 'FAILURE');
    await fixture.admin.del('broken:p');
    operating.fleet.tasks.set(id, { ...FAILED, queue });
    expect(operating.archive.message(id)!.opaque).toContain('python-serialize');
    const [{ newJobId }] = await operating.operate('job.retry', [id]);
    await fixture.waitForResult(newJobId!.slice('celery.'.length), 'SUCCESS');
  });

  it('finds the arguments of an element whose own message was never seen in the chain before it', async () => {
    const operating = await fixture.operator();
    const { fleet, operate, queue } = operating;
    const script = `
r = chain(add.s(2, 3).set(queue=queue), step.s().set(queue=queue), note.s().set(queue=queue)).apply_async(queue=queue)
print(r.parent.id)`;
    await fixture.admin.set('broken:5', '1');
    const [id] = await runSeen(operating, script);
    await fixture.waitForResult(id, 'FAILURE');
    expect(operating.archive.message(id)).toBeUndefined();
    await fixture.admin.del('broken:5');
    fleet.tasks.set(id, { ...FAILED, queue });
    const [{ newJobId }] = await operate('job.retry', [id]);
    expect(newJobId).toBeDefined();
    await fixture.waitForNote('5');
    await waitFor(async () => (await fixture.notes()).length === 2, 'what follows');
  });

  it('does not guess arguments, and takes those that a person gives', async () => {
    const operating = await fixture.operator();
    const { fleet, operate, queue } = operating;
    const id = await fixture.python(`print(fail.apply_async(['no']).id)`);
    await fixture.waitForResult(id, 'FAILURE');
    fleet.tasks.set(id, { state: 'failed', queue, name: 'test.step' });
    expect(await operate('job.retry', [id])).toMatchObject([{ outcome: 'skipped', code: 'NO_EXACT_ARGS' }]);
    expect(await operate('job.editAndRetry', [id], { args: { args: 1 } })).toMatchObject([
      { outcome: 'failed', message: 'params.args: expected {"args": […], "kwargs": {…}}' },
    ]);
    const dataJson = '{"args": [1.0, 12345678901234567890]}';
    const [outcome] = await operate('job.editAndRetry', [id], { dataJson });
    expect(outcome).toMatchObject({
      outcome: 'succeeded',
      message: 'sent without what may follow it in a chain: its message was never seen',
    });
    const [sent] = await fixture.waiting(queue);
    expect(bodyTextOf(sent.envelope)).toContain('[1.0,12345678901234567890]');
    const done = await operate('job.retry', [id], { args: { args: ['x'] } });
    expect(done).toMatchObject([
      { code: 'STATE_CHANGED', message: expect.stringContaining('sent again already') },
    ]);
  });

  it('refuses what runs, has completed, is unknown, or has no worker', async () => {
    const { fleet, operate } = await fixture.operator();
    const [held, added] = (
      await fixture.python(
        `print(hold.apply_async(['h']).id, add.apply_async([1], queue='celery').id, sep='\\n')`,
      )
    ).split('\n');
    await fixture.waitForNote('began h');
    // Somebody saw it fail; the worker knows better.
    for (const id of [held, added])
      fleet.tasks.set(id, { state: 'failed', name: 'test.add', queue: 'celery' });
    fleet.tasks.set('z', { state: 'failed', name: 'test.nosuch', queue: 'celery' });
    const args = { args: [] };
    const outcomes = await operate('job.retry', [held, added, 'nobody'], { args });
    expect(outcomes.map(({ code }) => code)).toEqual(['RUNNING', 'RUNNING', 'GONE']);
    await fixture.admin.set('release:h', '1');
    await fixture.waitForResult(added, 'SUCCESS');
    expect(await operate('job.retry', [added], { args })).toMatchObject([
      { code: 'STATE_CHANGED', message: 'it is completed' },
    ]);
    expect(await operate('job.retry', ['z'], { args })).toMatchObject([
      { outcome: 'failed', message: expect.stringContaining("no worker has a task 'test.nosuch'") },
    ]);
    expect(await operate('job.retry', ['z'], { args, queue: 'unacked' })).toMatchObject([
      { outcome: 'failed', message: "params.queue: no queue 'unacked' is known" },
    ]);
    expect(await operate('job.editAndRetry', ['a', 'b'], { args })).toMatchObject([
      { message: 'job.editAndRetry takes one target' },
      { message: 'job.editAndRetry takes one target' },
    ]);
  });

  it('leaves a lost task alone that Redis gives to another worker', async () => {
    const { fleet, operate } = await fixture.operator();
    const worker = await fixture.worker({ name: 'w2', queues: ['late'] });
    const id = await fixture.python(`print(late.apply_async(['l'], queue='late').id)`);
    await fixture.waitForNote('began l');
    await worker.kill();
    fleet.tasks.set(id, { state: 'lost', name: 'test.late', queue: 'celery' });
    expect(await operate('job.retry', [id], { args: { args: ['l'] } })).toMatchObject([{ code: 'BLOCKED' }]);
    await fixture.admin.del('unacked');
    expect(await operate('job.retry', [id], { args: { args: ['l'] } })).toMatchObject([
      { outcome: 'succeeded' },
    ]);
    await fixture.admin.set('release:l', '1');
    await fixture.waitForNote('ended l');
  });

  it('creates tasks, once', async () => {
    const { operate, queue } = await fixture.operator();
    const params = {
      name: 'test.add',
      data: { args: [1], kwargs: { y: 2 } },
      opts: { priority: 7, delay: 60_000 },
    };
    const [outcome] = await operate('job.create', [queue], params, 'op-c');
    expect(await operate('job.create', [queue], params, 'op-c')).toEqual([outcome]);
    expect(await fixture.admin.llen(`${queue}\x06\x166`)).toBe(1);
    const [task] = await fixture.waiting(queue);
    expect(task).toMatchObject({ name: 'test.add', exact: { args: '[1]', kwargs: '{"y":2}' }, priority: 7 });
    expect(Date.parse(task.eta!)).toBeGreaterThan(Date.now());
    expect(`celery.${task.id}`).toBe(outcome.newJobId);
    expect(await operate('job.create', ['unacked'], params)).toMatchObject([{ code: 'GONE' }]);
    expect(await operate('job.create', [queue], { name: 'nosuch' })).toMatchObject([{ outcome: 'failed' }]);
    for (const wrong of [{}, { name: 'test.add', data: [1] }, { name: 'test.add', opts: { prio: 1 } }]) {
      expect(await operate('job.create', [queue], wrong)).toMatchObject([
        { outcome: 'failed', message: expect.stringMatching(/^params\.(name|data|opts\.prio): expected/) },
      ]);
    }
  });
});
