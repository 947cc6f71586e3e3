import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { BEARER_PROTOCOL_PREFIX, LIVE_LIMITS, LIVE_PROTOCOL } from '@agentos-portal/plugin-agentos-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { WebSocketServer } from 'ws';
import type { Decisions } from '../access';
import type { UserCredentials } from './LiveConnection';
import type { Relay } from './Relay';

/** Path of the socket. @internal */
export const LIVE_PATH = '/api/agentos/live';

const AUTHENTICATION_MS = 5000;

/** An answer instead of 101. */
class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    readonly errorName: string,
    message: string,
  ) {
    super(message);
  }
}

const STATUS_TEXT: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  503: 'Service Unavailable',
};

/**
 * Accepts live sockets on the HTTP server that Backstage shares among plugins.
 * @internal
 */
export class LiveServer {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LIVE_LIMITS.inboundBytes,
    perMessageDeflate: false,
    // The token is in the other protocol and must not be echoed.
    handleProtocols: () => LIVE_PROTOCOL,
  });
  private server: Server | undefined;
  private pending = 0;
  private stopped = false;
  readonly figures = { refused: 0 };
  private readonly onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    this.upgrade(request, socket, head);
  };

  constructor(
    private readonly options: {
      relay: Relay;
      originAllowed: (origin: string | undefined) => boolean;
      /** @returns undefined for a token that is no user's */
      authenticate: (token: string) => Promise<UserCredentials | undefined>;
      decide: (credentials: UserCredentials) => Promise<Decisions>;
      maxConnections: number;
      logger: LoggerService;
    },
  ) {}

  get isAttached() {
    return this.server !== undefined;
  }

  attach(server: Server) {
    if (this.server || this.stopped) return;
    this.server = server;
    server.on('upgrade', this.onUpgrade);
  }

  stop() {
    this.stopped = true;
    this.server?.off('upgrade', this.onUpgrade);
    this.options.relay.stop();
    this.sockets.close();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const path = (request.url ?? '').split('?')[0];
    if (path !== LIVE_PATH) {
      // Another listener may own it; alone here, nobody does and it would hang.
      if (this.server!.listenerCount('upgrade') === 1) socket.destroy();
      return;
    }
    // Before the first await: a reset without a listener would end the process.
    socket.on('error', () => socket.destroy());
    const { relay, maxConnections } = this.options;
    // Those being opened count: clients that all come back after an outage are let in at once, and never too many of them.
    if (relay.figures.connections + this.pending >= maxConnections) {
      this.refuse(
        socket,
        new Refusal(
          503,
          'ServiceUnavailableError',
          `agentos.live.maxConnections (${maxConnections}) is reached`,
        ),
      );
      return;
    }
    this.pending += 1;
    this.accept(request, socket, head)
      .catch(error => {
        if (error instanceof Refusal) {
          this.refuse(socket, error);
          return;
        }
        this.options.logger.warn(`A live socket could not be checked: ${error}`);
        this.refuse(
          socket,
          new Refusal(503, 'ServiceUnavailableError', 'The session could not be checked, try again'),
        );
      })
      .finally(() => {
        this.pending -= 1;
      });
  }

  private async accept(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const { originAllowed, relay } = this.options;
    if (!originAllowed(request.headers.origin)) {
      throw new Refusal(
        403,
        'NotAllowedError',
        'Origin is missing or not allowed: add it to agentos.live.allowedOrigins',
      );
    }
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim());
    const bearer = offered.find(name => name.startsWith(BEARER_PROTOCOL_PREFIX));
    const { credentials, decisions } = await this.limited(
      this.check(bearer?.slice(BEARER_PROTOCOL_PREFIX.length)),
    );
    if (!offered.includes(LIVE_PROTOCOL)) {
      throw new Refusal(400, 'InputError', `The subprotocol ${LIVE_PROTOCOL} must be offered`);
    }
    if (socket.destroyed || this.stopped) return;
    this.sockets.handleUpgrade(request, socket, head, accepted =>
      relay.open(accepted, credentials, decisions),
    );
  }

  private async check(token: string | undefined) {
    const credentials = token ? await this.options.authenticate(token) : undefined;
    if (!credentials) {
      throw new Refusal(
        401,
        'AuthenticationError',
        `A user's token is needed as subprotocol ${BEARER_PROTOCOL_PREFIX}<token>`,
      );
    }
    const decisions = await this.options.decide(credentials);
    if (!decisions.has('agentos.read')) {
      throw new Refusal(403, 'NotAllowedError', 'The permission agentos.read is missing');
    }
    return { credentials, decisions };
  }

  private async limited<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Refusal(503, 'ServiceUnavailableError', 'Checking the session took too long')),
        AUTHENTICATION_MS,
      );
    });
    try {
      return await Promise.race([work, limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  private refuse(socket: Duplex, { statusCode, errorName, message }: Refusal) {
    this.figures.refused += 1;
    if (socket.destroyed) return;
    const body = JSON.stringify({ error: { name: errorName, message }, response: { statusCode } });
    socket.end(
      `HTTP/1.1 ${statusCode} ${STATUS_TEXT[statusCode]}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
}
