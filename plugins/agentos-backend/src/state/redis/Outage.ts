import type { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Tells the log once that Redis is away and once that it is back, however many connections notice.
 * @internal
 */
export class Outage {
  private readonly away = new Set<object>();

  constructor(private readonly logger: LoggerService) {}

  /** @param who - the connection that noticed */
  begin(who: object, reason: string) {
    if (this.away.size === 0) this.logger.warn(`Redis of agentos.store.url is away: ${reason}`);
    this.away.add(who);
  }

  end(who: object) {
    if (this.away.delete(who) && this.away.size === 0) {
      this.logger.info('Redis of agentos.store.url is back');
    }
  }

  /** The connection is given up: it says nothing of Redis any more. */
  forget(who: object) {
    this.away.delete(who);
  }
}
