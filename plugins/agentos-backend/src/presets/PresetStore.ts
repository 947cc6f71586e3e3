/**
 * A saved filter as it is kept.
 * @internal
 */
export interface StoredPreset {
  id: string;
  /** Entity ref of who saved it. */
  owner: string;
  scope: 'shared' | 'own';
  title: string;
  q: string;
}

/**
 * Saved filters, and the audit row of each change before it.
 * @internal
 */
export interface PresetStore {
  /** What a person sees: shared ones and their own, in the order they were saved. */
  visibleTo(person: string): Promise<StoredPreset[]>;
  get(id: string): Promise<StoredPreset | undefined>;
  /** How many a person has saved. */
  countOf(owner: string): Promise<number>;
  /**
   * Keeps a filter in the place of `instead`.
   * @throws ConflictError when another one came in between
   */
  put(preset: StoredPreset, instead: StoredPreset | undefined): Promise<void>;
  /** @throws ConflictError when it changed in between */
  delete(preset: StoredPreset, actor: string): Promise<void>;
}
