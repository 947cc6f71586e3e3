import { SECTIONS } from '@agentos-portal/plugin-agentos-common';
import { systemClock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import createKnex, { type Knex } from 'knex';
import { Engine } from '../../plugins/agentos-backend/src/engine';
import { readSettings } from '../../plugins/agentos-backend/src/settings';
import { BenchSource } from '../portal/BenchSource';

/** What a replica needs to be one of those that share a state. */
export interface ReplicaOptions {
  /** `agentos` of the configuration. */
  agentos: JsonObject;
  /** The database of the plugin, which the portal has migrated. */
  connection: Knex.PgConnectionConfig;
}

const write = (message: string) => process.stderr.write(`${message}\n`);
const logger: LoggerService = {
  error: write,
  warn: write,
  info: write,
  debug: () => {},
  child: () => logger,
};

/** Starts the engine of a replica and answers what the bench can ask it. */
export async function startReplica({ agentos, connection }: ReplicaOptions) {
  const config = new ConfigReader({ agentos });
  const source = new BenchSource();
  const engine = await Engine.create({
    settings: readSettings(config),
    config,
    definitions: new Map(Object.entries(SECTIONS)),
    factories: new Map([['bench', { type: 'bench', create: () => source }]]),
    moduleEvents: [],
    actions: new Map(),
    knex: createKnex({ client: 'pg', connection }),
    logger,
    clock: systemClock,
  });
  await engine.start();
  return {
    /** Where it stands, and how often it read a section of the source. */
    place: () => ({ version: engine.view.version, leads: engine.leader.isLeading, reads: source.reads }),
  };
}
