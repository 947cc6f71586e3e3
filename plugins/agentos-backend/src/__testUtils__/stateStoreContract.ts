import type { Row } from '@agentos-portal/plugin-agentos-common';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { Commit, CommitDraft, StateStore } from '../state';

const row = (id: string, value = 0): Row => ({ id, source: 's', instance: 'main', rev: '1', value });

const draft = (upsert: Row[] = [], remove: string[] = []): CommitDraft => ({
  at: '2026-01-01T00:00:00.000Z',
  sections: { queues: { upsert, remove, proofs: {} } },
  events: [],
  dropped: {},
});

/** Declares the tests that every store passes. */
export function describeStateStore(
  name: string,
  create: (options: { clock: Clock; logCommits: number }) => Promise<StateStore>,
) {
  describe(`state store: ${name}`, () => {
    const clock = new ManualClock();
    let store: StateStore;

    beforeEach(async () => {
      store = await create({ clock, logCommits: 5 });
    });

    afterEach(() => store.close());

    const seeded = async () => {
      const lease = await store.acquire(1);
      const head = await store.seed(lease);
      return { lease, ...head };
    };

    it('is empty before it was seeded, and is seeded once', async () => {
      expect(await store.load()).toBeUndefined();
      const { lease, epoch, version } = await seeded();
      expect(version).toBe(1);
      expect(await store.seed(lease)).toEqual({ epoch, version: 1 });
    });

    it('gives each commit the next version and applies its rows', async () => {
      const { lease, epoch } = await seeded();
      expect((await store.commit(lease, { epoch, version: 1 }, draft([row('a'), row('b')]))).version).toBe(2);
      expect((await store.commit(lease, { epoch, version: 2 }, draft([row('b', 1)], ['a']))).version).toBe(3);
      expect(await store.load()).toMatchObject({
        epoch,
        version: 3,
        sections: { queues: { version: 3, rows: [row('b', 1)] } },
      });
    });

    it.each([
      ['an older version', { version: 1 }],
      ['a version to come', { version: 9 }],
      ['another epoch', { epoch: 'other' }],
    ])('refuses a commit after %s and writes nothing', async (_name, wrong) => {
      const { lease, epoch } = await seeded();
      await store.commit(lease, { epoch, version: 1 }, draft([row('a')]));
      const before = await store.load();
      await expect(
        store.commit(lease, { epoch, version: 2, ...wrong }, draft([row('b')])),
      ).rejects.toMatchObject({ name: 'ConflictError' });
      expect(await store.load()).toEqual(before);
    });

    it('fences off an older lease', async () => {
      const { lease, epoch } = await seeded();
      await store.acquire(2);
      await expect(store.commit(lease, { epoch, version: 1 }, draft())).rejects.toMatchObject({
        name: 'ConflictError',
      });
    });

    it('refuses a commit of more than 1,000 rows', async () => {
      const { lease, epoch } = await seeded();
      const rows = Array.from({ length: 1001 }, (_, index) => row(`r${index}`));
      await expect(store.commit(lease, { epoch, version: 1 }, draft(rows))).rejects.toMatchObject({
        name: 'InputError',
      });
      await store.commit(lease, { epoch, version: 1 }, draft(rows.slice(1)));
    });

    it('tells followers every commit after their place, once, in order', async () => {
      const { lease, epoch } = await seeded();
      await store.commit(lease, { epoch, version: 1 }, draft());
      const seen: number[] = [];
      const follower = { commit: (commit: Commit) => seen.push(commit.version), gap: () => seen.push(-1) };
      const stop = store.follow({ epoch, version: 1 }, follower);
      await store.commit(lease, { epoch, version: 2 }, draft());
      await store.commit(lease, { epoch, version: 3 }, draft());
      expect(seen).toEqual([2, 3, 4]);
      stop();
      await store.commit(lease, { epoch, version: 4 }, draft());
      expect(seen).toEqual([2, 3, 4]);
    });

    it('tells a gap to a follower of another epoch or of a place the log no longer holds', async () => {
      const { lease, epoch } = await seeded();
      for (let version = 1; version < 10; version += 1)
        await store.commit(lease, { epoch, version }, draft());
      for (const place of [
        { epoch: 'other', version: 10 },
        { epoch, version: 2 },
        { epoch, version: 11 },
      ]) {
        let gaps = 0;
        store.follow(place, {
          commit: () => {},
          gap: () => {
            gaps += 1;
          },
        });
        expect({ place, gaps }).toEqual({ place, gaps: 1 });
      }
    });

    it('takes ids such as __proto__ for names', async () => {
      const { lease, epoch } = await seeded();
      await store.commit(lease, { epoch, version: 1 }, draft([row('__proto__')]));
      expect((await store.load())!.sections.queues.rows).toEqual([row('__proto__')]);
    });

    it('keeps a document for its time', async () => {
      await store.putDocument('k', Buffer.from('x'), 15);
      clock.advance(14_999);
      expect(await store.getDocument('k')).toEqual(Buffer.from('x'));
      clock.advance(2);
      expect(await store.getDocument('k')).toBeUndefined();
      expect(await store.getDocument('none')).toBeUndefined();
    });
  });
}
