import type { JsonValue } from '@backstage/types';
import type { SourceStore } from '../source';

/**
 * A source store for tests.
 * @public
 */
export class MemorySourceStore implements SourceStore {
  private readonly values = new Map<string, string>();

  async get<T extends JsonValue>(key: string) {
    const text = this.values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  async set(key: string, value: JsonValue) {
    this.values.set(key, JSON.stringify(value));
  }

  async delete(key: string) {
    this.values.delete(key);
  }
}
