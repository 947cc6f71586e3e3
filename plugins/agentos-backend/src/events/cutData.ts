const MAX_BYTES = 16 * 1024;
const MAX_TEXT = 1000;
const MAX_ITEMS = 20;

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value) ?? '');

const shorten = (value: unknown): unknown => {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT);
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map(shorten);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shorten(item)]));
};

/**
 * Data over 16 KiB loses the ends of its texts and lists, then its largest fields, and says `truncated: true`.
 * @internal
 */
export function cutData(data: Record<string, unknown>): Record<string, unknown> {
  if (bytes(data) <= MAX_BYTES) return data;
  const copy: Record<string, unknown> = { ...(shorten(data) as Record<string, unknown>), truncated: true };
  const largestFirst = Object.keys(copy).sort((a, b) => bytes(copy[b]) - bytes(copy[a]));
  for (const key of largestFirst) {
    if (bytes(copy) <= MAX_BYTES) break;
    delete copy[key];
  }
  return copy;
}
