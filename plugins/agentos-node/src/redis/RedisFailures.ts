import { ServiceUnavailableError } from '@backstage/errors';
import { isEnding } from './isEnding';

// What ioredis says when it gives up says nothing about why.
const SILENT =
  /max retries per request|connection is closed|connection close|isn't writeable|timed out|timeout/i;

const NOT_SIGNED_IN = /^NOAUTH/;

/**
 * Says why a Redis cannot be read. The errors of ioredis carry the command with its arguments, which for AUTH is the password: only
 * their text is passed on, without credentials.
 * @internal
 */
export class RedisFailures {
  /** Host, port and database number, without credentials. */
  readonly address: string;
  private readonly secrets: string[];
  private last: Error | undefined;

  constructor(
    url: string,
    private readonly limitMs: number,
  ) {
    const { host, port, pathname, username, password } = new URL(url);
    const database = pathname.length > 1 ? ` database ${pathname.slice(1)}` : '';
    this.address = `${host}${port ? '' : ':6379'}${database}`;
    this.secrets = [username, password, decodeURIComponent(password)];
  }

  /** Something went wrong with the connection itself. */
  note(error: NodeJS.ErrnoException) {
    if (this.last === undefined || !isEnding(error)) this.last = error;
  }

  /** Redis answered, were it with a refusal: what was wrong before is over, unless it is the password. */
  answered(refusal?: Error) {
    if (refusal === undefined || (refusal.name === 'ReplyError' && !NOT_SIGNED_IN.test(refusal.message))) {
      this.last = undefined;
    }
  }

  /** What went wrong, as an error for people. */
  describe(error: unknown): ServiceUnavailableError {
    const told = (error as Error | undefined)?.message;
    // That nobody signed in says less than why.
    const messages =
      told !== undefined && NOT_SIGNED_IN.test(told)
        ? [this.last?.message, told]
        : [told, this.last?.message];
    let message =
      messages.find(text => text !== undefined && !SILENT.test(text)) ??
      `no answer within ${this.limitMs} ms`;
    for (const secret of this.secrets) {
      if (secret !== '') message = message.replaceAll(secret, '***');
    }
    return new ServiceUnavailableError(`Redis at ${this.address}: ${message}`);
  }
}
