import {
  type ClientMessage,
  clientMessageSchemas,
  CLOSE_CODES,
  LIVE_LIMITS,
  type LiveErrorCode,
} from '@agentos-portal/plugin-agentos-common';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { BackstageCredentials, BackstageUserPrincipal } from '@backstage/backend-plugin-api';
import type { RawData, WebSocket } from 'ws';
import type { Decisions } from '../access';
import type { Commit } from '../state';
import { addCounts, encodeDropped, encodeEvent } from './frames';
import type { Subscription } from './subscription';

/** Above this many unsent bytes deltas are skipped. */
const LAG_BYTES = 1024 * 1024;
/** Above this many the client is let go. */
const DROP_BYTES = 4 * 1024 * 1024;
/** Without any drain for this long too. */
const DRAIN_MS = 10_000;
/** Critical events kept for a client that lags. */
const KEPT_CRITICAL = 100;
/** Between two looks at a connection. @internal */
export const TICK_MS = 1000;

/** @internal */
export type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/**
 * One client: its limits, its place in the log and what it may get. What it gets is the relay's business.
 * @internal
 */
export class LiveConnection {
  /** Everything up to this version was sent or is not for this client. */
  cursor = 0;
  /** Version of the last delta or snapshot sent: where the client itself stands. */
  position = 0;
  /** True while deltas are skipped because the client does not read fast enough. */
  lagging = false;
  private keptCritical: string[] = [];
  private droppedWhileLagging: Record<string, number> = {};
  private bad = 0;
  private recent: number[] = [];
  private sentBytes = 0;
  private drainedBytes = 0;
  private drainedAt: number;
  private heardAt: number;
  private pingedAt: number;
  private cancelExpiry: () => void = () => {};

  constructor(
    private readonly socket: WebSocket,
    readonly user: string,
    public credentials: UserCredentials,
    public decisions: Decisions,
    readonly subscription: Subscription,
    private readonly clock: Clock,
    private readonly handlers: {
      message(message: ClientMessage): void;
      closed(): void;
    },
  ) {
    this.heardAt = this.drainedAt = this.pingedAt = clock.monotonic();
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    socket.on('pong', () => this.heard());
    socket.on('close', () => {
      this.cancelExpiry();
      handlers.closed();
    });
    // The close event follows; without a listener a reset would end the process.
    socket.on('error', () => {});
    this.watchExpiry();
  }

  /** Takes a fresh token of the same user. */
  renew(credentials: UserCredentials) {
    this.credentials = credentials;
    this.watchExpiry();
  }

  get isOpen() {
    return this.socket.readyState === this.socket.OPEN;
  }

  send(frame: Buffer) {
    if (!this.isOpen) return;
    this.sentBytes += frame.length;
    this.socket.send(frame, { binary: false });
    const buffered = this.socket.bufferedAmount;
    if (buffered > DROP_BYTES) this.drop();
    else if (buffered > LAG_BYTES) this.lagging = true;
  }

  sendMessage(message: object) {
    this.send(Buffer.from(JSON.stringify(message)));
  }

  sendError(code: LiveErrorCode, text: string) {
    this.sendMessage({ type: 'error', code, message: text });
  }

  /** Notes a commit that a lagging client does not get: critical events are kept, the newest hundred; the others are counted. */
  holdBack(commit: Commit) {
    const inRoom = (room: string) => this.subscription.rooms.has(room);
    for (const event of commit.events) {
      const mine = event.rooms.filter(inRoom);
      if (mine.length === 0) continue;
      if (event.priority === 'critical') this.keptCritical.push(encodeEvent(event, mine, commit.version));
      else addCounts(this.droppedWhileLagging, Object.fromEntries(mine.map(room => [room, 1])), inRoom);
    }
    if (this.keptCritical.length > KEPT_CRITICAL)
      this.keptCritical.splice(0, this.keptCritical.length - KEPT_CRITICAL);
    addCounts(this.droppedWhileLagging, commit.dropped, inRoom);
  }

  /** What was kept, and how much was not, in the order a frame has it. */
  takeHeldBack(): string[] {
    const texts = [...this.keptCritical, ...encodeDropped(this.droppedWhileLagging)];
    this.keptCritical = [];
    this.droppedWhileLagging = {};
    return texts;
  }

  /** True when a lagging client has drained enough to catch up. */
  get hasDrained() {
    return this.socket.bufferedAmount <= LAG_BYTES / 2;
  }

  close(code: number, reason: string) {
    if (this.socket.readyState === this.socket.CLOSED) return;
    this.socket.close(code, reason);
    // A peer that does not answer the close must not keep the socket.
    this.clock.after(2000, () => this.socket.terminate());
  }

  terminate() {
    this.socket.terminate();
  }

  /** Every {@link TICK_MS}: heartbeat, dead peers, peers that do not read. */
  tick() {
    const now = this.clock.monotonic();
    // At the last tick before the limit: the next one would be after it.
    if (now - this.heardAt > LIVE_LIMITS.goneAfterSeconds * 1000 - TICK_MS) {
      this.socket.terminate();
      return;
    }
    if (now - this.pingedAt >= LIVE_LIMITS.heartbeatSeconds * 1000 && this.isOpen) {
      this.pingedAt = now;
      this.socket.ping();
    }
    const buffered = this.socket.bufferedAmount;
    const drained = this.sentBytes - buffered;
    if (buffered === 0 || drained > this.drainedBytes) this.drainedAt = now;
    this.drainedBytes = drained;
    if (now - this.drainedAt >= DRAIN_MS) this.drop();
  }

  private drop() {
    this.socket.close(CLOSE_CODES.tooSlow, 'too slow');
    // The close frame waits behind what the client does not read.
    this.clock.after(1000, () => this.socket.terminate());
  }

  private heard() {
    this.heardAt = this.clock.monotonic();
  }

  private watchExpiry() {
    this.cancelExpiry();
    const { expiresAt } = this.credentials;
    if (!expiresAt) return;
    const end = () => this.close(CLOSE_CODES.unauthenticated, 'token expired');
    const left = expiresAt.getTime() - this.clock.now();
    if (left <= 0) end();
    // Timers hold 31 bits; a token that lives longer is looked at again then.
    else this.cancelExpiry = this.clock.after(Math.min(left, 2 ** 30), () => this.watchExpiry());
  }

  private receive(data: RawData, isBinary: boolean) {
    this.heard();
    if (!this.isOpen) return;
    if (isBinary) {
      this.close(CLOSE_CODES.binary, 'text frames only');
      return;
    }
    const now = this.clock.monotonic();
    this.recent = this.recent.filter(at => at > now - LIVE_LIMITS.rateWindowMs);
    this.recent.push(now);
    if (this.recent.length > LIVE_LIMITS.messagesPerWindow) {
      this.sendError('RATE_LIMIT', `more than ${LIVE_LIMITS.messagesPerWindow} messages within 10 s`);
      this.close(CLOSE_CODES.tooMany, 'too many messages');
      return;
    }
    const parsed = parseMessage(String(data));
    if ('message' in parsed) {
      this.handlers.message(parsed.message);
      return;
    }
    this.bad += 1;
    this.sendError(parsed.code, parsed.text);
    if (this.bad >= LIVE_LIMITS.badMessages) this.close(CLOSE_CODES.policy, 'too many bad messages');
  }
}

type Parsed = { message: ClientMessage } | { code: LiveErrorCode; text: string };

function parseMessage(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { code: 'BAD_JSON', text: 'the frame is not JSON' };
  }
  const type = (value as { type?: unknown } | null)?.type;
  if (typeof type !== 'string') return { code: 'BAD_MESSAGE', text: 'a message is an object with a type' };
  if (!Object.hasOwn(clientMessageSchemas, type)) {
    return {
      code: 'UNKNOWN_TYPE',
      text: `unknown type, use one of ${Object.keys(clientMessageSchemas).join(', ')}`,
    };
  }
  const parsed = clientMessageSchemas[type as ClientMessage['type']].safeParse(value);
  if (parsed.success) return { message: parsed.data };
  const [issue] = parsed.error.issues;
  return { code: 'BAD_MESSAGE', text: `${type}: ${issue.path.join('.') || 'message'}: ${issue.message}` };
}
