import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { PresetCounts } from './PresetCounts';

const preset = (q: string) => ({ id: 'p', title: 'P', q, scope: 'own' as const, owner: 'user:default/ada' });

describe('the counts of presets', () => {
  const setUp = () => {
    const clock = new ManualClock();
    let changedAt = 1;
    const counters = [{ instance: 'main', source: 'queues', queue: 'embed', state: 'failed', count: 3 }];
    const count = jest.fn(async () => ({ count: 10_000, isExact: false }));
    const counts = new PresetCounts({
      index: { count, counters: { all: async () => ({ counters, changedAt }) } },
      clock,
      logger: mockServices.logger.mock(),
    });
    const settle = () => new Promise(resolve => setImmediate(resolve));
    return {
      count,
      counts,
      clock,
      change: () => {
        changedAt += 1;
      },
      ask: async (q: string, ...permissions: string[]) =>
        (await counts.counted([preset(q)], new Set(permissions)))[0],
      async pass(ms: number) {
        clock.advance(ms);
        await settle();
      },
    };
  };

  it('come from the counters at once where these say it', async () => {
    const { ask, count, pass, clock } = setUp();
    expect(await ask('state:failed')).toEqual({
      ...preset('state:failed'),
      count: 3,
      countIsExact: true,
      countedAt: new Date(clock.now()).toISOString(),
    });
    await pass(0);
    expect(count).not.toHaveBeenCalled();
  });

  it('of other searches are counted in the background, and tell their age', async () => {
    const { ask, count, pass, clock } = setUp();
    expect(await ask('timeout')).toMatchObject({ count: null, countIsExact: false, countedAt: null });
    await pass(0);
    const countedAt = new Date(clock.now()).toISOString();
    expect(count).toHaveBeenCalledWith(expect.objectContaining({ text: ['timeout'] }), { limitMs: 2000 });
    await pass(5000);
    expect(await ask('timeout')).toMatchObject({ count: 10_000, countIsExact: false, countedAt });
    await pass(0);
    expect(count).toHaveBeenCalledTimes(1);
  });

  it('are taken again every 30 s at most, and only when a job changed', async () => {
    const { ask, change, count, pass } = setUp();
    await ask('timeout');
    await pass(0);
    await pass(31_000);
    expect(count).toHaveBeenCalledTimes(1);
    change();
    await pass(20_000);
    expect(count).toHaveBeenCalledTimes(1);
    await pass(20_000);
    expect(count).toHaveBeenCalledTimes(2);
  });

  it('are taken again without a change where time alone makes one', async () => {
    const { ask, count, pass } = setUp();
    await ask('created>-2h');
    await pass(0);
    await pass(31_000);
    expect(count).toHaveBeenCalledTimes(2);
  });

  it('end two minutes after nobody asks any more', async () => {
    const { ask, change, count, pass } = setUp();
    await ask('timeout');
    for (let seconds = 0; seconds < 600; seconds += 10) {
      change();
      await pass(10_000);
    }
    expect(count.mock.calls.length).toBeGreaterThan(2);
    const times = count.mock.calls.length;
    for (let seconds = 0; seconds < 300; seconds += 10) {
      change();
      await pass(10_000);
    }
    expect(count).toHaveBeenCalledTimes(times);
  });

  it('are taken one after the other', async () => {
    const { ask, count, pass } = setUp();
    let end = () => {};
    count.mockImplementationOnce(
      () =>
        new Promise(resolve => {
          end = () => resolve({ count: 1, isExact: true });
        }),
    );
    await ask('one');
    await ask('two');
    await pass(0);
    await ask('three');
    await pass(0);
    expect(count).toHaveBeenCalledTimes(1);
    end();
    await pass(0);
    await pass(0);
    expect(count).toHaveBeenCalledTimes(2);
    expect(await ask('one')).toMatchObject({ count: 1, countIsExact: true });
  });

  it('stay as they were when counting fails', async () => {
    const { ask, change, count, pass, clock } = setUp();
    await ask('timeout');
    await pass(0);
    const countedAt = new Date(clock.now()).toISOString();
    count.mockRejectedValueOnce(new Error('canceling statement due to statement timeout'));
    change();
    await pass(31_000);
    expect(count).toHaveBeenCalledTimes(2);
    expect(await ask('timeout')).toMatchObject({ count: 10_000, countedAt });
  });

  it('of arguments are for those who may see arguments', async () => {
    const { ask, count, pass } = setUp();
    await ask('args.customer.id:42');
    await pass(0);
    expect(count).not.toHaveBeenCalled();
    await ask('args.customer.id:42', 'agentos.payload.read');
    await pass(0);
    expect(await ask('args.customer.id:42', 'agentos.payload.read')).toMatchObject({ count: 10_000 });
    expect(await ask('args.customer.id:42')).toMatchObject({ count: null, countedAt: null });
  });
});
