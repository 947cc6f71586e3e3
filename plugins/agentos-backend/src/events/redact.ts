const DEFAULT_KEYS = ['password', 'token', 'secret', 'apikey', 'authorization', 'cookie'];

/** What stands in place of a hidden value. @internal */
export const HIDDEN = '[redacted]';

// api_key, api-key and apiKey are one key.
const normalise = (key: string) => key.toLowerCase().replace(/[-_]/g, '');

/**
 * Makes a function that copies a JSON value with hidden keys (any case, any depth) and, in texts, hidden patterns replaced.
 * @internal
 */
export function createRedactor(settings: { keys: string[]; patterns: string[] }) {
  const keys = new Set([...DEFAULT_KEYS, ...settings.keys].map(normalise));
  const patterns = settings.patterns.map(pattern => new RegExp(pattern, 'g'));
  const redactText = (text: string) => patterns.reduce((result, pattern) => result.replace(pattern, HIDDEN), text);
  const redact = (value: unknown): unknown => {
    if (typeof value === 'string') return patterns.length === 0 ? value : redactText(value);
    if (Array.isArray(value)) return value.map(redact);
    if (value === null || typeof value !== 'object') return value;
    // A null prototype, so that a key named __proto__ is data.
    const copy: Record<string, unknown> = Object.create(null);
    for (const [key, item] of Object.entries(value)) copy[key] = keys.has(normalise(key)) ? HIDDEN : redact(item);
    return copy;
  };
  return <T>(value: T): T => redact(value) as T;
}

/** @internal */
export type Redactor = ReturnType<typeof createRedactor>;
