import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LogFollower } from '../StateStore';
import type { Connection } from './Connection';
import { guarded } from './guarded';
import type { StoreKeys } from './keys';
import { LogPlace } from './LogPlace';
import { type LogRecord, parseRecord } from './LogRecord';
import { BLOCK_MS, type ReadLoop } from './ReadLoop';

/** Commits of one read: each may hold 1,000 rows. */
const COMMITS_PER_READ = 64;

/**
 * Tells the log to its followers, which share one connection.
 * @internal
 */
export class LogReader {
  private readonly places = new Map<LogPlace, LogFollower>();
  private loop: ReadLoop | undefined;

  constructor(
    private readonly options: {
      keys: StoreKeys;
      logger: LoggerService;
      startLoop: (name: string, step: (connection: Connection) => Promise<void>) => ReadLoop;
    },
  ) {}

  join(follower: LogFollower, after: { epoch: string; version: number }) {
    const place = new LogPlace(after.epoch, after.version);
    this.places.set(place, follower);
    // A read that waits looks at the new place after BLOCK_MS at the latest.
    this.loop ??= this.options.startLoop('log', connection => this.read(connection));
    return () => this.leave(place);
  }

  close() {
    this.places.clear();
    this.end();
  }

  private leave(place: LogPlace) {
    this.places.delete(place);
    if (this.places.size === 0) this.end();
  }

  private end() {
    this.loop?.stop();
    this.loop = undefined;
  }

  private async read(connection: Connection) {
    await this.check(connection);
    const checked = Array.from(this.places.keys()).filter(place => place.checked);
    if (checked.length === 0) return;
    const from = Math.min(...checked.map(({ version }) => version));
    const reply = await connection.run('read the log', redis =>
      redis.xread(
        'COUNT',
        COMMITS_PER_READ,
        'BLOCK',
        BLOCK_MS,
        'STREAMS',
        this.options.keys.log,
        `${from}-0`,
      ),
    );
    // Nothing came: it may be that nothing ever comes again after this place, in a store that was flushed or begun anew.
    if (!reply) for (const place of this.places.keys()) place.checked = false;
    for (const entry of reply?.[0][1] ?? []) this.tell(parseRecord(entry));
  }

  private async check(connection: Connection) {
    const unchecked = Array.from(this.places.keys()).filter(({ checked }) => !checked);
    if (unchecked.length === 0) return;
    const end = await connection.run('read the log', redis =>
      redis.hmget(this.options.keys.meta, 'epoch', 'version', 'last'),
    );
    for (const place of unchecked) {
      place.checked = place.isIn(end);
      if (!place.checked) this.tellGap(place);
    }
  }

  private tell(record: LogRecord) {
    for (const [place, follower] of this.places) {
      // Who joined meanwhile, or is further on than the slowest, whom this was read for.
      if (!place.checked || record.commit.version <= place.version) continue;
      if (!place.isBefore(record)) {
        this.tellGap(place);
        continue;
      }
      place.moveTo(record);
      guarded(this.options.logger, () => follower.commit(record.commit));
    }
  }

  private tellGap(place: LogPlace) {
    const follower = this.places.get(place);
    this.leave(place);
    guarded(this.options.logger, () => follower?.gap());
  }
}
