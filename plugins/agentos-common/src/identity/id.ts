import { z } from 'zod';
import { fnv1a64 } from './hash';

/**
 * What every id in rows, routes and targets looks like.
 * @public
 */
export const ID_PATTERN = /^[A-Za-z0-9._~-]{1,256}$/;

/**
 * Schema of an id.
 * @public
 */
export const idSchema = z.string().regex(ID_PATTERN, 'must match [A-Za-z0-9._~-]{1,256}');

const encodePart = (part: string) =>
  Array.from(new TextEncoder().encode(part), byte => {
    const char = String.fromCharCode(byte);
    return /[A-Za-z0-9_-]/.test(char) ? char : `~${byte.toString(16).padStart(2, '0')}`;
  }).join('');

/**
 * Builds a row id that is unique over all sources out of names that may hold any character, e.g.
 * `rowId('queues', 'embed', '42')` is `queues.embed.42`. Every byte outside `[A-Za-z0-9_-]` becomes `~hh`, so `.` stays the separator.
 * Ids that would be longer than 256 characters end in a hash instead; only those cannot be parsed back.
 * @public
 */
export function rowId(source: string, ...parts: string[]): string {
  const id = [source, ...parts].map(encodePart).join('.');
  return id.length <= 256 ? id : `${id.slice(0, 238)}~-${fnv1a64(id)}`;
}

/**
 * The parts given to {@link rowId}, or `undefined` when the text is no such id or was shortened.
 * @public
 */
export function parseRowId(id: string): string[] | undefined {
  if (!ID_PATTERN.test(id)) {
    return undefined;
  }
  try {
    return id.split('.').map(part => decodeURIComponent(part.replace(/~/g, '%')));
  } catch {
    return undefined;
  }
}

/**
 * The last name in a row id, as people know it: `care@host` of `celery.care~40host`; the id itself where it cannot be parsed.
 * @public
 */
export const nameInId = (id: string): string => parseRowId(id)?.at(-1) ?? id;
