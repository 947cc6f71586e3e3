import type { ReplicaSection, Row } from '@agentos-portal/plugin-agentos-common';
import type { SectionView, SectionViewStatus } from './CentralDataService';

/** Without proof for this long a section is stale; the server says so while it can. */
export const STALE_AFTER_MS = 15_000;

/**
 * What is known of a section.
 * @internal
 */
export interface SectionFacts {
  section?: ReplicaSection;
  /** A snapshot that was asked for the section came. */
  complete: boolean;
  denied: boolean;
  /** The server says when the section gets stale; otherwise only its age does. */
  followed: boolean;
  ageMs?: number;
  /** Why the section could not be read over HTTP. */
  readError?: Error;
}

const NO_ROWS: ReadonlyMap<string, Row> = new Map();
const NO_SOURCES = {};

function statusOf({ section, complete, denied, followed, ageMs = 0, readError }: SectionFacts): SectionViewStatus {
  if (denied) return 'forbidden';
  if (section) return section.status === 'fresh' && !followed && ageMs > STALE_AFTER_MS ? 'stale' : section.status;
  if (complete) return 'empty';
  return readError ? 'failed' : 'loading';
}

/**
 * A section as the page shows it.
 * @param before - returned when it says the same
 * @internal
 */
export function sectionView(facts: SectionFacts, before?: SectionView): SectionView {
  const { section, denied, readError } = facts;
  const view: SectionView = {
    rows: section?.rows ?? NO_ROWS,
    status: statusOf(facts),
    collectedAt: section?.collectedAt ?? undefined,
    error: denied || section ? section?.error : readError?.message,
    sources: section?.sources ?? NO_SOURCES,
    version: section?.version ?? 0,
  };
  const same = before && (Object.keys(view) as Array<keyof SectionView>).every(key => view[key] === before[key]);
  return same ? before : view;
}
