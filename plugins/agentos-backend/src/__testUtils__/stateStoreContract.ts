import { randomUUID } from 'node:crypto';
import type { Row } from '@agentos-portal/plugin-agentos-common';
import { waitFor } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { Commit, CommitDraft, ReceivedLetter, StateStore } from '../state';

/** A store under test, and how time passes for it. */
export interface StateStoreHarness {
  /** Another client of the same state; for a store within one process the same object. */
  open(): Promise<StateStore>;
  /** Lets time pass by the store's clock. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

const TTL_MS = 60_000;

const row = (id: string, value: unknown = 0): Row => ({ id, source: 's', instance: 'main', rev: '1', value });

const draft = (upsert: Row[] = [], remove: string[] = [], more: Partial<CommitDraft> = {}): CommitDraft => ({
  id: randomUUID(),
  at: '2026-01-01T00:00:00.000Z',
  sections: { queues: { upsert, remove, proofs: {} } },
  events: [],
  dropped: {},
  ...more,
});

const letter = (id: string) =>
  ({ type: 'event', name: 'job:created', id, payload: { jobId: id }, source: 'ci' }) as const;

const byId = (rows: Row[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * Declares the tests that every store passes.
 * @param create - with a log of `logCommits` commits (at least; a store may keep somewhat more) and an inbox of `inbox` letters
 */
export function describeStateStore(
  name: string,
  create: (options: { logCommits: number; inbox: number }) => Promise<StateStoreHarness>,
) {
  describe(`state store: ${name}`, () => {
    let harness: StateStoreHarness;
    let store: StateStore;

    beforeEach(async () => {
      harness = await create({ logCommits: 5, inbox: 20 });
      store = await harness.open();
    });

    afterEach(() => harness.close());

    const lead = async (replica = 'a', from = store) => {
      const answer = await from.acquire(replica, TTL_MS);
      if (!('lease' in answer)) throw new Error(`held by ${answer.holder}`);
      return answer.lease;
    };

    const seeded = async () => {
      const lease = await lead();
      const { epoch, version } = await store.seed(lease, { sections: {} });
      return { lease, epoch, version };
    };

    describe('the lease', () => {
      it('has one holder, and tells others who it is', async () => {
        await lead('a');
        expect(await store.acquire('b', TTL_MS)).toEqual({ holder: 'a' });
        // Not even the same replica: whoever lost track of its lease waits until it ran out.
        expect(await store.acquire('a', TTL_MS)).toEqual({ holder: 'a' });
      });

      it('runs out, and then fences off whoever held it', async () => {
        const answer = await store.acquire('a', 300);
        const old = 'lease' in answer ? answer.lease : undefined;
        const { epoch } = await store.seed(old!, { sections: {} });
        await harness.pass(400);
        const lease = await lead('b');
        expect(await store.renew(old!, TTL_MS)).toBe(false);
        await expect(store.commit(old!, { epoch, version: 1 }, draft([row('late')]))).rejects.toMatchObject({
          name: 'ConflictError',
        });
        await expect(store.seed(old!, { sections: {} })).rejects.toMatchObject({ name: 'ConflictError' });
        expect((await store.commit(lease, { epoch, version: 1 }, draft([row('a')]))).version).toBe(2);
      });

      it('is prolonged, also when it ran out and nobody took it', async () => {
        const answer = await store.acquire('a', 300);
        const lease = 'lease' in answer ? answer.lease : undefined;
        expect(await store.renew(lease!, 300)).toBe(true);
        await harness.pass(400);
        expect(await store.renew(lease!, TTL_MS)).toBe(true);
        expect(await store.acquire('b', TTL_MS)).toEqual({ holder: 'a' });
      });

      it('is given back, by its holder only', async () => {
        const lease = await lead('a');
        await store.release({ ...lease, token: 'another' });
        expect(await store.acquire('b', TTL_MS)).toEqual({ holder: 'a' });
        await store.release(lease);
        expect(await store.acquire('b', TTL_MS)).toMatchObject({ lease: { replica: 'b' } });
      });
    });

    describe('commits', () => {
      it('begin with a seed, which happens once and carries what is known', async () => {
        expect(await store.load()).toBeUndefined();
        const lease = await lead();
        const proof = { status: 'fresh' as const, collectedAt: '2026-01-01T00:00:00.000Z', ageMs: 5 };
        const known = { sections: { queues: { version: 7, rows: [row('a')], proofs: { s: proof } } } };
        const first = await store.seed(lease, known);
        expect(first).toMatchObject({ epoch: expect.any(String), version: 1 });
        expect(first.sections.queues).toMatchObject({ version: 1, rows: [row('a')] });
        expect(first.sections.queues.proofs.s).toMatchObject({ status: 'fresh', ageMs: expect.any(Number) });
        expect(first.sections.queues.proofs.s.ageMs).toBeGreaterThanOrEqual(5);
        const again = await store.seed(lease, { sections: {} });
        expect(again).toMatchObject({ epoch: first.epoch, version: 1 });
        expect(again.sections.queues.rows).toEqual([row('a')]);
      });

      it('begin anew when the leader says so: followers of the old epoch are told a gap', async () => {
        const { lease, epoch } = await seeded();
        await store.commit(lease, { epoch, version: 1 }, draft([row('old')]));
        let gaps = 0;
        store.follow({ epoch, version: 2 }, { commit: () => {}, gap: () => (gaps += 1) });
        const known = { sections: { queues: { version: 2, rows: [row('kept')], proofs: {} } } };
        const next = await store.seed(lease, known, { anew: true });
        expect(next.epoch).not.toBe(epoch);
        expect(next).toMatchObject({ version: 1, sections: { queues: { rows: [row('kept')] } } });
        await waitFor(() => gaps === 1, 'a gap');
        await expect(store.commit(lease, { epoch, version: 2 }, draft())).rejects.toMatchObject({
          name: 'ConflictError',
        });
        await store.commit(lease, { epoch: next.epoch, version: 1 }, draft());
      });

      it('get the next version and apply their rows', async () => {
        const { lease, epoch } = await seeded();
        const first = await store.commit(lease, { epoch, version: 1 }, draft([row('a'), row('b')]));
        expect(first.version).toBe(2);
        const second = await store.commit(lease, { epoch, version: 2 }, draft([row('b', 1)], ['a']));
        expect(second.version).toBe(3);
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
      ])('after %s are refused and write nothing', async (_name, wrong) => {
        const { lease, epoch } = await seeded();
        await store.commit(lease, { epoch, version: 1 }, draft([row('a')]));
        await expect(
          store.commit(lease, { epoch, version: 2, ...wrong }, draft([row('b')])),
        ).rejects.toMatchObject({ name: 'ConflictError' });
        expect(await store.load()).toMatchObject({ version: 2, sections: { queues: { rows: [row('a')] } } });
      });

      it('that are sent twice are applied once', async () => {
        const { lease, epoch } = await seeded();
        const twice = draft([row('a')]);
        const first = await store.commit(lease, { epoch, version: 1 }, twice);
        expect(await store.commit(lease, { epoch, version: 1 }, twice)).toEqual(first);
        expect(await store.load()).toMatchObject({ version: 2 });
        await expect(store.commit(lease, { epoch, version: 1 }, draft())).rejects.toMatchObject({
          name: 'ConflictError',
        });
      });

      it('of more than 1,000 rows are refused', async () => {
        const { lease, epoch } = await seeded();
        const rows = Array.from({ length: 1001 }, (_, index) => row(`r${index}`));
        await expect(store.commit(lease, { epoch, version: 1 }, draft(rows))).rejects.toMatchObject({
          name: 'InputError',
        });
        await store.commit(lease, { epoch, version: 1 }, draft(rows.slice(1)));
        expect((await store.load())!.sections.queues.rows).toHaveLength(1000);
      });

      it('take ids such as __proto__ for names, and keep any text', async () => {
        const { lease, epoch } = await seeded();
        const rows = [row('__proto__', '\u0000\ud800 "\\ \u202e é 😀 {1}'), row('constructor', null)];
        await store.commit(lease, { epoch, version: 1 }, draft(rows));
        expect(byId((await store.load())!.sections.queues.rows)).toEqual(byId(rows));
      });

      it('keep numbers, empty lists and empty objects as they are', async () => {
        const { lease, epoch } = await seeded();
        const value = { list: [], object: {}, big: Number.MAX_SAFE_INTEGER, small: 1e-7, exact: 0.1 };
        await store.commit(lease, { epoch, version: 1 }, draft([row('a', value)]));
        expect((await store.load())!.sections.queues.rows).toEqual([row('a', value)]);
      });

      it('keep proofs, whose age goes on', async () => {
        const { lease, epoch } = await seeded();
        const failed = { status: 'failed' as const, collectedAt: null, ageMs: 100, error: 'away' };
        await store.commit(
          lease,
          { epoch, version: 1 },
          draft([], [], { sections: { queues: { upsert: [], remove: [], proofs: { s: failed } } } }),
        );
        await harness.pass(200);
        const { s } = (await store.load())!.sections.queues.proofs;
        expect(s).toMatchObject({ status: 'failed', collectedAt: null, error: 'away' });
        expect(s.ageMs).toBeGreaterThanOrEqual(290);
      });
    });

    describe('followers', () => {
      const versions = () => {
        const seen: number[] = [];
        return {
          seen,
          follower: { commit: (commit: Commit) => seen.push(commit.version), gap: () => seen.push(-1) },
        };
      };

      it('are told every commit after their place, once, in order, whole', async () => {
        const { lease, epoch } = await seeded();
        const other = await harness.open();
        const first = await store.commit(lease, { epoch, version: 1 }, draft([row('a')]));
        const seen: Commit[] = [];
        const stop = other.follow(
          { epoch, version: 1 },
          { commit: commit => seen.push(commit), gap: () => {} },
        );
        const second = await store.commit(
          lease,
          { epoch, version: 2 },
          draft([], ['a'], { dropped: { admin: 2 } }),
        );
        const third = await store.commit(lease, { epoch, version: 3 }, draft());
        await waitFor(() => seen.length === 3, 'three commits');
        expect(seen).toEqual([first, second, third]);
        stop();
        await store.commit(lease, { epoch, version: 4 }, draft());
        const { seen: later, follower } = versions();
        other.follow({ epoch, version: 3 }, follower);
        await waitFor(() => later.length === 2, 'two commits');
        expect(later).toEqual([4, 5]);
        expect(seen).toHaveLength(3);
      });

      it('are told a gap at another epoch, or a place the log does not hold', async () => {
        const { lease, epoch } = await seeded();
        for (let version = 1; version < 300; version += 1) {
          await store.commit(lease, { epoch, version }, draft());
        }
        for (const place of [
          { epoch: 'other', version: 300 },
          { epoch, version: 2 },
          { epoch, version: 301 },
        ]) {
          const { seen, follower } = versions();
          store.follow(place, follower);
          await waitFor(() => seen.length > 0, `a gap after ${JSON.stringify(place)}`);
          expect({ place, seen }).toEqual({ place, seen: [-1] });
        }
      });
    });

    describe('the inbox', () => {
      it('tells letters in order, those that wait and those that come', async () => {
        await store.send(letter('1'));
        const other = await harness.open();
        const seen: ReceivedLetter[] = [];
        const stop = other.receive(undefined, letters => seen.push(...letters));
        await store.send(letter('2'));
        await store.send({ type: 'operation', id: 'o1', abort: true });
        await waitFor(() => seen.length === 3, 'three letters');
        expect(seen.map(received => received.letter)).toEqual([
          letter('1'),
          letter('2'),
          { type: 'operation', id: 'o1', abort: true },
        ]);
        stop();
        const rest: ReceivedLetter[] = [];
        store.receive(seen[0].position, letters => rest.push(...letters));
        await waitFor(() => rest.length === 2, 'the letters after the first');
        expect(rest).toEqual(seen.slice(1));
      });

      it('forgets what a commit contains, and tells the position to the next leader', async () => {
        const { lease, epoch } = await seeded();
        const seen: ReceivedLetter[] = [];
        store.receive(undefined, letters => seen.push(...letters));
        for (const id of ['1', '2', '3']) await store.send(letter(id));
        await waitFor(() => seen.length === 3, 'three letters');
        await store.commit(lease, { epoch, version: 1 }, draft([], [], { inbox: seen[1].position }));
        const { inbox } = (await store.load())!;
        expect(inbox).toBe(seen[1].position);
        const again: ReceivedLetter[] = [];
        store.receive(undefined, letters => again.push(...letters));
        await waitFor(() => again.length === 1, 'the letter that is left');
        expect(again).toEqual([seen[2]]);
        const next: ReceivedLetter[] = [];
        store.receive(inbox, letters => next.push(...letters));
        await waitFor(() => next.length === 1, 'the letter after the position');
        expect(next).toEqual([seen[2]]);
      });

      it('is bounded: what does not fit is refused, and fits again after a commit', async () => {
        const { lease, epoch } = await seeded();
        const seen: ReceivedLetter[] = [];
        store.receive(undefined, letters => seen.push(...letters));
        for (let id = 0; id < 20; id += 1) await store.send(letter(String(id)));
        await expect(store.send(letter('more'))).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
        await waitFor(() => seen.length === 20, 'twenty letters');
        await store.commit(lease, { epoch, version: 1 }, draft([], [], { inbox: seen[19].position }));
        await store.send(letter('more'));
      });
    });

    it('keeps a document for its time', async () => {
      await store.putDocument('k', Buffer.from([0, 255, 1]), 1);
      expect(await store.getDocument('k')).toEqual(Buffer.from([0, 255, 1]));
      await harness.pass(1100);
      expect(await store.getDocument('k')).toBeUndefined();
      expect(await store.getDocument('none')).toBeUndefined();
    });
  });
}
