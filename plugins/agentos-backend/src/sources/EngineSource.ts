import type { Capability } from '@agentos-portal/plugin-agentos-common';
import type { AgentOsSource, Collected } from '@agentos-portal/plugin-agentos-node';
import { NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { Settings } from '../settings';

/** Id under which the engine's own rows stand. @internal */
export const ENGINE = 'engine';

/**
 * What the portal knows of itself: its configuration in force and the services it needs.
 * @internal
 */
export class EngineSource implements AgentOsSource {
  readonly id = ENGINE;
  readonly type = ENGINE;
  readonly sections = ['configuration', 'services'];

  constructor(private readonly options: { settings: Settings; knex: Knex; now: () => number }) {}

  capabilities(): Capability[] {
    return [];
  }

  async start() {}

  async stop() {}

  async collect(section: string): Promise<Collected> {
    if (section === 'configuration') return { rows: this.configuration() };
    if (section === 'services') return { rows: await this.services() };
    throw new NotFoundError(`The engine collects no section '${section}'`);
  }

  private configuration() {
    const { store, warmer, live, retention, readOnly, instances } = this.options.settings;
    const values: Array<[string, string | number | boolean | string[], string]> = [
      ['agentos.store.type', store.type, 'Where the state is kept'],
      ['agentos.warmer.everySeconds', warmer.everySeconds, 'Period of warm_admin_cache'],
      ['agentos.warmer.ttlSeconds', warmer.ttlSeconds, 'Without proof for this long a section is stale'],
      ['agentos.warmer.collectTimeoutSeconds', warmer.collectTimeoutSeconds, 'Limit of one collect'],
      ['agentos.live.maxConnections', live.maxConnections, 'Live sockets one replica accepts'],
      ['agentos.retention.workers', retention.workers, 'Seconds a dead worker stays listed'],
      ['agentos.readOnly', readOnly, 'Refuses every write'],
      ['agentos.instances', instances.map(instance => instance.id), 'Instances this portal shows'],
    ];
    return values.map(([key, value, description]) => ({ id: key, key, value, description }));
  }

  private async services() {
    const before = performance.now();
    const checkedAt = new Date(this.options.now()).toISOString();
    const row = { id: 'engine.database', name: 'Portal database', kind: 'database', checkedAt };
    try {
      await this.options.knex.raw('select 1');
      const latencyMs = Math.round((performance.now() - before) * 10) / 10;
      return [{ ...row, status: 'up', latencyMs, detail: String(this.options.knex.client.config.client) }];
    } catch (error) {
      return [{ ...row, status: 'down', detail: String((error as Error).message).slice(0, 500) }];
    }
  }
}
