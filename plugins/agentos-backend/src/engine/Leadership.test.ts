import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { type Lease, MemoryStateStore, type StateStore } from '../state';
import { Leadership } from './Leadership';

const LEASE_MS = 1000;

describe('leadership', () => {
  let clock: ManualClock;
  let store: StateStore;
  let all: Array<{ leadership: Leadership<{ stop(): Promise<void> }> }>;

  beforeEach(() => {
    clock = new ManualClock();
    store = MemoryStateStore.create({ clock });
    all = [];
  });

  afterEach(() => Promise.all(all.map(({ leadership }) => leadership.stop())));

  const settle = () => new Promise(resolve => setImmediate(resolve));
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 50) {
      clock.advance(Math.min(50, left));
      await settle();
    }
  };

  /** A replica that notes when it leads. */
  const replica = (
    name: string,
    options: { begin?: (lease: Lease) => Promise<void>; store?: StateStore; clock?: ManualClock } = {},
  ) => {
    const told: string[] = [];
    const leases: Lease[] = [];
    const leadership = new Leadership({
      replica: name,
      store: options.store ?? store,
      leaseMs: LEASE_MS,
      clock: options.clock ?? clock,
      logger: mockServices.logger.mock(),
      begin: async lease => {
        leases.push(lease);
        await options.begin?.(lease);
        told.push('leads');
        return {
          stop: async () => {
            told.push('follows');
          },
        };
      },
    });
    const made = { leadership, told, leases };
    all.push(made);
    return made;
  };

  it('is with one replica, and others know with whom', async () => {
    const first = replica('first');
    const second = replica('second');
    await first.leadership.start();
    await second.leadership.start();
    await pass(5 * LEASE_MS);
    expect(first.told).toEqual(['leads']);
    expect(second.told).toEqual([]);
    expect(first.leadership.mayAct).toBe(true);
    expect(second.leadership.mayAct).toBe(false);
    expect([first.leadership.leader, second.leadership.leader]).toEqual(['first', 'first']);
  });

  it('goes to another replica at once when it is given back', async () => {
    const first = replica('first');
    const second = replica('second');
    await first.leadership.start();
    await second.leadership.start();
    await first.leadership.stop();
    expect(first.told).toEqual(['leads', 'follows']);
    await pass(LEASE_MS / 2);
    expect(second.told).toEqual(['leads']);
    expect(second.leadership.leader).toBe('second');
  });

  it('goes to another replica when its holder stands still, who follows when it comes back', async () => {
    const still = new ManualClock();
    const first = replica('first', { clock: still });
    const second = replica('second');
    await first.leadership.start();
    await second.leadership.start();
    await pass(2 * LEASE_MS);
    expect(second.told).toEqual(['leads']);
    still.advance(LEASE_MS);
    // Before it asked anybody: its time is over.
    expect(first.leadership.mayAct).toBe(false);
    await settle();
    await settle();
    expect(first.told).toEqual(['leads', 'follows']);
    expect(first.leadership.current).toBeUndefined();
    expect(second.leadership.mayAct).toBe(true);
  });

  it('ends when the store refused what the leader wrote, and is taken up again', async () => {
    const { leadership, told, leases } = replica('first');
    await leadership.start();
    await leadership.fenced({ replica: 'first', token: 'of a reign before' });
    expect(told).toEqual(['leads']);
    await store.release(leases[0]);
    await leadership.fenced(leases[0]);
    expect(told).toEqual(['leads', 'follows']);
    await pass(LEASE_MS);
    expect(told).toEqual(['leads', 'follows', 'leads']);
  });

  it('is kept while a beginning takes longer than the lease', async () => {
    let go = () => {};
    const first = replica('first', { begin: () => new Promise(resolve => (go = resolve)) });
    const second = replica('second');
    const started = first.leadership.start();
    await settle();
    await second.leadership.start();
    await pass(3 * LEASE_MS);
    go();
    await started;
    expect(first.told).toEqual(['leads']);
    expect(second.told).toEqual([]);
  });

  it('survives a store that is away: nothing may be done until it is proved again', async () => {
    let away = false;
    const failing = new Proxy(store, {
      get: (target, key) => {
        const value = (target as any)[key];
        if (key !== 'renew' && key !== 'acquire')
          return typeof value === 'function' ? value.bind(target) : value;
        return async (...args: unknown[]) => {
          if (away) throw new ServiceUnavailableError('away');
          return value.apply(target, args);
        };
      },
    });
    const { leadership, told } = replica('first', { store: failing });
    away = true;
    await leadership.start();
    expect(told).toEqual([]);
    away = false;
    await pass(LEASE_MS);
    expect(leadership.mayAct).toBe(true);
    away = true;
    await pass(2 * LEASE_MS);
    expect(leadership.mayAct).toBe(false);
    expect(told).toEqual(['leads']);
    away = false;
    await pass(LEASE_MS);
    expect(leadership.mayAct).toBe(true);
    expect(told).toEqual(['leads']);
  });

  it('ends the start when a configuration can never work, and frees the lease', async () => {
    const { leadership } = replica('first', {
      begin: async () => {
        throw new InputError('sources[0].url');
      },
    });
    await expect(leadership.start()).rejects.toThrow('sources[0].url');
    expect(await store.acquire('second', LEASE_MS)).toMatchObject({ lease: { replica: 'second' } });
  });

  it('is tried again when a beginning failed for another reason', async () => {
    let failures = 2;
    const { leadership, told } = replica('first', {
      begin: async () => {
        failures -= 1;
        if (failures >= 0) throw new Error('the database is away');
      },
    });
    await leadership.start();
    expect(told).toEqual([]);
    await pass(2 * LEASE_MS);
    expect(told).toEqual(['leads']);
  });
});
