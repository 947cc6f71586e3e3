import {
  type ClientMessage,
  CLOSE_CODES,
  LIVE_LIMITS,
  type Position,
  userRoom,
} from '@agentos-portal/plugin-agentos-common';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { WebSocket } from 'ws';
import type { Decisions, SectionAccess } from '../access';
import { type Commit, loggedCommit, type ReplicaView, type SnapshotEncoder } from '../state';
import { encodeDropped, flagsDelta, FrameEncoder, frameOf, SnapshotFrames } from './frames';
import { LiveConnection, TICK_MS, type UserCredentials } from './LiveConnection';
import { StaleWatch } from './StaleWatch';
import { Subscription } from './subscription';

// With decisions at most 5 s old, a withdrawn permission ends a session within 9 s.
const RECHECK_MS = 4000;

/**
 * Sends each commit to those it concerns: encoded once per audience, one frame per client.
 * @internal
 */
export class Relay {
  private readonly connections = new Set<LiveConnection>();
  private readonly lastTouched = new Map<string, number>();
  private readonly catchUps = new Map<string, FrameEncoder>();
  private readonly snapshots = new SnapshotFrames();
  private cursor: number;
  private readonly staleWatch: StaleWatch;
  private rechecking = false;
  private stops: Array<() => void> = [];
  readonly figures = {
    connections: 0,
    opened: 0,
    frames: 0,
    bytes: 0,
    snapshots: 0,
    resumes: 0,
    catchUps: 0,
  };

  constructor(
    private readonly options: {
      view: ReplicaView;
      encoder: SnapshotEncoder;
      access: SectionAccess;
      clock: Clock;
      logger: LoggerService;
      /** Decisions on a caller, at most 5 s old. */
      decide: (credentials: UserCredentials) => Promise<Decisions>;
      /** Checks a token a client sends to renew its session. */
      authenticate: (token: string) => Promise<UserCredentials | undefined>;
      /** Told when the events of a commit are on the sockets. */
      onSent: (commit: Commit) => void;
    },
  ) {
    const { view, clock } = options;
    this.staleWatch = new StaleWatch(view);
    this.cursor = view.version;
    for (const name of view.sectionNames) this.lastTouched.set(name, view.sectionVersion(name));
    this.stops.push(
      view.onCommit(commit => this.relay(commit)),
      view.onReset(() => this.restart()),
    );
    this.every(clock, TICK_MS, () => this.tick());
    this.every(clock, RECHECK_MS, () => this.recheck());
  }

  /** Takes over an accepted socket. */
  open(socket: WebSocket, credentials: UserCredentials, decisions: Decisions) {
    const { view, access, clock } = this.options;
    const user = credentials.principal.userEntityRef;
    const connection: LiveConnection = new LiveConnection(
      socket,
      user,
      credentials,
      decisions,
      new Subscription(access, user),
      clock,
      {
        message: message => this.handle(connection, message),
        closed: () => {
          this.connections.delete(connection);
          this.figures.connections = this.connections.size;
        },
      },
    );
    connection.cursor = connection.position = view.version;
    this.connections.add(connection);
    this.figures.connections = this.connections.size;
    this.figures.opened += 1;
    connection.sendMessage({
      type: 'welcome',
      protocol: 1,
      epoch: view.epoch ?? null,
      version: view.epoch === undefined ? 0 : view.version,
      user,
      heartbeatSeconds: LIVE_LIMITS.heartbeatSeconds,
    });
  }

  /** Tells every client that the server restarts. */
  stop() {
    for (const stop of this.stops) stop();
    for (const connection of this.connections) {
      connection.close(CLOSE_CODES.restarting, 'restarting');
      connection.terminate();
    }
  }

  private handle(connection: LiveConnection, message: ClientMessage) {
    const { view } = this.options;
    const { subscription } = connection;
    switch (message.type) {
      case 'ping':
        connection.sendMessage({ type: 'pong', epoch: view.epoch ?? null, version: view.version });
        break;
      case 'auth':
        this.renew(connection, message.token);
        break;
      case 'unsubscribe':
        subscription.leave(message.rooms ?? []);
        if (message.sections) subscription.unwant(message.sections, connection.decisions);
        this.tellSubscribed(connection, []);
        break;
      default: {
        const refused = subscription.join(message.rooms ?? []);
        const unknown = message.sections ? subscription.want(message.sections, connection.decisions) : [];
        for (const name of unknown.slice(0, 10))
          connection.sendError('UNKNOWN_SECTION', `unknown section '${name}'`);
        this.tellSubscribed(connection, refused);
        if (message.since && this.resume(connection, message.since)) break;
        if (message.since || message.sections) this.sendSnapshot(connection);
      }
    }
  }

  private tellSubscribed(connection: LiveConnection, refused: string[]) {
    const { rooms, sections, deniedSections } = connection.subscription;
    connection.sendMessage({
      type: 'subscribed',
      rooms: Array.from(rooms),
      sections: [...sections],
      denied: [...refused, ...deniedSections],
    });
  }

  /** A snapshot may be a little older than the view; the delta behind it closes the distance. */
  private sendSnapshot(connection: LiveConnection) {
    const { encoder, view } = this.options;
    const encoded = encoder.sections(connection.subscription.sections);
    this.figures.snapshots += 1;
    this.send(connection, this.snapshots.of(encoded));
    connection.cursor = connection.position = encoded.version;
    connection.lagging = false;
    if (encoded.version < view.version) this.catchUp(connection, false);
  }

  private resume(connection: LiveConnection, since: Position): boolean {
    const { view } = this.options;
    if (since.epoch !== view.epoch || since.version > view.version) return false;
    if (!view.since(since.version)) return false;
    this.figures.resumes += 1;
    connection.cursor = connection.position = since.version;
    return this.catchUp(connection, true);
  }

  /** Sends what came after the cursor. @returns false when the window no longer reaches back */
  private catchUp(connection: LiveConnection, withEvents: boolean): boolean {
    const { view } = this.options;
    const encoder = this.encoderSince(connection.cursor);
    if (!encoder) return false;
    const { rooms, sections } = connection.subscription;
    const inRoom = (room: string) => rooms.has(room);
    const texts = withEvents ? [...encoder.events(inRoom), ...encodeDropped(encoder.dropped(inRoom))] : [];
    const delta = encoder.catchUp(sections, connection.position);
    connection.cursor = view.version;
    if (delta !== undefined) {
      texts.push(delta);
      connection.position = view.version;
    }
    this.send(connection, frameOf(texts));
    return true;
  }

  /** Shared by all who come back at the same place, until the next commit. */
  private encoderSince(from: number): FrameEncoder | undefined {
    const key = String(from);
    let encoder = this.catchUps.get(key);
    if (!encoder) {
      const commits = this.options.view.since(from);
      if (!commits) return undefined;
      encoder = new FrameEncoder(this.options.view, commits);
      this.catchUps.set(key, encoder);
    }
    return encoder;
  }

  private relay(commit: Commit) {
    const { view } = this.options;
    this.catchUps.clear();
    const encoder = new FrameEncoder(view, [loggedCommit(commit)]);
    const frames = new Map<string, { frame: Buffer | undefined; hasDelta: boolean }>();
    const users = new Set(
      commit.events.flatMap(event => event.rooms.filter(room => room.startsWith('user:'))),
    );
    const before = this.cursor;
    for (const connection of this.connections) {
      if (connection.lagging) {
        connection.holdBack(commit);
        if (connection.hasDrained) this.recover(connection);
        continue;
      }
      if (connection.cursor < before || connection.cursor >= commit.version) continue;
      connection.cursor = commit.version;
      const { rooms, sections, audience } = connection.subscription;
      const own = users.size > 0 && users.has(userRoom(connection.user));
      const key = own ? `${audience}|${connection.user}` : audience;
      let encoded = frames.get(key);
      if (!encoded) {
        const inRoom = (room: string) => rooms.has(room);
        const texts = [...encoder.events(inRoom), ...encodeDropped(encoder.dropped(inRoom))];
        const delta = encoder.delta(sections, this.positionOf(sections));
        if (delta !== undefined) texts.push(delta);
        encoded = { frame: frameOf(texts), hasDelta: delta !== undefined };
        frames.set(key, encoded);
      }
      if (encoded.hasDelta) connection.position = commit.version;
      this.send(connection, encoded.frame);
    }
    this.cursor = commit.version;
    for (const name of Object.keys(commit.sections)) this.lastTouched.set(name, commit.version);
    this.options.onSent(commit);
  }

  /** No client of these sections is behind this version: what came later touched none of them. */
  private positionOf(sections: readonly string[]): number {
    return sections.reduce((last, name) => Math.max(last, this.lastTouched.get(name) ?? 0), 0);
  }

  private recover(connection: LiveConnection) {
    connection.lagging = false;
    this.figures.catchUps += 1;
    this.send(connection, frameOf(connection.takeHeldBack()));
    if (!this.catchUp(connection, false)) this.sendSnapshot(connection);
  }

  private tick() {
    for (const connection of this.connections) {
      connection.tick();
      if (connection.lagging && connection.hasDrained) this.recover(connection);
    }
    const turned = this.staleWatch.turned();
    if (turned.size > 0) {
      // What is kept for those who come back holds the flags as they were.
      this.catchUps.clear();
      this.tellFlags(turned);
    }
  }

  /** Turning stale is no commit: flags are told with `from` = `to`. */
  private tellFlags(turned: ReadonlySet<string>) {
    const frames = new Map<string, Buffer | undefined>();
    for (const connection of this.connections) {
      const { sections } = connection.subscription;
      const concerned = sections.filter(name => turned.has(name));
      if (concerned.length === 0 || connection.lagging) continue;
      const key = sections.join(',');
      if (!frames.has(key)) {
        frames.set(key, frameOf([flagsDelta(this.options.view, concerned, this.positionOf(sections))]));
      }
      this.send(connection, frames.get(key));
    }
  }

  private restart() {
    this.catchUps.clear();
    this.cursor = this.options.view.version;
    for (const name of this.options.view.sectionNames) {
      this.lastTouched.set(name, this.options.view.sectionVersion(name));
    }
    for (const connection of this.connections) this.sendSnapshot(connection);
  }

  private send(connection: LiveConnection, frame: Buffer | undefined) {
    if (!frame) return;
    this.figures.frames += 1;
    this.figures.bytes += frame.length;
    connection.send(frame);
  }

  private async renew(connection: LiveConnection, token: string) {
    const credentials = await this.options.authenticate(token).catch(() => undefined);
    if (!credentials) {
      connection.close(CLOSE_CODES.unauthenticated, 'token invalid');
    } else if (credentials.principal.userEntityRef !== connection.user) {
      connection.close(CLOSE_CODES.forbidden, "another user's token");
    } else {
      connection.renew(credentials);
    }
  }

  /** What a client may see is looked at again every 4 s; decisions are shared by the sockets of a person. */
  private async recheck() {
    if (this.rechecking) return;
    this.rechecking = true;
    for (const connection of Array.from(this.connections)) {
      try {
        this.apply(connection, await this.options.decide(connection.credentials));
      } catch (error) {
        this.options.logger.warn(
          `Permissions of ${connection.user} could not be checked, its socket is closed: ${error}`,
        );
        connection.close(CLOSE_CODES.restarting, 'permissions cannot be checked');
      }
    }
    this.rechecking = false;
  }

  private apply(connection: LiveConnection, decisions: Decisions) {
    connection.decisions = decisions;
    if (!decisions.has('agentos.read')) {
      connection.close(CLOSE_CODES.forbidden, 'permission agentos.read was withdrawn');
      return;
    }
    const before = new Set(connection.subscription.sections);
    if (!connection.subscription.decide(decisions)) return;
    this.tellSubscribed(connection, []);
    if (connection.subscription.sections.some(name => !before.has(name))) this.sendSnapshot(connection);
  }

  private every(clock: Clock, ms: number, action: () => void) {
    let cancel: () => void = () => {};
    const next = () => {
      cancel = clock.after(ms, () => {
        action();
        next();
      });
    };
    next();
    this.stops.push(() => cancel());
  }
}
