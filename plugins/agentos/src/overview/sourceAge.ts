import type { SourceState } from '@agentos-portal/plugin-agentos-common';

/**
 * Age of the last proof of one source, ms. It is the age of the section, moved by the difference of two instants of the server's
 * clock: the browser's clock may be wrong.
 * @param sectionCollectedAt - of the section, ISO 8601
 * @param sectionAgeMs - of the section, measured by the browser
 * @internal
 */
export function sourceAgeMs(
  { collectedAt }: Pick<SourceState, 'collectedAt'>,
  sectionCollectedAt: string | undefined,
  sectionAgeMs: number | undefined,
): number | undefined {
  if (collectedAt === null || sectionCollectedAt === undefined || sectionAgeMs === undefined) {
    return undefined;
  }
  return Math.max(0, sectionAgeMs + Date.parse(sectionCollectedAt) - Date.parse(collectedAt));
}
