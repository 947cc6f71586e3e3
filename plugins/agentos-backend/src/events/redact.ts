const DEFAULT_KEYS = ['password', 'token', 'secret', 'apikey', 'authorization', 'cookie'];

/** What stands in place of a hidden value. @internal */
export const HIDDEN = '[redacted]';

// api_key, api-key and apiKey are one key.
const normalise = (key: string) => key.toLowerCase().replace(/[-_]/g, '');

/**
 * Makes a function that hides keys (any case, any depth) of a JSON value and, in texts, patterns. What holds nothing to hide is answered
 * as it is: every event passes here, and few hold a secret.
 * @internal
 */
export function createRedactor(settings: { keys: string[]; patterns: string[] }) {
  const keys = new Set([...DEFAULT_KEYS, ...settings.keys].map(normalise));
  const patterns = settings.patterns.map(pattern => new RegExp(pattern, 'g'));
  const redactText = (text: string) =>
    patterns.reduce((result, pattern) => result.replace(pattern, HIDDEN), text);
  const redact = (value: unknown): unknown => {
    if (typeof value === 'string') return patterns.length === 0 ? value : redactText(value);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) {
      const items = value.map(redact);
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    let copy: Record<string, unknown> | undefined;
    for (const [key, item] of Object.entries(value)) {
      const shown = keys.has(normalise(key)) ? HIDDEN : redact(item);
      if (shown === item) continue;
      // A null prototype, so that a key named __proto__ is data.
      copy ??= Object.assign(Object.create(null), value) as Record<string, unknown>;
      copy[key] = shown;
    }
    return copy ?? value;
  };
  return <T>(value: T): T => redact(value) as T;
}

/** @internal */
export type Redactor = ReturnType<typeof createRedactor>;
