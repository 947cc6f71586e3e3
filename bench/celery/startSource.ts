import { type SourceContext, type SourceSink, systemClock } from '@agentos-portal/plugin-agentos-node';
import { RedisConnection } from '@agentos-portal/plugin-agentos-node/redis';
import { MemorySourceStore } from '@agentos-portal/plugin-agentos-node/testUtils';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { celerySourceFactory } from '../../plugins/agentos-backend-module-celery/src/celerySourceFactory';
import { ControlClient } from '../../plugins/agentos-backend-module-celery/src/control';
import { CeleryKeys } from '../../plugins/agentos-backend-module-celery/src/redis/CeleryKeys';
import { readCeleryConfig } from '../../plugins/agentos-backend-module-celery/src/config';

const INSPECTS = ['ping', 'stats', 'active', 'reserved', 'scheduled', 'registered', 'active_queues', 'conf'];
/** What a monitor waits that does not know how many workers answer. */
const PLAIN_WAIT_MS = 1_000;

const write = (message: string) => process.stderr.write(`${message}\n`);
const logger: LoggerService = {
  error: write,
  warn: write,
  info: write,
  debug: () => {},
  child: () => logger,
};

/** Counts what it is told and keeps nothing: what the engine does with it is measured elsewhere. */
class CountingSink implements SourceSink {
  reports = 0;
  rows = 0;
  events = 0;

  report(report: Parameters<SourceSink['report']>[0]) {
    this.reports += 1;
    this.rows += report.observations?.length ?? 0;
    this.events += report.events?.length ?? 0;
  }

  async committed() {}
  alive() {}
  missedJobs() {}
  failed(_sections: string[], error: Error) {
    write(error.message);
  }
}

/** Starts the source and answers what the bench can ask it. */
export async function startSource(url: string) {
  const config = new ConfigReader({ id: 'celery', type: 'celery', broker: { url }, backend: { url } });
  const store = new MemorySourceStore();
  const context: SourceContext = {
    config,
    path: 'bench',
    id: 'celery',
    instance: { id: 'main', title: 'Main', timeZone: 'UTC', agents: [] },
    logger,
    store,
    clock: systemClock,
  };
  const source = celerySourceFactory.create(context);
  const sink = new CountingSink();
  await source.start(sink);

  const { broker } = readCeleryConfig(config, 'bench');
  const open = (atMostOnce: boolean) =>
    new RedisConnection({ url, name: 'bench', limitMs: 10_000, atMostOnce });
  const clientOf = (workers: () => string[]) =>
    new ControlClient({
      keys: new CeleryKeys(broker.names),
      commands: open(true),
      openReplies: () => open(false),
      store: new MemorySourceStore(),
      clock: systemClock,
      liveWorkers: workers,
    });
  let workers: string[] = [];
  const control = clientOf(() => workers);
  workers = Array.from((await control.call('ping', {}, { limitMs: 10_000 })).replies.keys());

  const timed = async (act: () => Promise<number>) => {
    const startedAt = performance.now();
    const answers = await act();
    return { ms: performance.now() - startedAt, answers };
  };
  const ask = async () => {
    const all = await Promise.all(INSPECTS.map(method => control.call(method)));
    return all.reduce((sum, { replies }) => sum + replies.size, 0);
  };

  return {
    workers: () => workers,
    /** Eight inspects at once; `ms` until the last answer. */
    inspect: () => timed(ask),
    /** The same for a monitor that waits its time for each, all eight at once. */
    plainInspect: () =>
      timed(async () => {
        const [answers] = await Promise.all([
          ask(),
          new Promise(resolve => setTimeout(resolve, PLAIN_WAIT_MS)),
        ]);
        return answers;
      }),
    told: () => ({ reports: sink.reports, rows: sink.rows, events: sink.events }),
  };
}
