import {
  SECTION_NAMES,
  type EventMessage,
  type Row,
  type SectionName,
  type SectionRow,
  type SectionStatus,
  type SourceState,
} from '@agentos-portal/plugin-agentos-common';
import type { AgentOsApi } from '../api';
import { LiveCentralDataService } from '../data';
import type { ConnectionState } from '../live';
import { FakeSsot, type FakeCommit } from './FakeSsot';
import { aSystem } from './rows';
import { TestConnection } from './TestConnection';
import { TestEnvironment } from './TestEnvironment';

/**
 * What a test says of one section: its rows, or its rows and state, or that nothing came yet, or that the person may not see it.
 * @public
 */
export type GivenSection<S extends SectionName> =
  | SectionRow<S>[]
  | {
      rows?: SectionRow<S>[];
      status?: SectionStatus;
      error?: string;
      collectedAt?: string;
      ageMs?: number;
      sources?: Record<string, SourceState>;
    }
  | 'loading'
  | 'forbidden';

/** What a test says of a section that came. */
interface Details {
  rows?: Row[];
  ageMs?: number;
}

const detailsOf = (given: GivenSection<SectionName> = []): Details => {
  if (typeof given === 'string') return {};
  return Array.isArray(given) ? { rows: given } : given;
};

/** @public */
export type GivenSections = { [S in SectionName]?: GivenSection<S> };

/** @public */
export interface TestDataOptions {
  /** Sections that are not named are fresh and without rows; `system` has one instance. */
  sections?: GivenSections;
  /** `live` by default. */
  liveState?: Exclude<ConnectionState, 'idle'> | 'paused';
  /** Failed attempts in a row. */
  attempts?: number;
  nextAttemptInMs?: number;
  /** Events that came before, oldest first. */
  events?: EventMessage[];
}

/**
 * The data service of a page under test: the real one, over a connection that does what the test says. Its time stands still.
 * @public
 */
export class TestData {
  readonly service: LiveCentralDataService;
  readonly environment = new TestEnvironment();
  private readonly ssot = new FakeSsot();
  private connection!: TestConnection;

  constructor(options: TestDataOptions, api: Pick<AgentOsApi, 'getSsot'>) {
    this.environment.requestFrame = callback => {
      let wanted = true;
      queueMicrotask(() => wanted && callback());
      return () => {
        wanted = false;
      };
    };
    this.service = new LiveCentralDataService({
      environment: this.environment,
      api,
      connect: handlers => {
        this.connection = new TestConnection(this.environment, handlers);
        return this.connection;
      },
    });
    this.begin(options);
  }

  /** Sends a delta with the changes, and events before it. */
  commit(commit: FakeCommit) {
    const from = this.ssot.version;
    this.ssot.commit(commit);
    const { epoch, version } = this.ssot;
    const sections = this.ssot.changesSince(from, this.ssot.names);
    this.connection.send(...this.ssot.eventsSince(from), {
      type: 'delta',
      epoch,
      from,
      to: version,
      sections,
    });
  }

  setLiveState(state: ConnectionState, details?: { attempts?: number; nextAttemptInMs?: number }) {
    this.connection.become(state, details);
  }

  private begin({
    sections = {},
    liveState = 'live',
    events = [],
    attempts,
    nextAttemptInMs,
  }: TestDataOptions) {
    const given = { system: [aSystem()], ...sections };
    const granted = SECTION_NAMES.filter(name => given[name] !== 'loading' && given[name] !== 'forbidden');
    for (const name of granted) {
      const { rows = [], ageMs: _age, ...head } = detailsOf(given[name]);
      rows.forEach(row => this.ssot.section(name).set(row.id, row));
      this.ssot.setHead(name, head);
    }
    this.ssot.version = 1;
    const snapshot = this.ssot.snapshot(granted);
    granted.forEach(name => {
      snapshot.sections[name].ageMs = detailsOf(given[name]).ageMs ?? 0;
    });
    this.connection.become('live');
    this.connection.send(
      {
        type: 'subscribed',
        rooms: [],
        sections: granted,
        denied: SECTION_NAMES.filter(name => given[name] === 'forbidden'),
      },
      { type: 'initial_data', ...snapshot },
      ...events,
    );
    const state = liveState === 'paused' ? 'live' : liveState;
    if (state !== 'live') this.connection.become(state, { attempts, nextAttemptInMs });
    if (liveState === 'paused') queueMicrotask(() => this.service.pause());
  }
}
