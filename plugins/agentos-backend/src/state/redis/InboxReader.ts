import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ReceivedLetter } from '../StateStore';
import type { Connection } from './Connection';
import { guarded } from './guarded';
import type { StoreKeys } from './keys';
import { BLOCK_MS } from './ReadLoop';
import { LAST_LETTER } from './scripts/inbox';
import { isAfter } from './streamIds';

const LETTERS_PER_READ = 500;
const BEGINNING = '0-0';

/**
 * Reads the letters of the inbox in order.
 * @internal
 */
export class InboxReader {
  private checked = false;
  private position: string;

  constructor(
    private readonly options: {
      keys: StoreKeys;
      logger: LoggerService;
      after: string | undefined;
      receiver: (letters: ReceivedLetter[]) => void;
    },
  ) {
    this.position = options.after ?? BEGINNING;
  }

  /** Reads once; after the signal it tells nothing. */
  async read(connection: Connection, signal: AbortSignal) {
    const { keys, logger, receiver } = this.options;
    const { inbox } = keys;
    if (!this.checked) {
      const last = await connection.run('read the inbox', redis => LAST_LETTER.run(redis, [inbox], []));
      // An inbox that was flushed has begun again, by a clock that may have been set back.
      if (isAfter(this.position, last)) this.position = BEGINNING;
      this.checked = true;
    }
    const reply = await connection.run('read the inbox', redis =>
      redis.xread('COUNT', LETTERS_PER_READ, 'BLOCK', BLOCK_MS, 'STREAMS', inbox, this.position),
    );
    if (signal.aborted) return;
    if (!reply) {
      this.checked = false;
      return;
    }
    const letters = reply[0][1].map(([position, [, letter]]) => ({ position, letter: JSON.parse(letter) }));
    this.position = letters[letters.length - 1].position;
    guarded(logger, () => receiver(letters));
  }
}
