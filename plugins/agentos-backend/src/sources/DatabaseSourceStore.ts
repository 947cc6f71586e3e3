import type { SourceStore } from '@agentos-portal/plugin-agentos-node';
import type { JsonValue } from '@backstage/types';
import type { Knex } from 'knex';

const TABLE = 'source_state';

/**
 * State of a source in the plugin's database.
 * @internal
 */
export class DatabaseSourceStore implements SourceStore {
  constructor(
    private readonly knex: Knex,
    private readonly source: string,
  ) {}

  async get<T extends JsonValue>(key: string): Promise<T | undefined> {
    const row = await this.knex(TABLE).where({ source: this.source, key }).first('value');
    return row && (JSON.parse(row.value) as T);
  }

  async set(key: string, value: JsonValue) {
    await this.knex(TABLE)
      .insert({ source: this.source, key, value: JSON.stringify(value) })
      .onConflict(['source', 'key'])
      .merge();
  }

  async delete(key: string) {
    await this.knex(TABLE).where({ source: this.source, key }).delete();
  }
}
