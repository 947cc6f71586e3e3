import { type JobRow, SECTIONS, type SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import { ManualClock } from '@agentos-portal/plugin-agentos-node/testUtils';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { DailyCounts, FactBook, Rollups, SeriesBounds } from '../analytics';
import { buildEventTable, EventDispatcher } from '../events';
import { Ledger } from '../ledger';
import { createRedactor } from '../redaction';
import { readSettings } from '../settings';
import { type Commit, MemoryStateStore, ReplicaView } from '../state';

/** How long the ledger of a test may commit; after that another takes over. */
export const LEASE_MS = 3_600_000;

/**
 * A ledger over a memory store, with time in the test's hands.
 * @param before - the ledger whose store and time are taken over
 */
export async function createLedger(
  agentos: JsonObject = {},
  before?: { clock: ManualClock; store: MemoryStateStore; term: number },
) {
  const clock = before?.clock ?? new ManualClock();
  const term = (before?.term ?? 0) + 1;
  const definitions = new Map<string, SectionDefinition>(Object.entries(SECTIONS));
  const settings = readSettings(
    new ConfigReader({
      agentos: { instances: [{ id: 'main', sources: [{ id: 's', type: 'scripted' }] }], ...agentos },
    }),
  );
  const store = before?.store ?? MemoryStateStore.create({ clock });
  const answer = await store.acquire(`replica ${term}`, LEASE_MS);
  if (!('lease' in answer)) throw new Error('the lease is taken');
  const { lease } = answer;
  const start = await store.seed(lease!, { sections: {} });
  const view = new ReplicaView({
    table: definitions,
    clock,
    ttlMs: 15_000,
    window: { commits: 1000, bytes: 1e9 },
  });
  await view.attach(store, () => {});
  const commits: Commit[] = [];
  view.onCommit(commit => commits.push(commit));
  const touched: Array<{ sections: string[]; source: string }> = [];
  const fenced: unknown[] = [];
  const jobs: JobRow[] = [];
  const gone: string[] = [];
  const redact = createRedactor(settings.redact);
  const ledger = new Ledger({
    store,
    lease: lease!,
    term,
    start,
    definitions,
    settings,
    clock,
    facts: new FactBook({
      rollups: new Rollups(() => clock.now()),
      daily: new DailyCounts(new Map([['main', 'UTC']]), () => clock.now()),
      bounds: new SeriesBounds(() => clock.now()),
      sink: { append: async () => {} },
      counted: new Set(),
      clock,
      logger: mockServices.logger.mock(),
    }),
    dispatcher: new EventDispatcher({
      table: buildEventTable({ modules: [], config: {}, sections: new Set(definitions.keys()) }),
      actions: new Map(),
      users: {},
      redact,
      now: () => clock.now(),
    }),
    redact,
    logger: mockServices.logger.mock(),
    samples: new Set(),
    processFigures: () => ({ uptimeSeconds: 1, cpuPercent: null, memoryBytes: 1 }),
    onActions: () => {},
    onJob: row => jobs.push(row),
    onJobGone: id => gone.push(id),
    onJobArguments: () => {},
    onFenced: error => fenced.push(error),
    onTouched: (sections, source) => touched.push({ sections, source }),
  });
  const settle = () => new Promise(resolve => setImmediate(resolve));
  return {
    ledger,
    view,
    store,
    clock,
    term,
    commits,
    touched,
    jobs,
    gone,
    fenced,
    origin: { source: 's', instance: 'main' },
    settle,
    /** Moves time in small steps, letting commits end in between. */
    async pass(ms: number) {
      for (let left = ms; left > 0; left -= 10) {
        clock.advance(Math.min(10, left));
        await settle();
      }
    },
  };
}
