import { type ExactJson, ExactNumber } from '@agentos-portal/plugin-agentos-common';
import type { Redactor } from '../redaction';

/** Of a value: it is searched for as a whole. @internal */
export const ARGUMENT_LENGTH = 256;
/** What is looked at of a long text, so that what is to be hidden is seen before it is cut. */
const LOOKED_AT = 4096;

/** An argument as searches find it. @internal */
export interface JobArgument {
  path: string;
  value: string;
}

/** As a text is kept and sought. @internal */
export const cutArgument = (text: string) =>
  Array.from(text.slice(0, 2 * ARGUMENT_LENGTH).replaceAll('\u0000', '\ufffd'))
    .slice(0, ARGUMENT_LENGTH)
    .join('');

function textOf(value: ExactJson | undefined): string | undefined {
  if (value instanceof ExactNumber) return value.text;
  if (typeof value === 'string') return value.slice(0, LOOKED_AT);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The value at a path, with nothing else of the arguments. */
function pick(args: ExactJson, [key, ...rest]: string[]): { shown: ExactJson; text: string } | undefined {
  if (args === null || typeof args !== 'object' || args instanceof ExactNumber) return undefined;
  if (!Object.hasOwn(args, key)) return undefined;
  const held = (args as Record<string, ExactJson | undefined>)[key];
  const text = rest.length === 0 ? textOf(held) : undefined;
  const inner = rest.length === 0 ? text !== undefined && { shown: text, text } : pick(held ?? null, rest);
  if (!inner) return undefined;
  // A null prototype, so that a key named __proto__ is data.
  return { shown: Object.assign(Object.create(null), { [key]: inner.shown }), text: inner.text };
}

/**
 * Makes a function that reads the arguments at some paths: texts, numbers with every digit, and truth values. It touches nothing else,
 * however much there is. What the portal hides, by key, path or pattern, is left out.
 * @internal
 */
export function createArgumentReader(paths: readonly string[], redact: Redactor) {
  const keys = paths.map(path => ({ path, parts: path.split('.') }));
  return (args: ExactJson): JobArgument[] =>
    keys.flatMap(({ path, parts }) => {
      const found = pick(args, parts);
      if (!found || redact(found.shown, 'args') !== found.shown) return [];
      return [{ path, value: cutArgument(found.text) }];
    });
}

/** @internal */
export type ArgumentReader = ReturnType<typeof createArgumentReader>;
