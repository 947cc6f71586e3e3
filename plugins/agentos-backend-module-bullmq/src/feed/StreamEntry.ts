/**
 * An entry of a queue's event stream.
 * @internal
 */
export interface StreamEntry {
  queue: string;
  /** Stream id, `<ms>-<sequence>`. */
  id: string;
  /** When it was written, by Redis' clock, in ms since epoch. */
  at: number;
  event: string;
  jobId: string | undefined;
  fields: ReadonlyMap<string, string>;
}

/** @internal */
export const FIRST_ID = '0-0';

/** The ms of a stream id. @internal */
export const timeOf = (id: string): number => Number(id.split('-')[0]);

/**
 * Order of two stream ids: below 0 when the first is older. Their parts are up to 64 bits long.
 * @internal
 */
export function compareIds(a: string, b: string): number {
  const [aTime, aSequence = '0'] = a.split('-');
  const [bTime, bSequence = '0'] = b.split('-');
  const compare = (x: string, y: string) => x.length - y.length || (x < y ? -1 : Number(x > y));
  return compare(aTime, bTime) || compare(aSequence, bSequence);
}

/**
 * Reads what XREAD answered for one stream; entries up to `after` are out of date and left out.
 * @internal
 */
export function parseEntries(
  queue: string,
  reply: Array<[id: string, fields: string[] | null]>,
  after: string,
): StreamEntry[] {
  return reply
    .filter(([id]) => compareIds(id, after) > 0)
    .map(([id, texts]) => {
      const pairs = texts ?? [];
      const fields = new Map<string, string>();
      for (let i = 0; i + 1 < pairs.length; i += 2) {
        fields.set(pairs[i], pairs[i + 1]);
      }
      return {
        queue,
        id,
        at: timeOf(id),
        event: fields.get('event') ?? '',
        jobId: fields.get('jobId') || undefined,
        fields,
      };
    });
}

/**
 * Leaves out what a later entry of the same job makes void: progress followed by progress, and the `waiting` that BullMQ writes
 * before each `stalled`, which would look like a retry.
 * @param entries - in order
 * @internal
 */
export function withoutSuperseded(entries: StreamEntry[]): StreamEntry[] {
  const next = new Map<string, string>();
  return entries
    .slice()
    .reverse()
    .filter(({ queue, jobId, event }) => {
      const key = `${queue}\n${jobId}`;
      const following = next.get(key);
      next.set(key, event);
      return !(
        (event === 'progress' && following === 'progress') ||
        (event === 'waiting' && following === 'stalled')
      );
    })
    .reverse();
}
