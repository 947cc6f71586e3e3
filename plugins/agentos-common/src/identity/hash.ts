/**
 * FNV-1a, 64 bit, over the UTF-8 bytes: 16 hex digits. It names things, it protects nothing.
 *
 * In two halves of 32 bits: the prime is 2^40 + 0x1b3, and half of a hash times 0x1b3 is exact in a number.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 * @internal
 */
export function fnv1a64(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of new TextEncoder().encode(text)) {
    const mixed = (low ^ byte) >>> 0;
    const product = mixed * 0x1b3;
    low = product >>> 0;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (mixed << 8)) >>> 0;
  }
  return [high, low].map(half => half.toString(16).padStart(8, '0')).join('');
}
