import type { JsonValue } from '@backstage/types';

/**
 * Small state a source keeps over restarts (stream positions, ledgers). Kept in the plugin's database, apart for every source.
 * @public
 */
export interface SourceStore {
  /** The value, or undefined. */
  get<T extends JsonValue>(key: string): Promise<T | undefined>;
  /** Writes the value; the last write wins. */
  set(key: string, value: JsonValue): Promise<void>;
  delete(key: string): Promise<void>;
}
