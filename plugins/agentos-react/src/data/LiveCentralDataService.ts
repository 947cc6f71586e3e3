import { ResponseError } from '@backstage/errors';
import type { Row, SsotSnapshot } from '@agentos-portal/plugin-agentos-common';
import type { AgentOsApi } from '../api';
import type { ConnectionStatus, Environment, LiveConnection, LiveHandlers } from '../live';
import type { CentralDataService, DataStatus, EventsView, SectionView } from './CentralDataService';
import { NO_STATISTICS, type DataStatistics } from './DataStatistics';
import { FlushScheduler } from './FlushScheduler';
import { Interest } from './Interest';
import { ReplicaFeed } from './ReplicaFeed';
import { isOwnRoom } from './selectEvents';
import { sectionView } from './sectionView';
import { SsotPoller } from './SsotPoller';
import { Listeners, ViewStore } from './ViewStore';

/** How long the connection, a section or a room outlives its last subscriber: people come back to a page. */
const LINGER_MS = 30_000;
/** A page mounts many hooks at once; the server is asked once. */
const GATHER_MS = 20;
const SECOND_MS = 1_000;

const ANY = 'any';

/** @internal */
export interface LiveCentralDataServiceOptions {
  environment: Environment;
  api: Pick<AgentOsApi, 'getSsot'>;
  /** Makes the connection; it is started and stopped by need. */
  connect(handlers: LiveHandlers): LiveConnection;
}

/**
 * Follows the SSOT over a live connection, and over HTTP while there is none.
 * @internal
 */
export class LiveCentralDataService implements CentralDataService {
  private readonly connection: LiveConnection;
  private readonly feed: ReplicaFeed;
  private readonly views: ViewStore;
  private readonly poller: SsotPoller;
  private readonly flushes: FlushScheduler;
  private readonly sections: Interest;
  private readonly rooms: Interest;
  /** Who keeps the connection. */
  private readonly users: Interest;
  private readonly eventListeners = new Listeners();
  private readonly statusListeners = new Listeners();
  private readonly secondListeners = new Listeners();
  private readonly counts = { ...NO_STATISTICS };
  private statistics: DataStatistics = NO_STATISTICS;
  private status: DataStatus;
  private paused = false;
  private readError?: Error;
  private gathering?: () => void;
  private cancelSecond?: () => void;
  private lives = 0;

  constructor(private readonly options: LiveCentralDataServiceOptions) {
    const { environment, api } = options;
    this.views = new ViewStore((section, before) => {
      const facts = this.feed.facts(section);
      const { state } = this.connection.status;
      return sectionView(
        {
          ...facts,
          denied: facts.denied || state === 'denied',
          followed: facts.complete && state === 'live',
          readError: this.readError,
        },
        before,
      );
    });
    this.flushes = new FlushScheduler({ environment, flush: () => this.flush() });
    const interest = { environment, lingerMs: LINGER_MS, onChange: () => this.gather() };
    this.sections = new Interest({ ...interest, onGone: name => this.feed.unfollow(name) });
    this.rooms = new Interest(interest);
    this.users = new Interest({ ...interest, onChange: () => this.use() });
    this.feed = new ReplicaFeed({
      monotonic: () => environment.monotonic(),
      sections: this.sections,
      counts: this.counts,
      onChanged: (section, ids) => {
        this.views.touch(section, ids);
        this.flushes.schedule();
      },
      onEvents: () => this.flushes.schedule(),
    });
    this.poller = new SsotPoller({
      environment,
      sections: () => this.sections.names,
      read: (sections, signal) => {
        this.counts.httpReads += 1;
        return api.getSsot({ sections, signal });
      },
      onSnapshot: (snapshot, asked) => this.polled(snapshot, asked),
      onError: error => this.pollFailed(error),
    });
    this.connection = options.connect({
      onFrame: (messages, characters) => this.feed.receive(messages, characters),
      onStatus: status => this.connectionChanged(status),
      onResync: () => {
        this.counts.resyncs += 1;
      },
      position: sections => this.feed.position(sections),
      holds: section => this.feed.holds(section),
    });
    this.status = { ...this.connection.status, paused: false };
  }

  subscribeSection(section: string, listener: () => void) {
    return this.subscribe(this.views.onSection(section, listener), this.sections.add(section));
  }

  getSection(section: string): SectionView {
    return this.views.get(section);
  }

  getAgeMs(section: string) {
    return this.feed.ageMs(section);
  }

  subscribeRow(section: string, id: string, listener: () => void) {
    return this.subscribe(this.views.onRow(section, id, listener), this.sections.add(section));
  }

  getRow(section: string, id: string): Row | undefined {
    return this.views.row(section, id);
  }

  subscribeEvents(rooms: readonly string[], listener: () => void) {
    let told = -1;
    // An event that lies in several of the rooms is one event.
    const once = () => {
      if (told === this.counts.flushes) return;
      told = this.counts.flushes;
      listener();
    };
    return this.subscribe(
      this.eventListeners.add(ANY, once),
      ...rooms.map(room => this.eventListeners.add(room, once)),
      ...rooms.map(room => this.rooms.add(room)),
    );
  }

  getEvents(): EventsView {
    return this.feed.events.view;
  }

  subscribeStatus(listener: () => void) {
    const release = this.subscribe(this.statusListeners.add(ANY, listener));
    this.planSecond();
    return release;
  }

  getStatus(): DataStatus {
    return this.status;
  }

  pause() {
    this.paused = true;
    this.tellStatus();
  }

  resume() {
    this.paused = false;
    this.tellStatus();
    this.flushes.schedule();
  }

  getStatistics(): DataStatistics {
    return this.statistics;
  }

  subscribeSecond(listener: () => void) {
    const release = this.secondListeners.add(ANY, listener);
    this.statistics = { ...this.counts };
    this.planSecond();
    return release;
  }

  private subscribe(...releases: Array<() => void>): () => void {
    this.counts.subscribers += 1;
    const leave = this.users.add(ANY);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.counts.subscribers -= 1;
      releases.forEach(release => release());
      leave();
    };
  }

  /** Connects with the first user and leaves with the last. */
  private use() {
    if (this.users.has(ANY)) this.connection.start();
    else this.connection.stop();
  }

  private gather() {
    this.gathering ??= this.options.environment.setTimer(() => {
      this.gathering = undefined;
      this.connection.want({ rooms: this.rooms.names, sections: this.sections.names });
      if (this.status.state === 'polling' && this.feed.isLacking) this.poller.read();
    }, GATHER_MS);
  }

  private polled(snapshot: SsotSnapshot, asked: string[]) {
    this.readError = undefined;
    this.feed.read(snapshot, asked);
    this.tellStatus();
  }

  private pollFailed(error: Error) {
    this.readError = error;
    if (error instanceof ResponseError && error.statusCode === 403) this.connection.deny();
    this.views.touchAll();
    this.flushes.schedule();
    this.tellStatus();
  }

  private connectionChanged(status: ConnectionStatus) {
    const { state } = status;
    const before = this.status.state;
    if (state === 'live' && before !== 'live') {
      this.readError = undefined;
      this.lives += 1;
      this.counts.reconnects = this.lives - 1;
    }
    this.tellStatus();
    if (state === 'polling') this.poller.start();
    else if (state !== 'connecting' && state !== 'reconnecting') this.poller.stop();
    else if (status.attempts === 1 && status.nextAttemptAt !== undefined && this.feed.isLacking) this.poller.read();
    if (state === before) return;
    if (state === 'denied') this.feed.clear();
    this.views.touchAll();
    this.flushes.schedule();
    this.planSecond();
  }

  private flush() {
    this.counts.flushes += 1;
    this.views.flush(this.paused);
    if (this.paused) return;
    const rooms = this.feed.events.flush();
    rooms.forEach(room => this.eventListeners.tell(isOwnRoom(room) ? ANY : room));
  }

  private tellStatus() {
    const { status, lastMessageAt } = this.connection;
    const nextAttemptInMs =
      status.nextAttemptAt === undefined
        ? undefined
        : Math.max(0, Math.round(status.nextAttemptAt - this.options.environment.monotonic()));
    this.status = { ...status, lastMessageAt, paused: this.paused, nextAttemptInMs, error: this.readError };
    this.statusListeners.tell(ANY);
  }

  /** One beat for all that counts seconds; none while nobody looks and the server itself says what is stale. */
  private planSecond() {
    const isAway = this.status.state !== 'live' && this.status.state !== 'idle';
    const isWatched = this.secondListeners.keys.length + this.statusListeners.keys.length > 0;
    if (this.cancelSecond || !(isAway || isWatched)) return;
    this.cancelSecond = this.options.environment.setTimer(() => {
      this.cancelSecond = undefined;
      this.second();
      this.planSecond();
    }, SECOND_MS);
  }

  private second() {
    this.statistics = { ...this.counts };
    this.tellStatus();
    if (this.status.state !== 'live') {
      this.views.touchAll();
      this.flushes.schedule();
    }
    this.secondListeners.tell(ANY);
  }
}
