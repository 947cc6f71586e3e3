import type { EventMessage, Row } from '@agentos-portal/plugin-agentos-common';

/**
 * What the log says of one source within a section.
 * @internal
 */
export interface Proof {
  status: 'fresh' | 'failed';
  /** Last proof that the rows are true, ISO 8601; null = never collected. */
  collectedAt: string | null;
  /** Age of that proof when the commit was made, ms: replicas go on counting by their own monotonic clock. */
  ageMs: number;
  error?: string;
}

/**
 * What a commit changes in one section.
 * @internal
 */
export interface SectionChange {
  upsert: Row[];
  remove: string[];
  proofs: Record<string, Proof>;
}

/**
 * An atomic set of row changes and events, before it has its version.
 * @internal
 */
export interface CommitDraft {
  /** Of this commit alone: a draft sent twice is applied once. */
  id: string;
  /** ISO 8601. */
  at: string;
  sections: Record<string, SectionChange>;
  events: Array<Omit<EventMessage, 'version'>>;
  /** Events left out by the cap per room since the last commit. */
  dropped: Record<string, number>;
  /** The letters of the inbox up to this position are in this commit or before it. */
  inbox?: string;
}

/**
 * A record of the change log.
 * @internal
 */
export interface Commit extends CommitDraft {
  version: number;
}

/**
 * What a commit told and which rows it changed. The rows themselves are in the view, as they are now: a log that
 * holds them as they were takes many times the memory, and nobody reads them.
 * @internal
 */
export interface LoggedCommit extends Pick<Commit, 'version' | 'events' | 'dropped'> {
  sections: Record<string, { upsert: string[]; remove: string[] }>;
}

/** @internal */
export const loggedCommit = ({ version, events, dropped, sections }: Commit): LoggedCommit => ({
  version,
  events,
  dropped,
  sections: Object.fromEntries(
    Object.entries(sections).map(([name, { upsert, remove }]) => [
      name,
      { upsert: upsert.map(row => row.id), remove },
    ]),
  ),
});

/**
 * Rows and proofs of every section.
 * @internal
 */
export interface KnownState {
  sections: Record<string, { version: number; rows: Row[]; proofs: Record<string, Proof> }>;
}

/**
 * A whole state, as a replica loads it before it follows the log.
 * @internal
 */
export interface StateSnapshot extends KnownState {
  epoch: string;
  version: number;
  /** Position of the last letter that a commit contains. */
  inbox?: string;
}

/**
 * Row changes that one commit may hold.
 * @internal
 */
export const MAX_COMMIT_ROWS = 1000;

/** @internal */
export const countRows = (draft: CommitDraft) =>
  Object.values(draft.sections).reduce((sum, change) => sum + change.upsert.length + change.remove.length, 0);
