/**
 * Who sees a saved filter: `system` comes with the portal, `shared` is everybody's, `own` one person's.
 * @public
 */
export const PRESET_SCOPES = ['system', 'shared', 'own'] as const;

/** @public */
export type PresetScope = (typeof PRESET_SCOPES)[number];

/**
 * A saved filter of jobs as `GET /presets` answers it.
 * @public
 */
export interface Preset {
  id: string;
  title: string;
  /** A job search; empty = every job. */
  q: string;
  scope: PresetScope;
  /** Entity ref of who saved it; `null` for those of the system. */
  owner: string | null;
  /** Jobs it finds; `null` until they were counted. */
  count: number | null;
  /** False: there are at least so many. */
  countIsExact: boolean;
  /** When they were counted, ISO 8601. */
  countedAt: string | null;
}

/**
 * Body of `PUT /presets/:id`.
 * @public
 */
export interface PresetRequest {
  title: string;
  q: string;
  scope: Exclude<PresetScope, 'system'>;
}

/**
 * How many filters a person may save (own and shared together), and how long a title may be.
 * @public
 */
export const PRESET_LIMITS = { perPerson: 100, titleLength: 80 } as const;
