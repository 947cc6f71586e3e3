import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { DailyCounts } from './DailyCounts';
import type { FactBatch } from './FactBatch';
import { FactBook } from './FactBook';
import { Rollups } from './Rollups';
import { SeriesBounds } from './SeriesBounds';

describe('the book of facts', () => {
  const setUp = (counted: string[] = []) => {
    const clock = new ManualClock();
    const written: Array<{ number: number; completed: number; ids: number }> = [];
    let trouble: Error | undefined;
    const ids: string[] = [];
    const book = new FactBook({
      rollups: new Rollups(() => clock.now()),
      daily: new DailyCounts(new Map(), () => clock.now()),
      bounds: new SeriesBounds(() => clock.now()),
      sink: {
        append: async (number: number, batch: FactBatch) => {
          const [sum] = batch.sums.filter(({ dimension }) => dimension === 'instance');
          written.push({ number, completed: sum.rollup.completed, ids: batch.ids.length });
          ids.push(...batch.ids);
          if (trouble) throw trouble;
        },
      },
      counted: new Set(counted),
      clock,
      logger: mockServices.logger.mock(),
    });
    return {
      book,
      clock,
      written,
      ids,
      complete: (id: string, at = clock.now()) =>
        book.take(
          { source: 's', id },
          { kind: 'completed', at, instance: 'main', queue: 's.embed', runMs: 5 },
        ),
      settle: () => new Promise(resolve => setImmediate(resolve)),
      fail: (error: Error | undefined) => {
        trouble = error;
      },
    };
  };

  it('counts at once in memory, and writes a moment later as one', async () => {
    const { book, clock, complete, written, settle } = setUp();
    complete('a');
    complete('b');
    expect(book.rollups.window('queue:s.embed', 1).completed).toBe(2);
    expect(book.daily.count('main', 's.embed')).toBe(2);
    expect(written).toEqual([]);
    clock.advance(1000);
    await settle();
    expect(written).toEqual([{ number: 1, completed: 2, ids: 2 }]);
    expect(book.figures).toEqual({ pending: 0, error: null });
  });

  it('counts nothing that a leader before it counted', async () => {
    const first = setUp();
    first.complete('a');
    await first.book.flush();
    const second = setUp(first.ids);
    expect(second.complete('a')).toBe(false);
    expect(second.complete('b')).toBe(true);
    expect(second.book.rollups.window('queue:s.embed', 1).completed).toBe(1);
    await second.book.flush();
    expect(second.written).toEqual([{ number: 1, completed: 1, ids: 1 }]);
  });

  it('repeats a batch that failed as it was, and writes what came meanwhile after it', async () => {
    const { book, complete, written, fail, clock, settle } = setUp();
    fail(new Error('away'));
    complete('a');
    await expect(book.flush()).rejects.toThrow('away');
    complete('b');
    complete('c');
    expect(book.figures).toEqual({ pending: 3, error: 'away' });
    fail(undefined);
    clock.advance(2000);
    await settle();
    expect(written).toEqual([
      { number: 1, completed: 1, ids: 1 },
      { number: 1, completed: 1, ids: 1 },
      { number: 2, completed: 2, ids: 2 },
    ]);
  });

  it('resolves a flush only when what came before it is written', async () => {
    const { book, complete, written } = setUp();
    complete('a');
    const first = book.flush();
    complete('b');
    await book.flush();
    expect(written.map(({ ids }) => ids)).toEqual([1, 1]);
    await first;
  });

  it('refuses to say that it wrote when another replica leads', async () => {
    const { book, complete, fail, written } = setUp();
    fail(new ConflictError('term 2 has begun'));
    complete('a');
    await expect(book.flush()).rejects.toThrow('term 2');
    complete('b');
    await expect(book.flush()).rejects.toThrow('another replica leads');
    expect(written).toHaveLength(1);
  });

  it('counts nothing for the future when the clock of a source is ahead', async () => {
    const { book, clock, complete } = setUp();
    complete('a', clock.now() + 3_600_000);
    expect(book.rollups.window('queue:s.embed', 1).completed).toBe(1);
  });
});
