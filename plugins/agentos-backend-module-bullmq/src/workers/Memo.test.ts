import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { Memo } from './Memo';

describe('Memo', () => {
  it('reads once for all who ask at about the same time', async () => {
    const clock = new ManualClock();
    let reads = 0;
    const memo = new Memo(clock, 1_000, async () => {
      reads += 1;
      return reads;
    });
    expect(await Promise.all([memo.get(), memo.get()])).toEqual([1, 1]);
    clock.advance(1_000);
    expect(await memo.get()).toBe(1);
    clock.advance(1);
    expect(await memo.get()).toBe(2);
  });

  it('does not keep a failure', async () => {
    const answers = [Promise.reject(new Error('away')), Promise.resolve('back')];
    const memo = new Memo(new ManualClock(), 1_000, () => answers.shift()!);
    await expect(memo.get()).rejects.toThrow('away');
    expect(await memo.get()).toBe('back');
  });
});
