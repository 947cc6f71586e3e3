import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { Engine } from './engine';
import type { Relay } from './live';
import type { CacheFigures } from './router/ssotRoutes';

/**
 * Figures for the company's own monitoring, through the metrics service.
 * @internal
 */
export function createMetrics(metrics: MetricsService, engine: Engine) {
  return {
    observe({ relay, cacheFigures }: { relay: Relay; cacheFigures: CacheFigures }) {
      const gauges: Array<[string, string, () => number]> = [
        ['agentos.live.connections', 'Open live sockets', () => relay.figures.connections],
        ['agentos.ssot.version', 'Version of the last commit', () => engine.view.version],
        ['agentos.ssot.window_bytes', 'Bytes held for resume', () => engine.view.window.bytes],
        [
          'agentos.warmer.elapsed_ms',
          'Duration of the last round',
          () => engine.warmFigures?.lastElapsedMs ?? 0,
        ],
        [
          'agentos.event.latency_p99_ms',
          'Receipt to socket, 99th percentile',
          () => engine.dispatcher.latency().percentile(0.99) ?? 0,
        ],
      ];
      const counters: Array<[string, string, () => number]> = [
        ['agentos.live.frames', 'Frames sent', () => relay.figures.frames],
        ['agentos.live.bytes', 'Bytes sent', () => relay.figures.bytes],
        ['agentos.cache.hits', 'GET /ssot answered from the view', () => cacheFigures.hits],
        ['agentos.cache.misses', 'GET /ssot that had to collect', () => cacheFigures.misses],
        ['agentos.warmer.collects', 'Collects started', () => engine.warmFigures?.collects ?? 0],
        [
          'agentos.warmer.failed_collects',
          'Collects that failed',
          () => engine.warmFigures?.failedCollects ?? 0,
        ],
        ['agentos.events.unknown', 'Events the table does not know', () => engine.dispatcher.unknown],
      ];
      for (const [name, description, read] of gauges) {
        metrics.createObservableGauge(name, { description }).addCallback(result => result.observe(read()));
      }
      for (const [name, description, read] of counters) {
        metrics.createObservableCounter(name, { description }).addCallback(result => result.observe(read()));
      }
    },
  };
}
