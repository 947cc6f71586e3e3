import {
  BEARER_PROTOCOL_PREFIX,
  LIVE_PROTOCOL,
  type ClientMessage,
  type EventMessage,
  type SsotSnapshot,
} from '@agentos-portal/plugin-agentos-common';
import type { Environment, LiveSocket } from '../live';
import { FakeConnection } from './FakeConnection';
import { FakeSsot, type FakeCommit } from './FakeSsot';

/**
 * The live socket and `GET /ssot` in one process: the protocol over an in-memory SSOT, with the faults a test asks for.
 * @public
 */
export class FakeLiveServer {
  readonly ssot = new FakeSsot();
  /** Every attempt to connect, the refused ones too. */
  readonly attempts: Array<{ at: number; url: string; protocols: string[] }> = [];
  /** Every message of every client, in order. */
  readonly received: ClientMessage[] = [];
  /** Connections that are open. */
  readonly connections = new Set<FakeConnection>();
  /** False: no attempt gets through. */
  accepting = true;
  /** False: takes connections and says nothing, not even `pong`. */
  answering = true;
  /** Names of sections and rooms this person may not have. */
  readonly denied = new Set<string>();
  /** Whether a token is good. */
  accepts: (token: string) => boolean = () => true;
  user = 'user:default/guest';

  constructor(readonly environment: Environment) {}

  /** Stands in for the browser's `WebSocket`. */
  readonly openSocket = (url: string, protocols: string[]): LiveSocket => {
    this.attempts.push({ at: this.environment.monotonic(), url, protocols });
    const connection = new FakeConnection(this);
    this.environment.setTimer(() => {
      const token = protocols.find(protocol => protocol.startsWith(BEARER_PROTOCOL_PREFIX));
      const isGood =
        protocols[0] === LIVE_PROTOCOL && token && this.accepts(token.slice(BEARER_PROTOCOL_PREFIX.length));
      // A browser is not told why an upgrade was refused.
      if (this.accepting && isGood) connection.open();
      else connection.close(1006);
    }, 1);
    return connection.socket;
  };

  /** Commits and sends what each client is to get. */
  commit(commit: FakeCommit) {
    this.ssot.commit(commit);
    this.connections.forEach(connection => connection.follow());
  }

  /** Sends an event in a commit of its own. */
  emit(...events: Array<Omit<EventMessage, 'version'>>) {
    this.commit({ events });
  }

  /** Closes every connection. */
  close(code: number) {
    Array.from(this.connections).forEach(connection => connection.close(code));
  }

  /** Sends text to every client, whatever it says. */
  sendText(text: string) {
    this.connections.forEach(connection => connection.sendText(text));
  }

  /** The answer of `GET /ssot`. */
  read(sections?: readonly string[]): SsotSnapshot {
    const names = sections ?? this.ssot.names;
    const granted = names.filter(name => !this.denied.has(name));
    return {
      ...this.ssot.snapshot(granted),
      generatedAt: new Date(this.environment.now()).toISOString(),
      denied: names.filter(name => this.denied.has(name)),
    };
  }
}
