import {
  hasExactNumbers,
  JsonTextError,
  parseExactJson,
  type ExactJson,
} from '@agentos-portal/plugin-agentos-common';
import type { JsonObject, JsonValue } from '@backstage/types';
import { HIDDEN } from '../payload/jsonNodes';

/**
 * An edited text: its value and what to send, or what is wrong with it and where.
 * @internal
 */
export type Edited =
  | { value: ExactJson; params: JsonObject }
  | { problem: string; line: number; column: number; offset: number }
  | { hidden: { offset: number; line: number; column: number } };

function placeOf(text: string, offset: number) {
  const { line, column } = new JsonTextError('', text, offset);
  return { offset, line, column };
}

/**
 * Reads what a person has edited. A value that is hidden would be put in place of the real one, and is refused.
 * @internal
 */
export function readEdited(text: string): Edited {
  try {
    const value = parseExactJson(text);
    const offset = text.indexOf(JSON.stringify(HIDDEN));
    if (offset >= 0) return { hidden: placeOf(text, offset) };
    // A number that JSON would round goes as it was written.
    return {
      value,
      params: hasExactNumbers(value) ? { dataJson: text } : { data: value as JsonValue },
    };
  } catch (error) {
    const { problem, line, column, offset } = error as JsonTextError;
    return { problem, line, column, offset };
  }
}
