import type { SectionDefinition } from '@agentos-portal/plugin-agentos-common';
import type { Decisions } from './DecisionCache';

/**
 * Which sections a caller may see. Answers are shared: equal sets are the same array, so they can be a key.
 * @internal
 */
export class SectionAccess {
  private readonly kept = new Map<string, { allowed: readonly string[]; denied: readonly string[] }>();

  constructor(private readonly definitions: ReadonlyMap<string, SectionDefinition>) {}

  /**
   * @param wanted - section names; unknown ones are ignored, undefined means all
   */
  split(decisions: Decisions, wanted?: readonly string[]) {
    const names = wanted ? this.names.filter(name => wanted.includes(name)) : this.names;
    const allowed = names.filter(name => decisions.has(this.definitions.get(name)!.permission.name));
    const key = `${names.join(',')}|${allowed.join(',')}`;
    let split = this.kept.get(key);
    if (!split) {
      split = { allowed, denied: names.filter(name => !allowed.includes(name)) };
      this.kept.set(key, split);
    }
    return split;
  }

  get names(): string[] {
    return Array.from(this.definitions.keys());
  }
}
