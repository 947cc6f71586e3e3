import { type EventMessage, userRoom } from '@agentos-portal/plugin-agentos-common';
import type { CommittedEvent, EventAction, EventDefinition } from '@agentos-portal/plugin-agentos-node';
import { InputError } from '@backstage/errors';
import { Histogram } from '../analytics';
import type { Redactor } from '../redaction';
import { describeIssues } from '../settings';
import { cutData } from './cutData';

/**
 * An event that passed its row of the table, before its commit.
 * @internal
 */
export interface PreparedEvent {
  definition: EventDefinition;
  event: Omit<CommittedEvent, 'version'>;
  /** What sockets get; absent when the row sends nothing. */
  message?: Omit<EventMessage, 'version'>;
}

/** An action to be run for an event. @internal */
export interface RequestedAction {
  action: string;
  event: CommittedEvent;
}

interface EventCounts {
  received: number;
  invalid: number;
  actions: number;
  actionFailures: number;
  latency: Histogram;
}

const REF = /^[^:/\s]+:[^:/\s]+\/\S+$/;

/**
 * Does what the event table says: validates and redacts before the commit, names the actions after it.
 * @internal
 */
export class EventDispatcher {
  private readonly counts = new Map<string, EventCounts>();
  private readonly unconfigured = new Set<string>();
  private unknownCount = 0;

  constructor(
    private readonly options: {
      table: ReadonlyMap<string, EventDefinition>;
      actions: ReadonlyMap<string, EventAction>;
      /** Names of people in a source → entity refs (`agentos.users`). */
      users: Record<string, string>;
      redact: Redactor;
      now: () => number;
    },
  ) {
    for (const row of options.table.values()) {
      for (const action of row.actions) if (!options.actions.has(action)) this.unconfigured.add(action);
    }
  }

  /**
   * Looks the event up and checks its payload.
   * @returns undefined for an unknown event, which is counted
   * @throws InputError that names the field when the payload does not fit
   */
  prepare(input: {
    name: string;
    id: string;
    payload: unknown;
    source: string;
    instance?: string;
    at?: string;
  }): PreparedEvent | undefined {
    const definition = this.options.table.get(input.name);
    if (!definition) {
      this.unknownCount += 1;
      return undefined;
    }
    const counts = this.countsOf(input.name);
    let parsed: Record<string, unknown>;
    try {
      parsed = parsePayload(definition, input.payload);
    } catch (error) {
      counts.invalid += 1;
      throw error;
    }
    counts.received += 1;
    const { user_id: alias, ...rest } = parsed;
    const payload = cutData(this.options.redact.row(alias === undefined ? rest : { userId: alias, ...rest }));
    const user = this.userOf(payload.userId);
    const timestamp = input.at ?? new Date(this.options.now()).toISOString();
    const { websocket, priority } = definition;
    return {
      definition,
      event: {
        id: input.id,
        name: input.name,
        payload,
        timestamp,
        source: input.source,
        instance: input.instance,
      },
      message: websocket && {
        type: websocket.event,
        id: input.id,
        rooms: websocket.rooms.flatMap(room => {
          if (!room.startsWith('user:{')) return [room];
          return user === undefined ? [] : [userRoom(user)];
        }),
        data: payload,
        timestamp,
        priority,
      },
    };
  }

  /** False for an event that the table does not have, which is counted. */
  knows(name: string): boolean {
    const isKnown = this.options.table.has(name);
    if (!isKnown) this.unknownCount += 1;
    return isKnown;
  }

  /**
   * Checks an event without taking it; an unknown one is in order.
   * @throws InputError that names the field
   */
  check(name: string, payload: unknown) {
    const definition = this.options.table.get(name);
    if (definition) parsePayload(definition, payload);
  }

  /** What committed events ask to be run. */
  actionsOf(events: PreparedEvent[], version: number): RequestedAction[] {
    return events.flatMap(({ definition, event }) =>
      definition.actions.map(action => ({ action, event: { ...event, version } })),
    );
  }

  /** Counts a run of an action. */
  ran(name: string, ok: boolean) {
    const counts = this.countsOf(name);
    if (ok) counts.actions += 1;
    else counts.actionFailures += 1;
  }

  /** Notes how long an event took from receipt to the sockets. */
  delivered(name: string, latencyMs: number) {
    this.countsOf(name).latency.add(latencyMs);
  }

  /** The table in force with counts and latencies, as `GET /events/table` shows it. */
  describe() {
    return Object.fromEntries(
      Array.from(this.options.table.values(), ({ name, sections, websocket, actions, priority, ttl }) => {
        const { latency, ...counts } = this.countsOf(name);
        return [
          name,
          {
            sections,
            websocket: websocket ?? null,
            actions,
            priority,
            ttl: ttl ?? null,
            counts,
            latencyMs: { p50: latency.percentile(0.5) ?? null, p99: latency.percentile(0.99) ?? null },
          },
        ];
      }),
    );
  }

  /** Actions that the table names and nothing implements. */
  get unconfiguredActions(): string[] {
    return Array.from(this.unconfigured);
  }

  get unknown() {
    return this.unknownCount;
  }

  /** Latency over all events, ms. */
  latency(): Histogram {
    const all = new Histogram();
    for (const { latency } of this.counts.values()) all.merge(latency);
    return all;
  }

  private userOf(value: unknown): string | undefined {
    if (typeof value !== 'string') return undefined;
    if (Object.hasOwn(this.options.users, value)) return this.options.users[value];
    return REF.test(value) ? value : undefined;
  }

  private countsOf(name: string) {
    let counts = this.counts.get(name);
    if (!counts) {
      counts = { received: 0, invalid: 0, actions: 0, actionFailures: 0, latency: new Histogram() };
      this.counts.set(name, counts);
    }
    return counts;
  }
}

function parsePayload(definition: EventDefinition, payload: unknown): Record<string, unknown> {
  const parsed = definition.payload.safeParse(payload);
  if (parsed.success) return parsed.data;
  const where = (path: PropertyKey[]) => ['payload', ...path.map(String)].join('.');
  throw new InputError(`Event ${definition.name}: ${describeIssues(parsed.error, where)}`);
}
