/**
 * The targets of `[text](target)` links that stay within the documents: no
 * scheme, no path. Each once, in order of appearance.
 *
 * @internal
 */
export function localLinks(text: string): string[] {
  const targets = [...text.matchAll(/\[[^\]\n]+\]\(([^)\s]+)\)/g)].map(match => match[1]);
  return [...new Set(targets)].filter(target => /^[\w.-]+$/.test(target));
}
