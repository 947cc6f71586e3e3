import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Clock } from '@agentos-portal/plugin-agentos-node';
import type { ReplicaView } from './ReplicaView';

const brotli = promisify(brotliCompress);
const gunzippable = promisify(gzip);

/** Encodings of an answer. @internal */
export type Encoding = 'br' | 'gzip' | 'identity';

/** Share of a core that encoding may take. */
const BUDGET = 0.2;
const KEPT_SETS = 50;

/**
 * The sections of one version, encoded.
 * @internal
 */
export interface EncodedSections {
  epoch: string | undefined;
  version: number;
  generatedAt: string;
  /** JSON of the `sections` object. */
  json: string;
  staleSet: string;
}

/** A whole answer of `GET /ssot`. @internal */
export interface EncodedSnapshot {
  etag(encoding: Encoding): string;
  body(encoding: Encoding): Buffer | Promise<Buffer>;
  version: number;
}

/**
 * Encodes sections lazily, at most once per version, set of sections and stale set, within its share of a core: while that is used up
 * an older version is served, and the client catches up from deltas.
 * @internal
 */
export class SnapshotEncoder {
  private readonly sets = new Map<
    string,
    { encoded: EncodedSections; nextAt: number; answers: Map<string, EncodedSnapshot> }
  >();
  private readonly rowsJson = new Map<string, { version: number; epoch: string | undefined; json: string }>();
  private encodes = 0;

  constructor(
    private readonly view: ReplicaView,
    private readonly clock: Clock,
  ) {
    // An older version of another epoch must never be served.
    view.onReset(() => {
      this.sets.clear();
      this.rowsJson.clear();
    });
  }

  get count() {
    return this.encodes;
  }

  /** The `sections` object for a set of sections. */
  sections(names: readonly string[]): EncodedSections {
    return this.entry(names).encoded;
  }

  /** The answer of `GET /ssot`. */
  snapshot(names: readonly string[], denied: readonly string[]): EncodedSnapshot {
    const entry = this.entry(names);
    const key = denied.join(',');
    let answer = entry.answers.get(key);
    if (!answer) {
      answer = this.answer(entry.encoded, names, denied);
      entry.answers.set(key, answer);
    }
    return answer;
  }

  private entry(names: readonly string[]) {
    const key = names.join(',');
    const staleSet = this.view.staleSet(names);
    const known = this.sets.get(key);
    const current =
      known &&
      known.encoded.version === this.versionOf(names, known.encoded.version) &&
      known.encoded.staleSet === staleSet;
    if (known && (current || (this.clock.monotonic() < known.nextAt && known.encoded.staleSet === staleSet)))
      return known;
    if (this.sets.size >= KEPT_SETS) this.sets.clear();
    const before = this.clock.monotonic();
    const entry = {
      encoded: this.encode(names, staleSet),
      nextAt: 0,
      answers: new Map<string, EncodedSnapshot>(),
    };
    const now = this.clock.monotonic();
    entry.nextAt = now + (now - before) * (1 / BUDGET - 1);
    this.sets.set(key, entry);
    return entry;
  }

  /** The version as far as these sections are concerned: commits that touch none of them leave an encoded snapshot true. */
  private versionOf(names: readonly string[], encoded: number) {
    return names.some(name => this.view.sectionVersion(name) > encoded) ? this.view.version : encoded;
  }

  private encode(names: readonly string[], staleSet: string): EncodedSections {
    this.encodes += 1;
    const parts = names.map(name => {
      const { ageMs, ...head } = this.view.head(name);
      const text = JSON.stringify({ ...head, ageMs });
      return `${JSON.stringify(name)}:${text.slice(0, -1)},"rows":${this.rowsOf(name)}}`;
    });
    return {
      epoch: this.view.epoch,
      version: this.view.version,
      generatedAt: new Date(this.clock.now()).toISOString(),
      json: `{${parts.join(',')}}`,
      staleSet,
    };
  }

  private rowsOf(name: string) {
    const version = this.view.sectionVersion(name);
    const known = this.rowsJson.get(name);
    if (known?.version === version && known.epoch === this.view.epoch) return known.json;
    const json = rowsToJson(this.view.rows(name));
    this.rowsJson.set(name, { version, epoch: this.view.epoch, json });
    return json;
  }

  private answer(
    encoded: EncodedSections,
    names: readonly string[],
    denied: readonly string[],
  ): EncodedSnapshot {
    const { epoch, version, generatedAt, json, staleSet } = encoded;
    const text = `{"epoch":${JSON.stringify(epoch ?? null)},"version":${version},"generatedAt":"${generatedAt}","denied":${JSON.stringify(denied)},"sections":${json}}`;
    const plain = Buffer.from(text);
    const set = createHash('sha1')
      .update(`${names.join(',')}|${denied.join(',')}|${staleSet}`)
      .digest('base64url')
      .slice(0, 12);
    const bodies: Partial<Record<Encoding, Promise<Buffer>>> = {};
    return {
      version,
      etag: encoding => `"${epoch ?? 'none'}-${version}-${set}-${encoding}"`,
      body: encoding => {
        if (encoding === 'identity') return plain;
        bodies[encoding] ??=
          encoding === 'br'
            ? brotli(plain, {
                params: {
                  [constants.BROTLI_PARAM_QUALITY]: 4,
                  [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
                },
              })
            : gunzippable(plain);
        return bodies[encoding]!;
      },
    };
  }
}

/** Rows as a JSON object by id; written by hand so that an id such as `__proto__` is a key like any other. @internal */
export function rowsToJson(rows: Iterable<[string, unknown]>): string {
  const parts: string[] = [];
  for (const [id, row] of rows) parts.push(`${JSON.stringify(id)}:${JSON.stringify(row)}`);
  return `{${parts.join(',')}}`;
}
