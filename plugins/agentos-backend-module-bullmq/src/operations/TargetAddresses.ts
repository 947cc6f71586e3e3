import { parseRowId } from '@agentos-portal/plugin-agentos-common';
import type { JobAddress } from '../jobs/JobAccess';

/** A job scheduler as Redis knows it. @internal */
export interface ScheduleAddress {
  queue: string;
  key: string;
}

/**
 * Finds what row ids name. Only queues that are watched: an id comes from outside and must not reach other keys.
 * @internal
 */
export class TargetAddresses {
  constructor(
    private readonly sourceId: string,
    private readonly isWatched: (queue: string) => boolean,
  ) {}

  queue(id: string): string | undefined {
    return this.parts(id, 1)?.[0];
  }

  job(id: string): JobAddress | undefined {
    const parts = this.parts(id, 2);
    return parts && { queue: parts[0], jobId: parts[1] };
  }

  schedule(id: string): ScheduleAddress | undefined {
    const parts = this.parts(id, 2);
    return parts && { queue: parts[0], key: parts[1] };
  }

  private parts(id: string, count: number): string[] | undefined {
    const [source, ...parts] = parseRowId(id) ?? [];
    const isOurs = source === this.sourceId && parts.length === count && parts.every(Boolean);
    return isOurs && this.isWatched(parts[0]) ? parts : undefined;
  }
}
