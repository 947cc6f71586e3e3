import { InputError, ServiceUnavailableError } from '@backstage/errors';
import fc from 'fast-check';
import { isTransient, RejectedError } from './errors';
import { createPause } from './pause';
import { attemptRandom, seededRandom } from './random';
import { retryDelayMs } from './retryDelay';

const take = (random: () => number) => Array.from({ length: 20 }, random);

describe('seededRandom', () => {
  it('repeats itself for the same seed and stays from 0 to 1', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.string()), seed => {
        const numbers = take(seededRandom(seed));
        expect(numbers).toEqual(take(seededRandom(seed)));
        expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...numbers)).toBeLessThan(1);
      }),
    );
  });

  it('is spread evenly', () => {
    const random = seededRandom(1);
    const below = Array.from({ length: 10_000 }, random).filter(n => n < 0.15);
    expect(below.length / 10_000).toBeCloseTo(0.15, 1);
  });

  it('differs by seed, job and attempt', () => {
    const sequences = [
      attemptRandom(1, 'a', 1),
      attemptRandom(1, 'a', 2),
      attemptRandom(1, 'b', 1),
      attemptRandom(2, 'a', 1),
    ].map(random => take(random).join());
    expect(new Set(sequences).size).toBe(4);
  });
});

describe('createPause', () => {
  it('waits', async () => {
    const before = performance.now();
    await createPause(new AbortController().signal)(20);
    expect(performance.now() - before).toBeGreaterThan(15);
  });

  it('ends with the reason of the cancel, before it and during it', async () => {
    const controller = new AbortController();
    const pause = createPause(controller.signal);
    const waiting = pause(60_000);
    const reason = new Error('cancelled by a person');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(pause(60_000)).rejects.toBe(reason);
  });
});

describe('retryDelayMs', () => {
  const agent = { attempts: 3, backoffMs: 500 };
  const busy = new ServiceUnavailableError('busy');

  it('doubles with each attempt and ends with the last', () => {
    expect([1, 2, 3].map(n => retryDelayMs(agent, n, busy))).toEqual([500, 1_000, undefined]);
  });

  it('gives no further attempt to an error that cannot pass', () => {
    expect(isTransient(busy)).toBe(true);
    for (const error of [new InputError('x'), new RejectedError('x'), 'x']) {
      expect(retryDelayMs(agent, 1, error)).toBeUndefined();
    }
  });
});
