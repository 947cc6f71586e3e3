import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import type { SectionResult } from '../../hooks';

/**
 * Why a section could not be read, in whole sentences: what each of its sources says, once.
 * @public
 */
export function reasonOf({ error, sources }: Pick<SectionResult<SectionName>, 'error' | 'sources'>): string {
  const said = Object.values(sources).flatMap(source => source.error ?? []);
  const reasons = said.length > 0 ? said : [error ?? 'No reason was given'];
  return Array.from(new Set(reasons), reason => reason.replace(/\.?$/, '.')).join(' ');
}
