import type { SectionName } from '@agentos-portal/plugin-agentos-common';
import type { SectionResult } from '../../hooks';

/**
 * Whether the rows of a section say anything: no rows may mean that there are none, or that nobody could look. Only in the first case
 * is 0 a number to show.
 * @public
 */
export const isKnown = ({
  status,
  rowCount,
}: Pick<SectionResult<SectionName>, 'status' | 'rowCount'>): boolean =>
  rowCount > 0 || status === 'fresh' || status === 'stale';
