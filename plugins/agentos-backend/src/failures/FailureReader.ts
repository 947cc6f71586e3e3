import type { FailureGroup, FailurePage } from '@agentos-portal/plugin-agentos-common';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';

const COUNTS = 'failure_counts';

/** Queues, names and sources that a group tells. */
const MOST_PLACES = 20;
/** Of all groups of a page together, before each is cut. */
const MOST_ROWS = 10_000;

/** What `GET /failures` asks for; times are ms since epoch, half-open. @internal */
export interface FailureRequest {
  instance?: string;
  queue?: string;
  name?: string;
  agent?: string;
  from?: number;
  to?: number;
  cursor?: string;
  limit: number;
}

const FIELDS = ['instance', 'queue', 'name', 'agent'] as const;

const writeCursor = (at: number, fingerprint: string) =>
  Buffer.from(JSON.stringify([at, fingerprint])).toString('base64url');

function readCursor(cursor: string): [at: number, fingerprint: string] {
  try {
    const [at, fingerprint] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Number.isSafeInteger(at) && typeof fingerprint === 'string') return [at, fingerprint];
  } catch {
    // Said below, as for every other text that is none.
  }
  throw new InputError('cursor: is not one that this list gave');
}

/**
 * Reads the groups of failures, the last seen first.
 * @internal
 */
export class FailureReader {
  constructor(private readonly knex: Knex) {}

  /** @throws InputError for a cursor that is none */
  async read(request: FailureRequest): Promise<FailurePage> {
    const { cursor, limit } = request;
    const page = this.selected(request)
      .groupBy('fingerprint')
      .select('fingerprint')
      .sum({ number: 'count' })
      .min({ first: 'first_seen_at' })
      .max({ last: 'last_seen_at' })
      .orderByRaw('max(last_seen_at) desc, fingerprint desc')
      .limit(limit + 1);
    if (cursor !== undefined) page.havingRaw('(max(last_seen_at), fingerprint) < (?, ?)', readCursor(cursor));
    const rows: Array<{ fingerprint?: string; number?: unknown; first?: unknown; last?: unknown }> =
      await page;
    const shown = rows.slice(0, limit).map(row => ({
      fingerprint: row.fingerprint!,
      count: Number(row.number),
      first: Number(row.first),
      last: Number(row.last),
    }));
    const end = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: await this.complete(request, shown),
      nextCursor: end ? writeCursor(end.last, end.fingerprint) : null,
    };
  }

  private async complete(
    request: FailureRequest,
    shown: ReadonlyArray<{ fingerprint: string; count: number; first: number; last: number }>,
  ): Promise<FailureGroup[]> {
    if (shown.length === 0) return [];
    const fingerprints = shown.map(({ fingerprint }) => fingerprint);
    const words: Array<{ fingerprint: string; type: string | null; message: string }> = await this.knex(
      'failure_groups',
    )
      .whereIn('fingerprint', fingerprints)
      .select('fingerprint', 'type', 'message');
    const [queues, names, sources] = [
      await this.places(request, fingerprints, 'queue'),
      await this.places(request, fingerprints, 'name'),
      await this.places(request, fingerprints, 'source'),
    ];
    const examples: Array<{ fingerprint?: string; example?: string }> = await this.selected(request)
      .whereIn(
        ['fingerprint', 'last_seen_at'],
        shown.map(({ fingerprint, last }) => [fingerprint, last]),
      )
      .groupBy('fingerprint')
      .select('fingerprint')
      .max({ example: 'example_job_id' });
    return shown.map(({ fingerprint, count, first, last }) => {
      const said = words.find(row => row.fingerprint === fingerprint);
      return {
        fingerprint,
        type: said?.type ?? null,
        message: said?.message ?? '',
        count,
        firstSeenAt: new Date(first).toISOString(),
        lastSeenAt: new Date(last).toISOString(),
        queues: queues.get(fingerprint) ?? [],
        names: names.get(fingerprint) ?? [],
        sources: sources.get(fingerprint) ?? [],
        exampleJobId: examples.find(row => row.fingerprint === fingerprint)!.example!,
      };
    });
  }

  /** Where failures happened, the most frequent first. */
  private async places(request: FailureRequest, fingerprints: string[], column: 'queue' | 'name' | 'source') {
    const rows: Array<{ fingerprint: string; place: string }> = await this.selected(request)
      .whereIn('fingerprint', fingerprints)
      .whereNot(column, '')
      .groupBy('fingerprint', column)
      .select('fingerprint', { place: column })
      .orderByRaw('sum(count) desc, ?? asc', [column])
      .limit(MOST_ROWS);
    const places = new Map<string, string[]>();
    for (const { fingerprint, place } of rows) {
      const known = places.get(fingerprint) ?? [];
      if (known.length < MOST_PLACES) places.set(fingerprint, [...known, place]);
    }
    return places;
  }

  /** Counts of hours and days in which something happened within the time that is asked for. */
  private selected(request: FailureRequest) {
    const query = this.knex(COUNTS);
    for (const field of FIELDS) {
      const value = request[field];
      if (value !== undefined) query.where(field, value);
    }
    if (request.from !== undefined) query.where('last_seen_at', '>=', request.from);
    if (request.to !== undefined) query.where('first_seen_at', '<', request.to);
    return query;
  }
}
