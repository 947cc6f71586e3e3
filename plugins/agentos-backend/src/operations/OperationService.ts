import { createHash, randomUUID } from 'node:crypto';
import type { OperationPlan, OperationSummary } from '@agentos-portal/plugin-agentos-common';
import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { WriteGuard } from '../access';
import type { SourceRegistry } from '../sources';
import { authorizeTargets } from './authorizeTargets';
import { checkReason, parseOperation, parseStart } from './OperationRequest';
import type { KeyedAnswer, Operation, OperationStore } from './OperationStore';
import { blockedOf, breakdownOf } from './plan';
import type { TargetResolver } from './TargetResolver';

const PLAN_KEPT_MS = 15 * 60_000;

/** An answer with its status. @internal */
export interface Answer {
  status: number;
  body: { operationId: string } & Partial<OperationSummary> & Partial<Omit<OperationPlan, 'state'>>;
}

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

/** An operation as the routes answer it. @internal */
export const summaryOf = (operation: Operation): OperationSummary => ({
  operationId: operation.id,
  kind: operation.kind,
  state: operation.state,
  actor: operation.actor,
  reason: operation.reason ?? null,
  createdAt: new Date(operation.createdAt).toISOString(),
  startedAt: iso(operation.startedAt),
  finishedAt: iso(operation.finishedAt),
  counts: operation.counts,
});

/**
 * Takes what people ask for: checks, freezes the targets, and leaves the work to the leader's runner.
 * @internal
 */
export class OperationService {
  constructor(
    private readonly options: {
      store: OperationStore;
      resolver: TargetResolver;
      /** Tells the leader that there is work, or that an operation was aborted. */
      wake: (operation: string, abort?: boolean) => void;
      registry: SourceRegistry;
      permissions: PermissionsService;
      writes: WriteGuard;
      now: () => number;
    },
  ) {}

  /**
   * `POST /operations`: plans, or starts.
   * @throws InputError, NotAllowedError, ConflictError; nothing is kept then
   */
  async create(body: unknown, credentials: BackstageCredentials<BackstageUserPrincipal>): Promise<Answer> {
    const { store, resolver, registry, permissions, writes, wake } = this.options;
    writes.check();
    const request = parseOperation(body);
    const actor = credentials.principal.userEntityRef;
    const { idempotencyKey: key, dryRun, kind, params, reason } = request;
    const bodyHash = hashOf(request);
    const known = await this.known(actor, key, bodyHash);
    if (known) return known;
    const { targets, selection } = await resolver.resolve(request);
    await authorizeTargets(permissions, credentials, kind, targets);
    if (!dryRun) checkReason(kind, targets.length, reason);
    const now = this.options.now();
    const operation: Operation = {
      id: randomUUID(),
      kind,
      state: dryRun ? 'planned' : 'pending',
      actor,
      reason,
      params,
      abortRequested: false,
      counts: { total: targets.length, pending: targets.length, succeeded: 0, failed: 0, skipped: 0 },
      createdAt: now,
      expiresAt: dryRun ? now + PLAN_KEPT_MS : undefined,
      startedAt: undefined,
      finishedAt: undefined,
    };
    const { id, state, counts } = operation;
    const selected = selection && {
      asOf: new Date(selection.asOf).toISOString(),
      complete: selection.gaps.length === 0,
      gaps: selection.gaps,
    };
    const answer: Answer = dryRun
      ? {
          status: 200,
          body: {
            operationId: id,
            state,
            counts,
            breakdown: breakdownOf(targets),
            blocked: blockedOf(registry, kind, targets),
            expiresAt: new Date(operation.expiresAt!).toISOString(),
            ...selected,
          },
        }
      : { status: 202, body: { operationId: id, kind, state, counts, ...selected } };
    const keyed = { key, bodyHash, status: answer.status, answer: JSON.stringify(answer.body) };
    return this.unlessKnown(actor, key, bodyHash, async () => {
      await store.create(operation, targets, keyed);
      if (!dryRun) wake(id);
      return answer;
    });
  }

  /** `POST /operations/:id/start`: runs exactly the frozen targets. */
  async start(
    id: string,
    body: unknown,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<Answer> {
    const { store, permissions, writes, wake } = this.options;
    writes.check();
    const { reason, idempotencyKey: key } = parseStart(body);
    const actor = credentials.principal.userEntityRef;
    const operation = await this.operation(id);
    const bodyHash = hashOf({ id, reason });
    const known = await this.known(actor, key, bodyHash);
    if (known) return known;
    if (operation.actor !== actor)
      throw new NotAllowedError(`Operation ${id} was planned by ${operation.actor}, who alone can start it`);
    checkReason(operation.kind, operation.counts.total, reason);
    // What a condition looks at was frozen with the targets; the permission may be narrower by now.
    await authorizeTargets(permissions, credentials, operation.kind, await store.scopes(id));
    const answer: Answer = {
      status: 202,
      body: { operationId: id, kind: operation.kind, state: 'pending', counts: operation.counts },
    };
    const keyed = { key, actor, bodyHash, status: answer.status, answer: JSON.stringify(answer.body) };
    return this.unlessKnown(actor, key, bodyHash, async () => {
      if (await store.start(id, reason, keyed)) {
        wake(id);
        return answer;
      }
      const { state } = await this.operation(id);
      throw new ConflictError(
        state === 'planned'
          ? `Operation ${id} expired: plan it again`
          : `Operation ${id} was started already: it is ${state}`,
      );
    });
  }

  /** `POST /operations/:id/abort`: what was not begun is skipped. Aborting twice changes nothing. */
  async abort(
    id: string,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<OperationSummary> {
    const { store, permissions, writes, wake } = this.options;
    writes.check();
    const operation = await this.operation(id);
    await authorizeTargets(permissions, credentials, operation.kind, await store.scopes(id));
    if (operation.state === 'planned') await store.setState(id, 'aborted');
    if (operation.state === 'pending' || operation.state === 'running') {
      await store.requestAbort(id);
      wake(id, true);
    }
    return summaryOf(await this.operation(id));
  }

  /** @throws NotFoundError */
  async operation(id: string): Promise<Operation> {
    const operation = await this.options.store.get(id);
    if (!operation) throw new NotFoundError(`Operation '${id}' is not known`);
    return operation;
  }

  /** The same may be asked at the same time: who comes second is answered as the first was. */
  private async unlessKnown(actor: string, key: string, bodyHash: string, take: () => Promise<Answer>) {
    try {
      return await take();
    } catch (error) {
      const first = error instanceof ConflictError && (await this.known(actor, key, bodyHash));
      if (first) return first;
      throw error;
    }
  }

  private async known(actor: string, key: string, bodyHash: string): Promise<Answer | undefined> {
    const found: KeyedAnswer | undefined = await this.options.store.answerOf(actor, key);
    if (!found) return undefined;
    if (found.bodyHash !== bodyHash) {
      throw new ConflictError(`idempotencyKey '${key}' was used with another body: take a new key`);
    }
    return { status: found.status, body: JSON.parse(found.answer) };
  }
}
