import type { Clock, TargetOutcome } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LeaderDuty } from '../engine';
import type { SourceRegistry } from '../sources';
import type { Letter } from '../state';
import type { Operation, OperationStore, StoredTarget } from './OperationStore';
import { incapacityOf } from './plan';
import { Throttle } from './Throttle';

/** Targets of open attempts that are told apart at once. */
const CHUNK = 250;
const CALL_MS = 60_000;
const RETRY_MS = 5000;
/** A source that cannot be read is asked again, after so long more each time, before that is taken for an answer. */
const READ_TRIES = 5;
const READ_AGAIN_MS = 1000;
/** A source that hangs must not keep the process. */
const STOP_MS = 3000;
const PROGRESS_MS = 250;

const chunked = <T>(list: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500);

/** What an abort kept from being done is skipped, not failed. */
const asAborted = (outcome: TargetOutcome): TargetOutcome =>
  outcome.outcome === 'failed' && outcome.code === undefined
    ? { ...outcome, outcome: 'skipped', code: 'ABORTED', message: 'aborted before it was done' }
    : outcome;

const bySource = (targets: StoredTarget[]) => {
  const groups = new Map<string, StoredTarget[]>();
  for (const target of targets) groups.set(target.source, [...(groups.get(target.source) ?? []), target]);
  return groups;
};

/**
 * Does what was asked for, on the leader: attempt recorded, effect, outcome recorded. After a crash in between the source is asked what happened;
 * what it cannot tell is never done again.
 * @internal
 */
export class OperationRunner implements LeaderDuty {
  private stopped = true;
  private readonly active = new Map<string, { work: Promise<void>; controller: AbortController }>();
  private readonly toldAt = new Map<string, number>();
  private cancelRetry: () => void = () => {};

  constructor(
    private readonly options: {
      store: OperationStore;
      registry: SourceRegistry;
      clock: Clock;
      logger: LoggerService;
      /** False while another replica may lead: then nothing is begun. */
      mayAct: () => boolean;
      /** The database, or the lease, is away for now. */
      onTrouble: (error: unknown) => void;
      /** Tells people how far an operation is. */
      onProgress: (operation: Operation) => void;
    },
  ) {}

  start() {
    this.stopped = false;
    this.wake();
  }

  take(letter: Letter) {
    if (letter.type !== 'operation') return;
    if (letter.abort) this.active.get(letter.id)?.controller.abort();
    this.wake();
  }

  /** There may be work: takes up what is open, side by side, so that a large operation does not hold up a small one. */
  wake() {
    if (this.stopped) return;
    this.scan().catch(error => this.retry(error));
  }

  /** Lets what is under way be settled at the next start. */
  async stop() {
    this.stopped = true;
    this.cancelRetry();
    for (const { controller } of this.active.values()) controller.abort();
    const ended = Promise.allSettled(Array.from(this.active.values(), ({ work }) => work));
    await Promise.race([ended, new Promise<void>(resolve => this.options.clock.after(STOP_MS, resolve))]);
  }

  private async scan() {
    for (const operation of await this.options.store.open()) {
      if (this.stopped || this.active.has(operation.id)) continue;
      const controller = new AbortController();
      const work = this.work(operation, controller.signal).then(
        () => {
          this.active.delete(operation.id);
          // It may have been resumed while it came to rest.
          this.wake();
        },
        error => {
          this.active.delete(operation.id);
          this.retry(error);
        },
      );
      this.active.set(operation.id, { work, controller });
    }
  }

  /** The database is away: nothing was done that is not recorded, so it can wait. */
  private retry(error: unknown) {
    if (this.stopped) return;
    this.options.onTrouble(error);
    this.options.logger.error(`Operations wait ${RETRY_MS} ms: ${error}`);
    this.cancelRetry();
    this.cancelRetry = this.options.clock.after(RETRY_MS, () => this.wake());
  }

  private async work(operation: Operation, signal: AbortSignal) {
    const { store } = this.options;
    await store.setState(operation.id, 'running');
    const throttle = new Throttle(() => this.options.clock.monotonic());
    for (;;) {
      if (this.stopped) return;
      if (!this.options.mayAct()) throw new Error('the lease is not proved, another replica may lead');
      const now = (await store.get(operation.id))!;
      if (now.abortRequested) {
        await this.settleOpen(operation);
        await store.abortRest(operation);
        await this.finish(operation, 'aborted');
        return;
      }
      if (now.paused) {
        await this.tellNow(operation.id);
        return;
      }
      await this.reconcile(operation, signal);
      const chunk = await store.pending(operation.id, throttle.size(now));
      if (chunk.length === 0) break;
      throttle.take(now, chunk.length);
      for (const [source, targets] of bySource(chunk)) await this.attempt(operation, source, targets, signal);
      await this.tell(operation.id);
      await this.wait(throttle.waitMs, signal);
    }
    if (!this.stopped) await this.finish(operation, 'completed');
  }

  private wait(ms: number, signal: AbortSignal) {
    return new Promise<void>(resolve => {
      const cancel = this.options.clock.after(ms, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });
  }

  private async finish(operation: Operation, state: 'completed' | 'aborted') {
    await this.options.store.setState(operation.id, state);
    await this.tellNow(operation.id);
  }

  private async attempt(operation: Operation, source: string, targets: StoredTarget[], signal: AbortSignal) {
    const { store, registry } = this.options;
    const incapacity = incapacityOf(registry, source, operation.kind);
    if (incapacity !== undefined) {
      await store.attempt(operation, targets);
      await store.settle(
        operation,
        targets.map(({ id }) => ({ id, outcome: 'skipped', code: 'NOT_CAPABLE', message: incapacity })),
      );
      return;
    }
    let fingerprints: Array<string | undefined>;
    try {
      fingerprints = await this.patiently(() => this.fingerprints(operation, source, targets), signal);
    } catch (error) {
      // Nothing is recorded: they are aborted, or begun after a restart.
      if (signal.aborted) return;
      // Nothing was recorded and nothing done: the source cannot be read.
      await store.attempt(operation, targets);
      await store.settle(
        operation,
        targets.map(({ id }) => ({ id, outcome: 'failed', message: messageOf(error) })),
      );
      return;
    }
    await store.attempt(
      operation,
      targets.map((target, index) => ({ ...target, fingerprint: fingerprints[index] })),
    );
    try {
      await this.settle(operation, await this.operate(operation, source, targets, signal), signal);
    } catch (error) {
      // A restart settles it: whoever stops has no time to ask.
      if (this.stopped) return;
      this.options.logger.warn(`Operation ${operation.id} on ${source}: ${error}`);
      const recorded = targets.map((target, index) => ({ ...target, fingerprint: fingerprints[index] }));
      const outcomes = await this.tellApart(operation, source, recorded, messageOf(error));
      await store.settle(operation, signal.aborted ? outcomes.map(asAborted) : outcomes);
    }
  }

  /**
   * Records outcomes. What a source cut short although no person aborted (the process ends, the call took too long) stays an open attempt,
   * and is told apart at the next turn.
   */
  private async settle(operation: Operation, outcomes: TargetOutcome[], signal: AbortSignal) {
    const byPerson = signal.aborted && !this.stopped;
    await this.options.store.settle(
      operation,
      byPerson ? outcomes : outcomes.filter(({ code }) => code !== 'ABORTED'),
    );
  }

  private async operate(operation: Operation, source: string, targets: StoredTarget[], signal: AbortSignal) {
    const adapter = this.options.registry.get(source)!.source;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]);
    const outcomes = await adapter.operate!(
      {
        operationId: operation.id,
        kind: operation.kind,
        targets: targets.map(({ id }) => id),
        params: operation.params,
        actor: operation.actor,
        reason: operation.reason,
      },
      { signal: limit },
    );
    const byId = new Map(outcomes.map(outcome => [outcome.id, outcome]));
    const missing = targets.find(({ id }) => !byId.has(id));
    if (missing) throw new Error(`the source gave no outcome for '${missing.id}'`);
    return targets.map(({ id }) => byId.get(id)!);
  }

  /** Attempts that a crash left open: done, not done (then they are done now), or nobody can tell. */
  private async reconcile(operation: Operation, signal: AbortSignal) {
    const { store } = this.options;
    for (const [source, targets] of bySource(await store.attempting(operation.id))) {
      for (const chunk of chunked(targets, CHUNK)) {
        const outcomes = await this.tellApart(operation, source, chunk, undefined);
        const undone = chunk.filter(
          (_, index) => outcomes[index].outcome === 'failed' && outcomes[index].code === undefined,
        );
        const known = outcomes.filter(({ id }) => !undone.some(target => target.id === id));
        await store.settle(operation, known);
        if (undone.length === 0) continue;
        try {
          await this.settle(operation, await this.operate(operation, source, undone, signal), signal);
        } catch (error) {
          if (this.stopped) return;
          await store.settle(operation, await this.tellApart(operation, source, undone, messageOf(error)));
        }
      }
    }
  }

  /** Attempts that were left open when a person aborted: done, or skipped. */
  private async settleOpen(operation: Operation) {
    const { store } = this.options;
    for (const [source, targets] of bySource(await store.attempting(operation.id))) {
      const outcomes = await this.tellApart(operation, source, targets, undefined);
      await store.settle(operation, outcomes.map(asAborted));
    }
  }

  /** Compares what each target was before with what it is now. `failed` without a code = nothing was done. */
  private async tellApart(
    operation: Operation,
    source: string,
    targets: StoredTarget[],
    message: string | undefined,
  ): Promise<TargetOutcome[]> {
    const unknown = (id: string): TargetOutcome => ({
      id,
      outcome: 'failed',
      code: 'UNKNOWN_EFFECT',
      message: `${message ?? 'interrupted'}; the source cannot tell whether it was done, so it is not done again`,
    });
    let now: Array<string | undefined>;
    try {
      now = await this.patiently(() => this.fingerprints(operation, source, targets));
    } catch (error) {
      // The attempts stay open: a restart tells them apart.
      if (this.stopped) throw error;
      return targets.map(({ id }) => unknown(id));
    }
    return targets.map(({ id, fingerprint }, index) => {
      if (fingerprint === undefined) return unknown(id);
      if (fingerprint === now[index])
        return { id, outcome: 'failed', message: message ?? 'interrupted before it was done' };
      return { id, outcome: 'succeeded', message: 'done before an interruption' };
    });
  }

  /** Reads, and again: one answer that is late must not end many targets. */
  private async patiently<T>(read: () => Promise<T>, signal = new AbortController().signal): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await read();
      } catch (error) {
        if (tries === READ_TRIES || this.stopped || signal.aborted) throw error;
        await this.wait(READ_AGAIN_MS * tries, signal);
        if (this.stopped || signal.aborted) throw error;
      }
    }
  }

  private async fingerprints(operation: Operation, source: string, targets: StoredTarget[]) {
    const adapter = this.options.registry.get(source)?.source;
    if (!adapter?.fingerprint) return targets.map(() => undefined);
    return adapter.fingerprint(
      { kind: operation.kind, targets: targets.map(({ id }) => id) },
      { signal: AbortSignal.timeout(CALL_MS) },
    );
  }

  /** At a rest, or the end: nothing follows that would tell of it. */
  private async tellNow(id: string) {
    this.toldAt.delete(id);
    await this.tell(id);
    this.toldAt.delete(id);
  }

  private async tell(id: string) {
    const now = this.options.clock.monotonic();
    if (now - (this.toldAt.get(id) ?? Number.NEGATIVE_INFINITY) < PROGRESS_MS) return;
    this.toldAt.set(id, now);
    const operation = await this.options.store.get(id);
    if (operation) this.options.onProgress(operation);
  }
}
