import { createHash } from 'node:crypto';
import { ID_PATTERN } from '@agentos-portal/plugin-agentos-common';
import { InputError } from '@backstage/errors';
import type { JobIndexQuery } from './JobQuery';
import { MAX_INTEGER } from './JobRecord';

/** The last job of a page. @internal */
export interface JobPlace {
  /** Its value in the column that is sorted by. */
  value: number;
  id: string;
}

/** Of everything that decides which jobs come in which order: the page size does not. */
function selectionOf({ fields, from, to, search, sort, descending }: JobIndexQuery): string {
  const text = JSON.stringify([Object.entries(fields).sort(), from, to, search, sort, descending]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

/** @internal */
export function writeJobCursor(query: JobIndexQuery, { value, id }: JobPlace): string {
  return Buffer.from(JSON.stringify([selectionOf(query), value, id])).toString('base64url');
}

/**
 * @throws InputError for a text that is no cursor, or the cursor of another sort or filter
 * @internal
 */
export function readJobCursor(query: JobIndexQuery, cursor: string): JobPlace {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new InputError('cursor: is not one that this portal gave');
  }
  const [selection, value, id] = Array.isArray(parts) ? parts : [];
  const isPlace = Number.isSafeInteger(value) && typeof id === 'string' && ID_PATTERN.test(id);
  const isTooLarge = query.sort === 'priority' && Math.abs(value) > MAX_INTEGER;
  if (typeof selection !== 'string' || !isPlace || isTooLarge) {
    throw new InputError('cursor: is not one that this portal gave');
  }
  if (selection !== selectionOf(query)) {
    throw new InputError('cursor: belongs to another sort or filter, begin again without it');
  }
  return { value, id };
}
