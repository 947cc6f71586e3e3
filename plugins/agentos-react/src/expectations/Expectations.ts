import { createApiRef } from '@backstage/frontend-plugin-api';
import { OPERATIONS, type OperationKind } from '@agentos-portal/plugin-agentos-common';
import type { JsonObject } from '@backstage/types';
import type { CentralDataService } from '../data';
import type { Environment } from '../live';
import { refusalOf, saidBy } from '../operations/refusalOf';
import type { OperationFollower } from '../operations/OperationFollower';
import { expectedFields } from './expectedChanges';
import type { Refusal, RowExpectation } from './RowExpectation';

/** Two rounds of the warmer: a row that still says what it said before is to be believed. */
const BELIEVED_MS = 10_000;

/** Time to read why something was not done. */
const REFUSED_MS = 30_000;

/** @internal */
export interface Asked {
  kind: OperationKind;
  ids: readonly string[];
  params?: JsonObject;
}

const keyOf = (section: string, id: string) => `${section} ${id}`;

/**
 * What rows are expected to become by the operations asked for in this tab, until the rows say so themselves, and why they will not.
 * It follows each operation to its end, also when what asked for it has left the page.
 * @public
 */
export class Expectations {
  private entries: ReadonlyMap<string, RowExpectation> = new Map();
  private readonly listeners = new Set<() => void>();
  private count = 0;

  /** @internal */
  constructor(
    private readonly options: {
      data: CentralDataService;
      environment: Environment;
      follower: Pick<OperationFollower, 'follow'>;
    },
  ) {}

  /** Told when any expectation comes, changes or goes. Returns the way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** What is expected of a row; keeps its identity until it changes. */
  get(section: string, id: string): RowExpectation | undefined {
    return this.entries.get(keyOf(section, id));
  }

  /**
   * Expects what was asked for from now on.
   * @param ask - asks the server; where it is refused every row is taken back with what the server said
   * @returns what `ask` answers
   * @internal
   */
  async during<T extends { operationId: string }>(asked: Asked, ask: () => Promise<T>): Promise<T> {
    this.count += 1;
    const operation = this.count;
    const leave = this.options.data.subscribeSection(OPERATIONS[asked.kind].section, () =>
      this.confirm(operation, asked),
    );
    const { kind, params } = asked;
    this.change(asked, () => ({ operation, kind, params, phase: 'asked' }));
    try {
      const started = await ask();
      this.follow(operation, asked, started.operationId).finally(() => this.later(BELIEVED_MS, leave));
      return started;
    } catch (error) {
      leave();
      const refusal = { kind, message: saidBy(error as Error) };
      this.end(operation, asked, () => refusal);
      throw error;
    }
  }

  private async follow(operation: number, asked: Asked, operationId: string) {
    const { kind } = asked;
    try {
      const targets = await this.options.follower.follow(operationId);
      const refused = new Map(
        targets.map(target => [
          target.id,
          { kind, code: target.code ?? undefined, message: refusalOf(target) },
        ]),
      );
      this.end(operation, asked, id => refused.get(id));
    } catch {
      // Nobody can tell what became of it: the rows speak for themselves.
      this.forget(operation, asked);
    }
  }

  private end(operation: number, asked: Asked, refusalFor: (id: string) => Refusal | undefined) {
    this.change(asked, (before, id) => {
      const refusal = refusalFor(id);
      // The next operation on the row counts.
      if (before && before.operation !== operation) return before;
      if (refusal) return { operation, kind: asked.kind, phase: 'refused', refusal };
      return before && { ...before, phase: 'done' };
    });
    this.later(BELIEVED_MS, () => this.forget(operation, asked, 'done'));
    this.later(REFUSED_MS, () => this.forget(operation, asked));
  }

  /** Drops what the rows say themselves by now. */
  private confirm(operation: number, asked: Asked) {
    const { section } = OPERATIONS[asked.kind];
    this.change(asked, (before, id) => {
      if (before?.operation !== operation || before.phase === 'refused') return before;
      const row = this.options.data.getRow(section, id);
      return row && !expectedFields(asked.kind, asked.params, row) ? undefined : before;
    });
  }

  private forget(operation: number, asked: Asked, phase?: RowExpectation['phase']) {
    this.change(asked, before =>
      before?.operation === operation && (!phase || before.phase === phase) ? undefined : before,
    );
  }

  private change(
    { kind, ids }: Asked,
    next: (before: RowExpectation | undefined, id: string) => RowExpectation | undefined,
  ) {
    const entries = new Map(this.entries);
    let isChanged = false;
    for (const id of ids) {
      const key = keyOf(OPERATIONS[kind].section, id);
      const before = entries.get(key);
      const after = next(before, id);
      if (after === before) continue;
      isChanged = true;
      if (after) entries.set(key, after);
      else entries.delete(key);
    }
    if (!isChanged) return;
    this.entries = entries;
    this.listeners.forEach(listener => listener());
  }

  private later(delayMs: number, callback: () => void) {
    this.options.environment.setTimer(callback, delayMs);
  }
}

/** @public */
export const expectationsApiRef = createApiRef<Expectations>().with({
  id: 'plugin.agentos.expectations',
  pluginId: 'agentos',
});
