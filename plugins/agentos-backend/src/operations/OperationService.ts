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

/**
 * Takes what people ask for: checks, freezes the targets, and leaves the work to the leader's runner.
 * @internal
 */
export class OperationService {
  constructor(
    private readonly options: {
      store: OperationStore;
      resolver: TargetResolver;
      /** Tells the leader that there is work. */
      wake: (operation: string) => void;
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
    const { idempotencyKey: key, dryRun, kind, params, reason, throttle } = request;
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
      throttle,
      paused: false,
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
    const { reason, throttle, idempotencyKey: key } = parseStart(body);
    const actor = credentials.principal.userEntityRef;
    const operation = await this.operation(id);
    const bodyHash = hashOf({ id, reason, throttle });
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
      if (await store.start(id, { reason, throttle }, keyed)) {
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
