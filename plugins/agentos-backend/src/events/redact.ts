import { ExactNumber } from '@agentos-portal/plugin-agentos-common';

const DEFAULT_KEYS = ['password', 'token', 'secret', 'apikey', 'authorization', 'cookie'];

/** Names of keys that are remembered: few are used, again and again. */
const REMEMBERED = 1000;
const REMEMBERED_LENGTH = 64;

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
  const remembered = new Map<string, boolean>();
  const isSecret = (key: string) => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const secret = keys.has(normalise(key));
    if (remembered.size >= REMEMBERED) remembered.clear();
    if (key.length <= REMEMBERED_LENGTH) remembered.set(key, secret);
    return secret;
  };
  const patterns = settings.patterns.map(pattern => new RegExp(pattern, 'g'));
  const redactText = (text: string) =>
    patterns.reduce((result, pattern) => result.replace(pattern, HIDDEN), text);
  const redact = (value: unknown): unknown => {
    if (typeof value === 'string') return patterns.length === 0 ? value : redactText(value);
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof ExactNumber) return redactText(value.text) === value.text ? value : HIDDEN;
    if (Array.isArray(value)) {
      const items = value.map(redact);
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    let copy: Record<string, unknown> | undefined;
    for (const key of Object.keys(value)) {
      const item = (value as Record<string, unknown>)[key];
      const shown = isSecret(key) ? HIDDEN : redact(item);
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
