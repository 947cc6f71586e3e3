import type { ExactJson, Row } from '@agentos-portal/plugin-agentos-common';
import type { JobDetail } from './jobDetail';

/**
 * A row as a source gives it, before the engine validates and stamps it: fields of the section's schema, what is not measured left out.
 * @public
 */
export type ObservedRow = { id: string } & Record<string, unknown>;

/**
 * Something a source saw happen to a row, on its fast path.
 * - `upsert`: the whole row as it now is. `args`: arguments of a job, in the shape of {@link JobDetail}; what was told last stands. The engine
 *   takes out the paths of `agentos.search.args`, for searches, and keeps nothing else of them
 * - `patch`: only the fields that changed; ignored when the row is not known (the next collect brings it)
 * - `remove`: the row left its engine
 * @public
 */
export type Observation =
  | { section: string; upsert: ObservedRow; args?: ExactJson }
  | { section: string; patch: ObservedRow }
  | { section: string; remove: Row['id'] };

/**
 * A domain event as a source reports it.
 * @public
 */
export interface SourceEvent {
  /** Name in the event table, e.g. `job:failed`. */
  name: string;
  /** Unique and the same when the source reads its feed again (e.g. stream id), so that a repeat has no effect. */
  id: string;
  /** Validated against the payload schema of its row in the event table; unknown fields are dropped. */
  payload: Record<string, unknown>;
  /** When it happened by the source's clock, ISO 8601. Shown, never used for order. */
  at?: string;
}

/**
 * What a complete read of one section of a source brought. Rows missing from it have left the source.
 * @public
 */
export interface Collected {
  rows: ObservedRow[];
  /** Last proof that the rows are true, in ms since epoch; default: when the collect was answered. A source that answers from an event-kept model says when its feed last proved to live. */
  provedAt?: number;
}
