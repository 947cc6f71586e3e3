import type { JsonValue } from '@backstage/types';

// Texts are matched so that digits inside of them are left alone.
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

// A JavaScript number would round these: they are kept digit by digit, as text.
const keepExact = (token: string): string =>
  /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token;

/**
 * Reads JSON that somebody else wrote. Whole numbers beyond 2^53 come back as text, and what is no JSON as it stands.
 * @param otherwise - what comes back in place of a text that is no JSON
 * @internal
 */
export function parseJson(text: string, otherwise: JsonValue = text): JsonValue {
  try {
    return JSON.parse(/\d{16}/.test(text) ? text.replace(TOKENS, keepExact) : text);
  } catch {
    return otherwise;
  }
}

/** The fields of a JSON object; empty when the text is anything else. @internal */
export function parseFields(text: unknown): ReadonlyMap<string, JsonValue> {
  const value = typeof text === 'string' ? parseJson(text) : undefined;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return new Map(isObject ? (Object.entries(value) as Array<[string, JsonValue]>) : []);
}
