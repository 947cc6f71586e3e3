import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import type { SectionResult } from '../../hooks';
import { statusLook, type StatusLook } from '../status';
import { formatAge } from '../values';

/** What a section needs to say how true it is. */
type Section = Pick<SectionResult<SectionName>, 'status' | 'error' | 'sources'>;

/**
 * How true the rows of a section are, for people.
 * @internal
 */
export interface Freshness {
  look: StatusLook;
  /** One line. */
  text: string;
  /** The same where there is little room: the age is what must not be cut. */
  brief: string;
  /** One line a source that is not fresh. */
  details: string[];
}

/**
 * @param ageMs - age of the last proof; undefined when there was none
 * @internal
 */
export function describeFreshness(section: Section, ageMs: number | undefined): Freshness {
  const ill = Object.entries(section.sources)
    .filter(([, { status }]) => status !== 'fresh')
    .map(([id, { status, error }]) =>
      [`${id} ${statusLook('section', status).word}`, error].filter(Boolean).join(': '),
    );
  const age = ageMs === undefined ? undefined : formatAge(ageMs);
  const isPartial = section.status === 'fresh' && ill.length > 0;
  const words: Record<string, string> = {
    fresh: isPartial ? `partial: ${ill[0]}` : `fresh, ${age ?? '0 s'}`,
    stale: `stale, last proved ${age ?? 'never'} ago`,
    failed: [`failed: ${section.error ?? ill[0] ?? 'no reason given'}`, age && `values of ${age} ago`]
      .filter(Boolean)
      .join(' · '),
    empty: 'never collected yet',
    loading: 'loading',
    forbidden: 'not permitted',
  };
  const brief: Record<string, string | undefined> = {
    stale: age && `stale, ${age}`,
    failed: age && `failed, ${age}: ${section.error ?? ill[0] ?? 'no reason given'}`,
  };
  return {
    look: statusLook('section', isPartial ? 'stale' : section.status),
    text: words[section.status],
    brief: brief[section.status] ?? words[section.status],
    details: [section.error, ...ill].filter(
      (line, index, all): line is string => Boolean(line) && all.indexOf(line) === index,
    ),
  };
}
