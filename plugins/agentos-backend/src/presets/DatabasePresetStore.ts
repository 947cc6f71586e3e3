import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { ENGINE } from '../sources';
import type { PresetStore, StoredPreset } from './PresetStore';

const TABLE = 'presets';
const COLUMNS = ['id', 'owner', 'scope', 'title', 'q'];

const changed = (id: string) =>
  new ConflictError(`Preset '${id}' was changed at the same time: read it again, then repeat`);

/** @internal */
export class DatabasePresetStore implements PresetStore {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => number,
  ) {}

  async visibleTo(person: string): Promise<StoredPreset[]> {
    return this.knex(TABLE)
      .where({ scope: 'shared' })
      .orWhere({ owner: person })
      .orderBy(['created_at', 'id'])
      .select(COLUMNS);
  }

  async get(id: string): Promise<StoredPreset | undefined> {
    return this.knex(TABLE).where({ id }).first(COLUMNS);
  }

  async countOf(owner: string): Promise<number> {
    const [{ count }] = await this.knex(TABLE).where({ owner }).count({ count: '*' });
    return Number(count);
  }

  async put(preset: StoredPreset, instead: StoredPreset | undefined) {
    const at = this.now();
    await this.knex.transaction(async transaction => {
      await this.audit(transaction, 'preset.save', preset.id, preset.owner);
      if (!instead) {
        const row = { ...preset, created_at: at, changed_at: at };
        const inserted = await transaction(TABLE).insert(row).onConflict('id').ignore().returning('id');
        if (inserted.length === 0) throw changed(preset.id);
        return;
      }
      const count = await transaction(TABLE)
        .where({ ...instead })
        .update({ ...preset, changed_at: at });
      if (count === 0) throw changed(preset.id);
    });
  }

  async delete(preset: StoredPreset, actor: string) {
    await this.knex.transaction(async transaction => {
      await this.audit(transaction, 'preset.remove', preset.id, actor);
      const count = await transaction(TABLE)
        .where({ ...preset })
        .delete();
      if (count === 0) throw changed(preset.id);
    });
  }

  /** The row and what it tells of are written together: neither is without the other. */
  private async audit(transaction: Knex.Transaction, kind: string, target: string, actor: string) {
    const at = this.now();
    await transaction('audit').insert({
      at,
      actor,
      operation_id: randomUUID(),
      kind,
      target,
      source: ENGINE,
      outcome: 'succeeded',
      finished_at: at,
    });
  }
}
