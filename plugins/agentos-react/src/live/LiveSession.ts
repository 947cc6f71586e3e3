import {
  LIVE_LIMITS,
  parseFrame,
  type ClientMessage,
  type ServerMessage,
} from '@agentos-portal/plugin-agentos-common';
import type { Environment } from './Environment';
import type { LiveSocket } from './LiveSocket';
import { tokenExpiry } from './tokenExpiry';

const SILENCE_MS = LIVE_LIMITS.heartbeatSeconds * 1000;
const PING_ANSWER_MS = (LIVE_LIMITS.goneAfterSeconds - LIVE_LIMITS.heartbeatSeconds) * 1000;
/** A token is renewed this long before it expires. */
const RENEW_AHEAD_MS = 60_000;
const RENEW_RETRY_MS = 10_000;
/** Longer timers than this fire at once in browsers. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The code a session ends with when it was given up by the client: the server said nothing any more.
 * @internal
 */
export const SILENT = 1006;

/** @internal */
export interface LiveSessionOptions {
  environment: Environment;
  socket: LiveSocket;
  /** The token the socket was opened with. */
  token: string | undefined;
  getToken(): Promise<string | undefined>;
  onFrame(messages: ServerMessage[], characters: number): void;
  /** A frame came that is no frame: something may be lost. */
  onGarbage(): void;
  /** Called once. */
  onClosed(code: number): void;
}

const isMessage = (value: unknown): value is ServerMessage =>
  typeof (value as { type?: unknown } | null)?.type === 'string';

/**
 * One socket from its opening to its end: takes frames apart, pings when it is silent, gives it up when nothing answers, renews the token.
 * @internal
 */
export class LiveSession {
  private cancelWatch = () => {};
  private cancelRenewal = () => {};
  private pinged = false;
  private ended = false;

  constructor(private readonly options: LiveSessionOptions) {
    const { socket, token } = options;
    socket.onmessage = ({ data }) => this.receive(data);
    socket.onclose = ({ code }) => this.end(code);
    this.watch(SILENCE_MS);
    this.planRenewal(token);
  }

  send(message: ClientMessage) {
    this.options.socket.send(JSON.stringify(message));
  }

  /** Asks for a sign of life now: the computer slept, or its network changed. */
  probe() {
    if (this.pinged) return;
    this.pinged = true;
    this.send({ type: 'ping' });
    this.watch(PING_ANSWER_MS);
  }

  /** Ends the session; `onClosed` is called with the code. A dead socket never gets round to saying that it is closed. */
  end(code: number) {
    this.close();
    this.options.onClosed(code);
  }

  /** Ends the session without telling. */
  close() {
    this.ended = true;
    this.cancelWatch();
    this.cancelRenewal();
    const { socket } = this.options;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  private receive(data: unknown) {
    this.pinged = false;
    this.watch(SILENCE_MS);
    const messages = this.parse(data);
    if (messages) this.options.onFrame(messages, (data as string).length);
    else this.options.onGarbage();
  }

  private parse(data: unknown): ServerMessage[] | undefined {
    try {
      const messages = typeof data === 'string' ? parseFrame(data) : [];
      return messages.length > 0 && messages.every(isMessage) ? messages : undefined;
    } catch {
      return undefined;
    }
  }

  private watch(delayMs: number) {
    this.cancelWatch();
    this.cancelWatch = this.options.environment.setTimer(() => {
      // Timers of a hidden tab come late: only silence after a ping says that the socket is dead.
      if (this.pinged) this.end(SILENT);
      else this.probe();
    }, delayMs);
  }

  private planRenewal(token: string | undefined) {
    const expiry = token && tokenExpiry(token);
    if (!expiry) return;
    const { environment, getToken } = this.options;
    const delayMs = Math.max(RENEW_RETRY_MS, expiry - environment.now() - RENEW_AHEAD_MS);
    this.cancelRenewal = environment.setTimer(
      async () => {
        const renewed = await getToken().catch(() => undefined);
        if (this.ended) return;
        if (renewed && renewed !== token) this.send({ type: 'auth', token: renewed });
        // Without another token the server ends the session when this one expires.
        this.planRenewal(renewed ?? token);
      },
      Math.min(delayMs, LONGEST_TIMER_MS),
    );
  }
}
