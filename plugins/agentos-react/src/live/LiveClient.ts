import type { ServerMessage, SubscribedMessage } from '@agentos-portal/plugin-agentos-common';
import { fullJitter, jitter } from './backoff';
import { CLOSE_RULES, SLOW_RETRY } from './closeRules';
import type { Environment } from './Environment';
import type { LiveConnection, LiveHandlers } from './LiveConnection';
import { LiveSession, SILENT } from './LiveSession';
import { liveProtocols, liveUrl, type OpenSocket } from './LiveSocket';
import type { ConnectionState, ConnectionStatus } from './LiveStatus';
import { LiveSubscription, type Wanted } from './LiveSubscription';

/** Time an attempt has for the token, the upgrade and `welcome`. */
const ATTEMPT_LIMIT_MS = 10_000;
/** A connection that ends sooner counts as a failed attempt, or a server that accepts and drops would be tried without end. */
const STABLE_MS = 5_000;
/** After this many failed attempts in a row the page reads over HTTP. */
const POLLING_AFTER = 5;

const isSubscribed = (message: ServerMessage): message is SubscribedMessage => message.type === 'subscribed';
const carriesRows = ({ type }: ServerMessage) => type === 'delta' || type === 'initial_data';

/** @internal */
export interface LiveClientOptions extends LiveHandlers {
  environment: Environment;
  openSocket: OpenSocket;
  /** Base URL of the plugin's backend. */
  getBaseUrl(): Promise<string>;
  getToken(): Promise<string | undefined>;
}

/**
 * Keeps a live socket open: connects, subscribes, resumes, and tries again by the table of close codes.
 * @internal
 */
export class LiveClient implements LiveConnection {
  status: ConnectionStatus;
  lastMessageAt?: number;
  private wanted: Wanted = { rooms: [], sections: [] };
  private session?: LiveSession;
  private subscription?: LiveSubscription;
  private failures = 0;
  private liveAt?: number;
  private everLive = false;
  /** Tells the steps of the present attempt from those of an abandoned one. */
  private attempt = {};
  private cancelTimer = () => {};
  private release = () => {};

  constructor(private readonly options: LiveClientOptions) {
    this.status = { state: 'idle', since: options.environment.now(), attempts: 0 };
  }

  start() {
    const { environment } = this.options;
    const releases = [
      environment.onNetworkChange(() => this.nudge()),
      environment.onVisibilityChange(() => environment.isVisible() && this.nudge()),
    ];
    this.release = () => releases.forEach(release => release());
    this.tell('connecting');
    this.connect();
  }

  stop() {
    this.release();
    this.abandon();
    this.failures = 0;
    this.tell('idle');
  }

  want(wanted: Wanted) {
    this.wanted = wanted;
    this.subscription?.want(wanted);
  }

  deny() {
    this.tell('denied', this.status.nextAttemptAt);
  }

  private async connect() {
    this.abandon();
    const { attempt } = this;
    const { environment, openSocket, getBaseUrl, getToken } = this.options;
    this.tell(this.status.state);
    this.cancelTimer = environment.setTimer(() => this.failed(SILENT), ATTEMPT_LIMIT_MS);
    try {
      const [baseUrl, token] = await Promise.all([getBaseUrl(), getToken()]);
      if (this.attempt !== attempt) return;
      this.session = new LiveSession({
        environment,
        socket: openSocket(liveUrl(baseUrl), liveProtocols(token)),
        token,
        getToken,
        onFrame: (messages, characters) => this.receive(messages, characters),
        onGarbage: () => this.recover(),
        onClosed: code => this.failed(code),
      });
    } catch {
      if (this.attempt === attempt) this.failed(SILENT);
    }
  }

  private abandon() {
    this.attempt = {};
    this.cancelTimer();
    this.session?.close();
    this.session = undefined;
    this.subscription = undefined;
    this.liveAt = undefined;
  }

  private failed(code: number) {
    const { environment } = this.options;
    const stable = this.liveAt !== undefined && environment.monotonic() - this.liveAt >= STABLE_MS;
    this.abandon();
    this.failures = stable ? 0 : this.failures + 1;
    const rule = CLOSE_RULES[code] ?? {};
    const state = this.stateAfter(rule.denied === true);
    const random = environment.random();
    const slow = state === 'denied' || state === 'polling';
    const range = slow ? SLOW_RETRY : rule.delay;
    const delayMs = range ? jitter(range, random) : fullJitter(this.failures, random);
    this.cancelTimer = environment.setTimer(() => this.connect(), delayMs);
    this.tell(state, environment.monotonic() + delayMs);
  }

  private stateAfter(denied: boolean): ConnectionState {
    // A network that fails meanwhile does not lift a refusal.
    if (denied || this.status.state === 'denied') return 'denied';
    if (this.failures >= POLLING_AFTER) return 'polling';
    return this.everLive ? 'reconnecting' : 'connecting';
  }

  /** The network or the tab came back: what was planned for later is tried now, what is open has to answer. */
  private nudge() {
    if (this.liveAt !== undefined) this.session?.probe();
    else if (this.status.nextAttemptAt !== undefined && this.status.state !== 'denied') this.connect();
  }

  private receive(messages: ServerMessage[], characters: number) {
    this.lastMessageAt = this.options.environment.now();
    for (const message of messages) {
      if (message.type === 'welcome') this.welcomed();
    }
    const { subscription } = this;
    if (!subscription) return;
    const outcome = this.options.onFrame(messages, characters);
    for (const message of messages) {
      if (isSubscribed(message)) subscription.granted(message);
    }
    if (outcome === 'gap') this.recover();
    else if (messages.some(carriesRows)) subscription.progressed();
  }

  private welcomed() {
    const { session } = this;
    if (!session) return;
    this.cancelTimer();
    this.liveAt = this.options.environment.monotonic();
    this.everLive = true;
    this.subscription = new LiveSubscription({
      send: message => session.send(message),
      position: sections => this.options.position(sections),
      holds: section => this.options.holds(section),
      onResync: () => this.options.onResync(),
    });
    this.tell('live');
    this.subscription.begin(this.wanted);
  }

  private recover() {
    if (this.subscription?.recover() === false) this.session?.end(SILENT);
  }

  private tell(state: ConnectionState, nextAttemptAt?: number) {
    const since = state === this.status.state ? this.status.since : this.options.environment.now();
    const attempts = state === 'live' ? 0 : this.failures;
    this.status = { state, since, attempts, nextAttemptAt };
    this.options.onStatus(this.status);
  }
}
