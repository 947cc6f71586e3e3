import type { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Tells the log once that Redis is away and once that it is back, however many connections notice.
 * @internal
 */
export class Outage {
  private readonly away = new Set<object>();
  private told = false;

  constructor(private readonly logger: LoggerService) {}

  /** @param who - what noticed, and is to say when it is over */
  begin(who: object, message: string) {
    if (!this.told) this.logger.warn(message);
    this.told = true;
    this.away.add(who);
  }

  /** Redis answered. */
  end(who: object) {
    this.away.delete(who);
    if (!this.told || this.away.size > 0) return;
    this.told = false;
    this.logger.info('Redis of agentos.store.url is back');
  }

  /** It is given up: it says nothing of Redis any more. The next answer to anybody tells the return. */
  forget(who: object) {
    this.away.delete(who);
  }
}
