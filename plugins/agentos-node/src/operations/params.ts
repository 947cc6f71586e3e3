import type { JsonObject, JsonValue } from '@backstage/types';

/**
 * What a person asked for cannot be: becomes the message of a failed target.
 * @internal
 */
export class ParamError extends Error {}

const fail = (name: string, expectation: string): never => {
  throw new ParamError(`params.${name}: expected ${expectation}`);
};

/** A text that is not empty. @throws ParamError @internal */
export function textOf(params: JsonObject, name: string): string | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  return typeof value === 'string' && value !== '' ? value : fail(name, 'a text');
}

/** A whole number. @throws ParamError @internal */
export function wholeOf(params: JsonObject, name: string, min: number, max: number): number | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
  return isWhole ? value : fail(name, `a whole number from ${min} to ${max}`);
}

/** One of the values. @throws ParamError @internal */
export function oneOf<T extends string>(params: JsonObject, name: string, values: readonly T[]): T {
  return values.find(value => value === params[name]) ?? fail(name, `one of ${values.join(', ')}`);
}

/** An object; empty when absent. @throws ParamError @internal */
export function objectOf(params: JsonObject, name: string): JsonObject {
  const value: JsonValue | undefined = params[name];
  if (value === undefined) return {};
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as JsonObject) : fail(name, 'an object');
}

/** Any value. @throws ParamError when it is missing @internal */
export function required<T>(name: string, value: T | undefined): T {
  return value === undefined ? fail(name, 'a value, got nothing') : value;
}
