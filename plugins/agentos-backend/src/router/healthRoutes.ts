import type { Router } from 'express';
import type { DecisionCache } from '../access';
import type { Engine } from '../engine';
import type { LiveServer, Relay } from '../live';
import type { ReaderCheck } from './Caller';
import type { CacheFigures } from './ssotRoutes';

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

const target = (value: number | null, wanted: number, isMet: (value: number) => boolean) => ({
  value,
  target: wanted,
  met: value === null ? null : isMet(value),
});

/** `GET /health/data`: the four targets and what stands behind them. @internal */
export function addHealthRoutes(
  router: Router,
  options: {
    engine: Engine;
    relay: Relay;
    live: LiveServer;
    reader: ReaderCheck;
    cache: CacheFigures;
    decisions: DecisionCache;
  },
) {
  const { engine, relay, live, reader, cache } = options;

  router.get('/health/data', async (request, response) => {
    const { credentials } = await reader(request);
    const decided = await options.decisions.decidedOf(credentials);
    const latency = engine.dispatcher.latency();
    const warm = engine.warmFigures;
    const collects = warm?.collects ?? 0;
    const p99 = latency.percentile(0.99) ?? null;
    const { view } = engine;
    response.json({
      replica: {
        id: engine.replicas.id,
        leader: engine.leader.isLeading,
        leaderId: engine.leader.id ?? null,
      },
      // What the caller may do, so that a page need not ask for each of its controls.
      caller: { permissions: Object.fromEntries(decided) },
      targets: {
        cacheHitRate: target(share(cache.hits, cache.hits + cache.misses), 0.95, value => value >= 0.95),
        // What the server sees of it: sockets are accepted and follow the log. Clients report their own side on the page.
        wsUptime: target(live.isAttached ? 1 : 0, 0.999, value => value >= 0.999),
        eventLatencyMs: target(p99, 10, value => value < 10),
        warmSuccess: target(share(collects - (warm?.failedCollects ?? 0), collects), 1, value => value >= 1),
      },
      cache: {
        ...cache,
        epoch: view.epoch ?? null,
        version: view.version,
        encodes: engine.encoder.count,
        window: view.window,
        warmer: warm,
      },
      relay: { ...relay.figures, refused: live.figures.refused },
      events: {
        unknown: engine.dispatcher.unknown,
        invalid: engine.ledgerFigures?.invalid ?? 0,
        latencyMs: { p50: latency.percentile(0.5) ?? null, p99 },
        unconfiguredActions: engine.dispatcher.unconfiguredActions,
        actionRuns: await engine.actionRuns.counts(),
      },
      database: engine.database.figures,
      // Only the leader writes the index.
      jobIndex: engine.jobFigures ?? null,
      sources: Object.fromEntries(
        engine.registry.entries.map(({ source, origin }) => [
          source.id,
          {
            type: source.type,
            instance: origin.instance,
            sample: source.sample ?? false,
            sections: Object.fromEntries(
              source.sections.map(section => [section, view.head(section).sources[source.id] ?? null]),
            ),
            capabilities: source.capabilities(),
          },
        ]),
      ),
    });
  });
}
