/**
 * Whether every word of a filter occurs in one of the texts, in any case.
 * @public
 */
export function matches(filter: string, texts: ReadonlyArray<string | null | undefined>): boolean {
  const hay = texts.filter(Boolean).join('\n').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every(word => hay.includes(word));
}
