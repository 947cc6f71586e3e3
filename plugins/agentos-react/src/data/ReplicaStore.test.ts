import { FakeSsot, aQueue, aWorker } from '../testUtils';
import { ReplicaStore } from './ReplicaStore';

const setup = () => {
  const changes: string[] = [];
  const store = new ReplicaStore({
    monotonic: () => 0,
    onChanged: (section, ids) => changes.push(`${section}: ${Array.from(ids)}`),
  });
  const ssot = new FakeSsot();
  ssot.commit({ upsert: { queues: [aQueue({ id: 'a' }), aQueue({ id: 'b' })], workers: [aWorker({ id: 'w' })] } });
  return { changes, store, ssot };
};

describe('ReplicaStore', () => {
  it('takes of a snapshot only what was asked for', () => {
    const { store, ssot } = setup();
    store.applySnapshot(ssot.snapshot(['queues', 'workers']), ['queues']);
    expect(store.section('queues')?.rows.size).toBe(2);
    expect(store.section('workers')).toBeUndefined();
    expect(store.position(['queues'])).toEqual({ epoch: 'epoch-1', version: 1 });
    expect(store.position(['queues', 'workers'])).toBeUndefined();
  });

  it('drops a section that a snapshot was asked for and does not name', () => {
    const { changes, store, ssot } = setup();
    store.applySnapshot(ssot.snapshot(['queues']), ['queues']);
    changes.length = 0;
    store.applySnapshot(ssot.snapshot([]), ['queues']);
    expect(changes).toEqual(['queues: a,b']);
    expect(store.section('queues')).toBeUndefined();
    expect(store.ageMs('queues')).toBeUndefined();
    expect(store.holds('queues')).toBe(true);
  });

  it('drops what belongs to another epoch', () => {
    const { changes, store, ssot } = setup();
    store.applySnapshot(ssot.snapshot(['queues', 'workers']), ['queues', 'workers']);
    ssot.restart('epoch-2');
    changes.length = 0;
    store.applySnapshot(ssot.snapshot(['queues']), ['queues']);
    expect(changes).toEqual(['workers: w', 'queues: ']);
    expect(store.holds('workers')).toBe(false);
    expect(store.section('workers')).toBeUndefined();
    expect(store.ageMs('workers')).toBeUndefined();
  });

  it('takes no delta of a section it has no snapshot of', () => {
    const { store, ssot } = setup();
    store.applySnapshot(ssot.snapshot(['queues']), ['queues']);
    ssot.commit({ upsert: { queues: [aQueue({ id: 'c' })], workers: [aWorker({ id: 'v' })] } });
    const sections = ssot.changesSince(1, ['queues', 'workers']);
    expect(store.applyDelta({ type: 'delta', epoch: 'epoch-1', from: 1, to: 2, sections })).toBe('applied');
    expect(store.section('queues')?.rows.size).toBe(3);
    expect(store.section('workers')).toBeUndefined();
  });

  it('has no position before the first commit', () => {
    const { store } = setup();
    store.applySnapshot({ epoch: null, version: 0, sections: {} }, ['queues']);
    expect(store.position(['queues'])).toBeUndefined();
  });
});
