import { JOB_STATES, type JobRow, type JobState, SECTIONS } from '@agentos-portal/plugin-agentos-common';
import type { Knex } from 'knex';
import { JobIndex } from '../jobs';
import { aJob } from './rows';

const T0 = Date.UTC(2026, 0, 1);

const job = (id: string | number, fields: Partial<JobRow> = {}): JobRow => ({
  ...(SECTIONS.jobs.fields.parse(aJob(String(id))) as JobRow),
  source: 'scripted',
  instance: 'main',
  rev: '1',
  ...fields,
});

/**
 * Declares the tests that the counters of jobs pass on every database.
 * @param create - a database with the tables of the plugin, without a job
 */
export function describeJobCounters(name: string, create: () => Promise<Knex>) {
  describe(`the counters of jobs on ${name}`, () => {
    let knex: Knex;
    let index: JobIndex;
    let time = T0;

    beforeEach(async () => {
      time = T0;
      knex = await create();
      index = new JobIndex(knex, () => time);
    });

    const states = async (instance?: string) => {
      const counts = await index.counters.read({ instance });
      return Object.fromEntries(Object.entries(counts.states).filter(([, count]) => count !== 0));
    };

    const sorted = (rows: Array<Record<string, unknown>>) =>
      rows
        .map(({ instance, source, queue, state, count }) =>
          [instance, source, queue ?? '', state, Number(count)].join(' '),
        )
        .sort();

    const kept = async () => {
      const { counters } = await index.counters.all();
      return sorted(counters.filter(({ count }) => count !== 0).map(counter => ({ ...counter })));
    };

    const counted = async () => {
      const columns = ['instance', 'source', 'queue', 'state'];
      return sorted(await knex('jobs').groupBy(columns).select(columns).count({ count: '*' }));
    };

    it('names every state, and a total', async () => {
      await index.put([job(1), job(2, { state: 'failed' }), job(3, { state: 'failed', instance: 'other' })]);
      const counts = await index.counters.read();
      expect(Object.keys(counts.states)).toEqual([...JOB_STATES]);
      expect(counts).toMatchObject({ total: 3, at: new Date(T0).toISOString() });
      expect(await states()).toEqual({ queued: 1, failed: 2 });
      expect(await states('other')).toEqual({ failed: 1 });
    });

    it('follow a job through its states, and count nothing twice', async () => {
      await index.put([job(1)]);
      await index.put([job(1)]);
      await index.put([job(1, { state: 'processing', rev: '2' })]);
      expect(await states()).toEqual({ processing: 1 });
      await index.put([job(1, { state: 'queued', rev: '1' })]);
      expect(await states()).toEqual({ processing: 1 });
      await index.put([job(1, { state: 'completed', rev: '3', queue: 'index' })]);
      await index.put([job(1, { state: 'completed', rev: '4', queue: null })]);
      expect(await states()).toEqual({ completed: 1 });
      expect(await kept()).toEqual(await counted());
    });

    it('count jobs on that their source forgot, until the index forgets them', async () => {
      await index.put([job(1, { state: 'completed' }), job(2, { state: 'queued' })]);
      await index.markGone(['scripted.embed.1', 'scripted.embed.2']);
      expect(await states()).toEqual({ completed: 1, queued: 1 });
      time = T0 + 40 * 24 * 3_600_000;
      expect(await index.prune({ keep: 100, days: 30, failedDays: 90 })).toBe(1);
      expect(await states()).toEqual({ queued: 1 });
    });

    it('are true whatever is written at the same time', async () => {
      let seed = 7;
      const random = (below: number) => {
        seed = (seed * 1103515245 + 12345) % 2 ** 31;
        return seed % below;
      };
      const some = () =>
        Array.from({ length: 150 }, () => random(200))
          .filter((id, position, all) => all.indexOf(id) === position)
          .map(id =>
            job(id, {
              state: JOB_STATES[random(JOB_STATES.length)] as JobState,
              queue: [null, 'embed', 'index'][random(3)],
              source: ['scripted', 'other'][id % 2],
              rev: String(random(9)),
            }),
          );
      await Promise.all(Array.from({ length: 8 }, () => index.put(some())));
      await index.prune({ keep: 40, days: 30, failedDays: 90 });
      expect(await kept()).toEqual(await counted());
    });

    it('change with their jobs or not at all', async () => {
      await index.put([job(1)]);
      jest.spyOn(index.counters, 'apply').mockRejectedValueOnce(new Error('disk full'));
      await expect(index.put([job(1, { state: 'failed', rev: '2' })])).rejects.toThrow('disk full');
      expect((await index.get('scripted.embed.1'))!.state).toBe('queued');
      expect(await states()).toEqual({ queued: 1 });
      expect(await kept()).toEqual(await counted());
    });

    it('are mended step by step when they are wrong, while jobs go on changing', async () => {
      const at = (id: number) => new Date(T0 + id * 1000).toISOString();
      await index.put(Array.from({ length: 4500 }, (_, id) => job(id, { createdAt: at(id) })));
      await knex('job_counts').update({ count: 7 });
      await knex('job_counts').insert({
        instance: 'gone',
        source: 'scripted',
        queue: '',
        state: 'lost',
        count: 3,
        changed_at: 0,
      });
      let steps = 0;
      const differences = await index.counters.mend(async () => {
        steps += 1;
        if (steps === 1) {
          // Before the place it has come to, behind it, from the one to the other, and new ones on both sides.
          await index.put([
            job(1, { state: 'failed', rev: '2', createdAt: at(1) }),
            job(4400, { state: 'failed', rev: '2', createdAt: at(4400) }),
            job(2, { state: 'failed', rev: '2', createdAt: at(4401) }),
            job(4402, { state: 'failed', rev: '2', createdAt: at(3) }),
            job(9001, { state: 'lost', createdAt: at(0) }),
            job(9002, { state: 'lost', createdAt: at(4499) }),
          ]);
        }
        if (steps === 2) {
          const broken = index.put([job(5, { rev: '3', state: 'failed', name: null as never })]);
          await expect(broken).rejects.toThrow();
        }
        return true;
      });
      expect(steps).toBeGreaterThan(2);
      expect(differences).toContainEqual({
        instance: 'gone',
        source: 'scripted',
        queue: '',
        state: 'lost',
        was: 3,
        is: 0,
      });
      expect(await kept()).toEqual(await counted());
      expect(await index.counters.mend(async () => true)).toEqual([]);
    });

    it('are left as they are when mending is given up', async () => {
      await index.put(
        Array.from({ length: 2100 }, (_, id) => job(id, { createdAt: new Date(T0 + id).toISOString() })),
      );
      await knex('job_counts').update({ count: 7 });
      expect(await index.counters.mend(async () => false)).toEqual([]);
      expect(await states()).toEqual({ queued: 7 });
    });
  });
}
