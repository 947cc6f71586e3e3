import type { JobRow } from '@agentos-portal/plugin-agentos-common';
import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { JobIndexWriter } from './JobIndexWriter';

const job = (id: string, state: string, rev = '1') => ({ id, state, rev }) as JobRow;

describe('the writer of the job index', () => {
  const setUp = () => {
    const clock = new ManualClock();
    const written: string[] = [];
    const gone: string[] = [];
    let trouble: Error | undefined;
    const index = {
      put: async (rows: readonly JobRow[]) => {
        if (trouble) throw trouble;
        written.push(...rows.map(({ id, state }) => `${id} ${state}`));
      },
      putArguments: async (jobs: ReadonlyMap<string, ReadonlyArray<{ path: string; value: string }>>) => {
        for (const [id, args] of jobs) written.push(`${id} args ${args.map(({ value }) => value)}`);
      },
      markGone: async (ids: readonly string[]) => {
        gone.push(...ids);
      },
    };
    const writer = new JobIndexWriter({ index, clock, logger: mockServices.logger.mock() });
    return {
      writer,
      clock,
      written,
      gone,
      fail: (error: Error | undefined) => {
        trouble = error;
      },
      settle: () => new Promise(resolve => setImmediate(resolve)),
    };
  };

  it('writes each job once, in its last state, a moment after the first change', async () => {
    const { writer, clock, written, settle } = setUp();
    writer.note(job('a', 'queued'));
    writer.note(job('b', 'queued'));
    writer.note(job('a', 'processing'));
    expect(written).toEqual([]);
    clock.advance(500);
    await settle();
    expect(written).toEqual(['b queued', 'a processing']);
  });

  it('writes arguments behind their jobs, once as long as they stay the same', async () => {
    const { writer, clock, written, settle } = setUp();
    writer.noteArguments('a', [{ path: 'document', value: 'd1' }]);
    writer.note(job('a', 'queued'));
    writer.noteArguments('b', []);
    clock.advance(500);
    await settle();
    writer.noteArguments('a', [{ path: 'document', value: 'd1' }]);
    writer.noteArguments('a', [{ path: 'document', value: 'd2' }]);
    clock.advance(500);
    await settle();
    expect(written).toEqual(['a queued', 'a args d1', 'a args d2']);
  });

  it('keeps what a database that is away did not take, newer states first', async () => {
    const { writer, clock, written, gone, fail, settle } = setUp();
    fail(new Error('database is locked'));
    writer.note(job('a', 'queued'));
    writer.note(job('b', 'queued'));
    writer.noteGone('c');
    clock.advance(500);
    await settle();
    expect(writer.figures).toMatchObject({ pending: 2, error: 'database is locked' });
    await expect(writer.flush()).rejects.toThrow('locked');
    writer.note(job('a', 'failed'));
    fail(undefined);
    clock.advance(2000);
    await settle();
    expect(written.sort()).toEqual(['a failed', 'b queued']);
    expect(gone).toEqual(['c']);
    expect(writer.figures).toMatchObject({ pending: 0, error: null });
  });

  it('is not misled by an older state that comes later', async () => {
    const { writer, written } = setUp();
    writer.note(job('a', 'completed', '3'));
    writer.note(job('a', 'processing', '2'));
    await writer.flush();
    expect(written).toEqual(['a completed']);
  });

  it('does not write again what it wrote, whatever the number of the observation', async () => {
    const { writer, written } = setUp();
    writer.note(job('a', 'completed', '1'));
    await writer.flush();
    writer.note(job('a', 'completed', '2'));
    await writer.flush();
    writer.note(job('a', 'failed', '3'));
    writer.note(job('a', 'completed', '4'));
    await writer.flush();
    expect(written).toEqual(['a completed', 'a completed']);
  });

  it('is bounded: the oldest are given up, and counted', async () => {
    const { writer, fail } = setUp();
    fail(new Error('disk full'));
    for (let number = 0; number < 50_010; number += 1) writer.note(job(String(number), 'queued'));
    expect(writer.figures).toMatchObject({ pending: 50_000, lost: 10 });
    writer.stop();
  });

  it('flushes what is there at once', async () => {
    const { writer, written } = setUp();
    writer.note(job('a', 'queued'));
    await writer.flush();
    expect(written).toEqual(['a queued']);
    await writer.flush();
    expect(written).toHaveLength(1);
  });
});
