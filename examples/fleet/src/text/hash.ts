/**
 * FNV-1a over the UTF-16 code units of a string.
 *
 * @returns an unsigned 32-bit integer
 * @internal
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
