import type { CountedJob } from './JobChange';

/** What jobs are counted by; `queue` is empty for none. @internal */
export interface CountKey {
  instance: string;
  source: string;
  queue: string;
  state: string;
}

/**
 * Numbers of jobs by instance, source, queue and state.
 * @internal
 */
export class CountDeltas {
  private readonly held = new Map<string, CountKey & { count: number }>();

  /** @returns 0 for what was never added to */
  get({ instance, source, queue, state }: CountKey): number {
    return this.held.get(JSON.stringify([instance, source, queue, state]))?.count ?? 0;
  }

  add(
    { instance, source, queue, state }: Pick<CountedJob, 'instance' | 'source' | 'queue' | 'state'>,
    count: number,
  ) {
    const key = { instance, source, queue: queue ?? '', state };
    const text = JSON.stringify([instance, source, key.queue, state]);
    const held = this.held.get(text);
    if (held) held.count += count;
    else this.held.set(text, { ...key, count });
  }

  /** All that were added to, also those whose number is 0 in the end. */
  get entries(): Array<CountKey & { count: number }> {
    return Array.from(this.held.values());
  }
}
