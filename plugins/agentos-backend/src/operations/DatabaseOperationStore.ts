import { randomUUID } from 'node:crypto';
import type { OperationState } from '@agentos-portal/plugin-agentos-common';
import type { TargetOutcome } from '@agentos-portal/plugin-agentos-node';
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { batchesOf } from '../database';
import { ENGINE } from '../sources';
import { alike } from './alikeOutcomes';
import { auditRowOf, operationOf, rowOf, targetOf } from './databaseRows';
import type {
  AuditQuery,
  ControlAct,
  KeyedAnswer,
  Operation,
  OperationStore,
  StoredTarget,
  TargetScope,
} from './OperationStore';

const KEY_KEPT_MS = 24 * 3_600_000;
// SQLite takes 32,766 variables in a statement; eleven columns fit well.
const BATCH = 500;

const UNDER_WAY = ['pending', 'running'];

/** What each control finds and leaves. */
const CONTROLS: Record<
  ControlAct['kind'],
  (throttle: Operation['throttle']) => { before: object; after: object }
> = {
  'operation.abort': () => ({ before: { abort_requested: false }, after: { abort_requested: true } }),
  'operation.pause': () => ({ before: { paused: false }, after: { paused: true } }),
  'operation.resume': () => ({ before: { paused: true }, after: { paused: false } }),
  'operation.throttle': throttle => ({ before: {}, after: { per_second: throttle?.perSecond ?? null } }),
};

/** @internal */
export class DatabaseOperationStore implements OperationStore {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => number,
    /** Of what sources say about targets. */
    private readonly redact: (text: string) => string,
  ) {}

  async answerOf(actor: string, key: string): Promise<KeyedAnswer | undefined> {
    const row = await this.knex('operation_keys')
      .where({ actor, key })
      .andWhere('at', '>', this.now() - KEY_KEPT_MS)
      .first();
    return row && { bodyHash: row.body_hash, status: row.status, answer: row.answer };
  }

  async create(
    operation: Operation,
    targets: Array<TargetScope & { source: string }>,
    keyed: KeyedAnswer & { key: string },
  ) {
    await this.knex.transaction(async transaction => {
      await this.takeKey(transaction, { ...keyed, actor: operation.actor });
      await transaction('operations').insert(rowOf(operation));
      const rows = targets.map(({ id, source, owner, instance, queue }, position) => ({
        operation_id: operation.id,
        position,
        target: id,
        source,
        outcome: 'pending',
        owner: owner ?? null,
        instance: instance ?? null,
        queue: queue ?? null,
      }));
      for (const batch of batchesOf(rows, BATCH)) await transaction('operation_targets').insert(batch);
    });
  }

  async start(
    id: string,
    { reason, throttle }: Pick<Operation, 'reason' | 'throttle'>,
    keyed: KeyedAnswer & { key: string; actor: string },
  ) {
    return this.knex.transaction(async transaction => {
      await this.takeKey(transaction, keyed);
      const changed = await transaction('operations')
        .where({ id, state: 'planned' })
        .andWhere('expires_at', '>', this.now())
        .update({
          state: 'pending',
          reason: reason ?? null,
          ...(throttle ? { per_second: throttle.perSecond } : {}),
        });
      if (changed === 0)
        await transaction('operation_keys').where({ actor: keyed.actor, key: keyed.key }).delete();
      return changed > 0;
    });
  }

  async get(id: string) {
    const row = await this.knex('operations').where({ id }).first();
    return row && operationOf(row);
  }

  async list({
    state,
    actor,
    before,
    limit,
  }: {
    state?: string;
    actor?: string;
    before?: number;
    limit: number;
  }) {
    const query = this.knex('operations').orderBy('created_at', 'desc').orderBy('id').limit(limit);
    if (state) query.where({ state });
    if (actor) query.where({ actor });
    if (before !== undefined) query.where('created_at', '<', before);
    return (await query).map(operationOf);
  }

  async targets(id: string, { outcome, after, limit }: { outcome?: string; after: number; limit: number }) {
    const query = this.targetsOf(id).where('position', '>', after).limit(limit);
    // To the outside an attempt in progress is still pending.
    if (outcome === 'pending') query.whereIn('outcome', ['pending', 'attempting']);
    else if (outcome) query.where({ outcome });
    return (await query).map(targetOf);
  }

  async scopes(id: string): Promise<TargetScope[]> {
    const columns = ['owner', 'instance', 'queue'];
    const rows: Array<Record<string, string | null>> = await this.knex('operation_targets')
      .where({ operation_id: id })
      .groupBy(columns)
      .select(columns)
      .min({ id: 'target' });
    return rows.map(row => ({
      id: row.id ?? '',
      owner: row.owner ?? undefined,
      instance: row.instance ?? '',
      queue: row.queue ?? undefined,
    }));
  }

  async open() {
    const rows = await this.knex('operations')
      .whereIn('state', UNDER_WAY)
      .andWhere(query => query.where({ paused: false }).orWhere({ abort_requested: true }))
      .orderBy('created_at');
    return rows.map(operationOf);
  }

  async control({ id, reason }: Operation, { kind, actor, throttle }: ControlAct) {
    const { before, after } = CONTROLS[kind](throttle);
    const now = this.now();
    return this.knex.transaction(async transaction => {
      const of = (states: readonly string[]) =>
        transaction('operations')
          .where({ id, ...before })
          .whereIn('state', states);
      let changed = await of(UNDER_WAY).update(after);
      if (kind === 'operation.abort')
        changed += await of(['planned']).update({ ...after, state: 'aborted', finished_at: now });
      if (changed === 0) return false;
      await transaction('audit').insert({
        at: now,
        actor,
        operation_id: randomUUID(),
        kind,
        target: id,
        source: ENGINE,
        reason: reason ?? null,
        outcome: 'succeeded',
        finished_at: now,
        message: throttle ? `${throttle.perSecond} per second` : null,
      });
      return true;
    });
  }

  async pending(id: string, limit: number) {
    return (await this.targetsOf(id).where({ outcome: 'pending' }).limit(limit)).map(targetOf);
  }

  async attempting(id: string) {
    return (await this.targetsOf(id).where({ outcome: 'attempting' })).map(targetOf);
  }

  async attempt(operation: Operation, targets: StoredTarget[]) {
    await this.knex.transaction(async transaction => {
      await this.insertAudit(transaction, operation, targets, {});
      const rows = targets.map(({ position, id, source, fingerprint }) => ({
        operation_id: operation.id,
        position,
        target: id,
        source,
        outcome: 'attempting',
        fingerprint: fingerprint ?? null,
      }));
      // They are all there: a statement for each takes many times as long as one that names them all.
      for (const batch of batchesOf(rows, BATCH)) {
        await transaction('operation_targets')
          .insert(batch)
          .onConflict(['operation_id', 'position'])
          .merge(['outcome', 'fingerprint']);
      }
    });
  }

  async settle(operation: Operation, outcomes: TargetOutcome[]) {
    await this.knex.transaction(async transaction => {
      for (const { ids, newJobId, ...result } of alike(outcomes.map(outcome => this.redacted(outcome)))) {
        for (const batch of batchesOf(ids, BATCH)) {
          const of = (table: string) =>
            transaction(table).where({ operation_id: operation.id }).whereIn('target', batch);
          // What is settled stays as it is: a leader that was replaced meanwhile may still come with its own outcome.
          await of('operation_targets')
            .where({ outcome: 'attempting' })
            .update({ ...result, new_job_id: newJobId });
          await of('audit')
            .whereNull('finished_at')
            .update({ ...result, finished_at: this.now() });
        }
      }
      await this.recount(transaction, operation.id);
    });
  }

  async abortRest(operation: Operation) {
    const skipped = { outcome: 'skipped', code: 'ABORTED', message: 'aborted before its turn' };
    for (;;) {
      const rest = await this.pending(operation.id, BATCH);
      if (rest.length === 0) break;
      await this.knex.transaction(async transaction => {
        await this.insertAudit(transaction, operation, rest, { ...skipped, finished_at: this.now() });
        await transaction('operation_targets')
          .where({ operation_id: operation.id })
          .whereIn(
            'position',
            rest.map(({ position }) => position),
          )
          .update(skipped);
        await this.recount(transaction, operation.id);
      });
    }
  }

  async setState(id: string, state: OperationState) {
    const now = this.now();
    await this.knex('operations')
      .where({ id })
      .update({
        state,
        ...(state === 'running' ? { started_at: this.knex.raw('coalesce(started_at, ?)', [now]) } : {}),
        ...(state === 'completed' || state === 'aborted' ? { finished_at: now } : {}),
      });
  }

  async audit({ limit, before, from, to, ...equal }: AuditQuery) {
    const query = this.knex('audit').orderBy('id', 'desc').limit(limit);
    const columns = { actor: 'actor', kind: 'kind', target: 'target', operationId: 'operation_id' } as const;
    for (const [name, column] of Object.entries(columns)) {
      const value = equal[name as keyof typeof equal];
      if (value !== undefined) query.where(column, value);
    }
    if (from !== undefined) query.where('at', '>=', from);
    if (to !== undefined) query.where('at', '<', to);
    if (before !== undefined) query.where('id', '<', before);
    return (await query).map(auditRowOf);
  }

  private targetsOf(id: string) {
    return this.knex('operation_targets').where({ operation_id: id }).orderBy('position');
  }

  private redacted(outcome: TargetOutcome): TargetOutcome {
    return outcome.message === undefined ? outcome : { ...outcome, message: this.redact(outcome.message) };
  }

  private async takeKey(transaction: Knex.Transaction, keyed: KeyedAnswer & { key: string; actor: string }) {
    const { actor, key, bodyHash, status, answer } = keyed;
    await transaction('operation_keys')
      .where('at', '<=', this.now() - KEY_KEPT_MS)
      .delete();
    try {
      await transaction('operation_keys').insert({
        actor,
        key,
        body_hash: bodyHash,
        status,
        answer,
        at: this.now(),
      });
    } catch (error) {
      if (/unique|duplicate/i.test((error as Error).message)) {
        throw new ConflictError(`idempotencyKey '${key}' was used a moment ago`);
      }
      throw error;
    }
  }

  private async insertAudit(
    transaction: Knex.Transaction,
    operation: Operation,
    targets: StoredTarget[],
    fields: Record<string, unknown>,
  ) {
    const at = this.now();
    const rows = targets.map(({ id, source }) => ({
      at,
      actor: operation.actor,
      operation_id: operation.id,
      kind: operation.kind,
      target: id,
      source,
      reason: operation.reason ?? null,
      ...fields,
    }));
    for (const batch of batchesOf(rows, BATCH)) await transaction('audit').insert(batch);
  }

  private async recount(transaction: Knex.Transaction, id: string) {
    const rows: Array<{ outcome?: unknown; count?: unknown }> = await transaction('operation_targets')
      .where({ operation_id: id })
      .groupBy('outcome')
      .select('outcome')
      .count({ count: '*' });
    const count = (outcome: string) => Number(rows.find(row => row.outcome === outcome)?.count ?? 0);
    await transaction('operations')
      .where({ id })
      .update({ succeeded: count('succeeded'), failed: count('failed'), skipped: count('skipped') });
  }
}
