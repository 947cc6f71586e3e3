import type { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Tells the log once that Redis is away and once that it is back, however many connections notice.
 * @internal
 */
export class Outage {
  private readonly away = new Set<object>();

  constructor(private readonly logger: LoggerService) {}

  /** @param who - what noticed, and is to say when it is over */
  begin(who: object, message: string) {
    if (this.away.size === 0) this.logger.warn(message);
    this.away.add(who);
  }

  end(who: object) {
    if (this.away.delete(who) && this.away.size === 0) {
      this.logger.info('Redis of agentos.store.url is back');
    }
  }

  /** It is given up: it says nothing of Redis any more. */
  forget(who: object) {
    this.away.delete(who);
  }
}
