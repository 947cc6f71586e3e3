import fc from 'fast-check';
import type { Row } from '../model';
import { applyDelta, applySnapshot, EMPTY_REPLICA, type Replica } from './replica';
import type { DeltaMessage, SectionDelta } from './serverMessages';

const head = (version: number) => ({ version, status: 'fresh' as const, collectedAt: null, sources: {} });
const row = (id: string, value: number): Row => ({
  id,
  source: 's',
  instance: 'main',
  rev: String(value),
  value,
});
const delta = (from: number, to: number, section: Partial<SectionDelta> = {}, epoch = 'e'): DeltaMessage => ({
  type: 'delta',
  epoch,
  from,
  to,
  sections: { queues: { ...head(to), upsert: {}, remove: [], ...section } },
});
const snapshot = (version: number, rows: Record<string, Row>, epoch = 'e') => ({
  epoch,
  version,
  sections: { queues: { ...head(version), ageMs: 0, rows } },
});
const at = (version: number, rows: Record<string, Row> = {}) =>
  applySnapshot(EMPTY_REPLICA, snapshot(version, rows)).replica;

describe('a replica', () => {
  it('applies a delta that begins at or before its position', () => {
    for (const from of [3, 5]) {
      const { outcome, replica, changed } = applyDelta(
        at(5, { b: row('b', 1) }),
        delta(from, 6, { upsert: { a: row('a', 1) }, remove: ['b', 'c'] }),
      );
      expect(outcome).toBe('applied');
      expect(replica.version).toBe(6);
      expect(Array.from(replica.sections.get('queues')!.rows.keys())).toEqual(['a']);
      expect(changed.get('queues')).toEqual(new Set(['a', 'b']));
    }
  });

  it('ignores what it has, and asks again after a gap', () => {
    const replica = at(5);
    expect(applyDelta(replica, delta(3, 5))).toMatchObject({ outcome: 'ignored', replica });
    expect(applyDelta(replica, delta(6, 7))).toMatchObject({ outcome: 'gap', replica });
    expect(applyDelta(replica, delta(5, 6, {}, 'other'))).toMatchObject({ outcome: 'gap', replica });
  });

  it('always applies flags, which move no position', () => {
    const { outcome, replica } = applyDelta(at(5), delta(4, 4, { status: 'stale' }));
    expect(outcome).toBe('applied');
    expect(replica.version).toBe(5);
    expect(replica.sections.get('queues')!.status).toBe('stale');
  });

  it('keeps the identity of rows that did not change', () => {
    const before = at(5, { a: row('a', 1), b: row('b', 1) });
    const { replica } = applyDelta(before, delta(5, 6, { upsert: { b: row('b', 2) } }));
    expect(replica.sections.get('queues')!.rows.get('a')).toBe(before.sections.get('queues')!.rows.get('a'));
  });

  it('keeps other sections only within an epoch', () => {
    const other = { ...snapshot(1, {}, 'e2'), sections: { workers: { ...head(1), ageMs: 0, rows: {} } } };
    expect(Array.from(applySnapshot(at(5), other).replica.sections.keys())).toEqual(['workers']);
    expect(Array.from(applySnapshot(at(5), { ...other, epoch: 'e' }).replica.sections.keys())).toEqual([
      'queues',
      'workers',
    ]);
  });

  it('takes an id such as __proto__ for a name', () => {
    const message = JSON.parse('{"__proto__":{"id":"__proto__","source":"s","instance":"main","rev":"1"}}');
    const { replica } = applySnapshot(EMPTY_REPLICA, snapshot(1, message));
    expect(replica.sections.get('queues')!.rows.get('__proto__')).toMatchObject({ id: '__proto__' });
    expect(({} as Record<string, unknown>).source).toBeUndefined();
  });

  it('ends equal to the source whatever is lost, doubled or joined, when gaps are answered with a resume', () => {
    const changes = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        value: fc.nat(9),
        remove: fc.boolean(),
        fate: fc.constantFrom('once', 'twice', 'lost', 'joined'),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(changes, list => {
        const source = new Map<string, Row>();
        const log: Array<{ id: string; row?: Row }> = [];
        const since = (from: number): DeltaMessage => {
          const upsert: Record<string, Row> = {};
          const remove: string[] = [];
          for (const { id } of log.slice(from)) {
            if (source.has(id)) upsert[id] = source.get(id)!;
            else remove.push(id);
          }
          return delta(from, log.length, { upsert, remove });
        };
        let replica: Replica = at(0);
        let held = 0;
        const deliver = (message: DeltaMessage) => {
          const applied = applyDelta(replica, message);
          replica =
            applied.outcome === 'gap' ? applyDelta(replica, since(replica.version)).replica : applied.replica;
        };
        for (const { id, value, remove, fate } of list) {
          if (remove) source.delete(id);
          else source.set(id, row(id, value));
          log.push({ id });
          if (fate === 'joined') {
            held += 1;
            continue;
          }
          if (fate !== 'lost') {
            const message = since(log.length - 1 - held);
            deliver(message);
            if (fate === 'twice') deliver(message);
            held = 0;
          } else {
            held = 0;
          }
        }
        deliver(since(replica.version));
        expect(replica.sections.get('queues')!.rows).toEqual(source);
      }),
    );
  });
});
