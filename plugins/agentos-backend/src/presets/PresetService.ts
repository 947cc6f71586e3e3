import { type Preset, PRESET_LIMITS, type PresetRequest } from '@agentos-portal/plugin-agentos-common';
import { ConflictError, InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Decisions, WriteGuard } from '../access';
import { readSearch } from '../jobs';
import type { PresetCounts } from './PresetCounts';
import type { PresetStore, StoredPreset } from './PresetStore';
import { isSystemPreset, SYSTEM_PRESETS } from './systemPresets';

/** Whoever may use the system control page may change what everybody sees. */
const SHARE = 'agentos.system.control';

/** Who asks. @internal */
export interface PresetCaller {
  /** Entity ref; undefined for a service, which has no filters of its own. */
  person: string | undefined;
  decisions: Decisions;
}

const unknown = (id: string) => new NotFoundError(`Preset '${id}' is not known`);

/**
 * Saved filters: whose they are, who may change them, and how many jobs each finds.
 * @internal
 */
export class PresetService {
  constructor(private readonly options: { store: PresetStore; counts: PresetCounts; writes: WriteGuard }) {}

  /** Filters of the system first, then shared ones and the caller's own. */
  async list(caller: PresetCaller): Promise<Preset[]> {
    const saved = await this.options.store.visibleTo(caller.person ?? '');
    const system = SYSTEM_PRESETS.map(preset => ({ ...preset, scope: 'system' as const, owner: null }));
    return this.options.counts.counted([...system, ...saved], caller.decisions);
  }

  /**
   * Saves a filter under an id, as often as one likes.
   * @throws InputError for a search that cannot be read, NotFoundError for somebody else's, NotAllowedError, ConflictError
   */
  async put(
    id: string,
    { title, q, scope }: PresetRequest,
    caller: PresetCaller & { person: string },
  ): Promise<Preset> {
    this.options.writes.check();
    if (isSystemPreset(id)) throw new InputError(`Preset '${id}' is one of the system: take another id`);
    readSearch(q);
    const { store, counts } = this.options;
    const held = await this.held(id, caller);
    if (scope === 'shared' || held?.scope === 'shared') this.checkShare(caller, 'changed');
    if (held?.owner !== caller.person) await this.checkRoom(caller.person);
    const preset: StoredPreset = { id, owner: caller.person, scope, title: title.trim(), q: q.trim() };
    await store.put(preset, held);
    return (await counts.counted([preset], caller.decisions))[0];
  }

  /** @throws NotFoundError for what is not there or somebody else's, InputError, NotAllowedError, ConflictError */
  async delete(id: string, caller: PresetCaller & { person: string }) {
    this.options.writes.check();
    if (isSystemPreset(id)) throw new InputError(`Preset '${id}' is one of the system: it cannot be removed`);
    const held = await this.held(id, caller);
    if (!held) throw unknown(id);
    if (held.scope === 'shared') this.checkShare(caller, 'removed');
    await this.options.store.delete(held, caller.person);
  }

  private async held(id: string, { person }: PresetCaller): Promise<StoredPreset | undefined> {
    const held = await this.options.store.get(id);
    // As if it were not there: that somebody has it is theirs alone to know.
    if (held && held.scope === 'own' && held.owner !== person) throw unknown(id);
    return held;
  }

  private checkShare({ decisions }: PresetCaller, done: string) {
    if (decisions.has(SHARE)) return;
    throw new NotAllowedError(`The permission ${SHARE} is missing: shared presets are ${done} with it alone`);
  }

  private async checkRoom(person: string) {
    if ((await this.options.store.countOf(person)) < PRESET_LIMITS.perPerson) return;
    throw new ConflictError(
      `${PRESET_LIMITS.perPerson} presets are saved already, as many as one person may: remove one first`,
    );
  }
}
