import type { ServerMessage } from '@agentos-portal/plugin-agentos-common';
import type { ConnectionState, ConnectionStatus, Environment, LiveConnection, LiveHandlers } from '../live';

/**
 * A connection in the state the test says, over which comes what the test sends.
 * @internal
 */
export class TestConnection implements LiveConnection {
  status: ConnectionStatus;
  lastMessageAt?: number;

  constructor(
    private readonly environment: Environment,
    private readonly handlers: LiveHandlers,
  ) {
    this.status = { state: 'idle', since: environment.now(), attempts: 0 };
  }

  start() {}

  stop() {}

  want() {}

  deny() {
    this.become('denied');
  }

  become(
    state: ConnectionState,
    { attempts = 0, nextAttemptInMs }: { attempts?: number; nextAttemptInMs?: number } = {},
  ) {
    const nextAttemptAt =
      nextAttemptInMs === undefined ? undefined : this.environment.monotonic() + nextAttemptInMs;
    this.status = { state, since: this.environment.now(), attempts, nextAttemptAt };
    this.handlers.onStatus(this.status);
  }

  send(...messages: ServerMessage[]) {
    this.lastMessageAt = this.environment.now();
    const outcome = this.handlers.onFrame(messages, JSON.stringify(messages).length);
    if (outcome === 'gap') throw new Error('The test sent what does not follow from what it sent before');
  }
}
