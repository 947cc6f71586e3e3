import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { JobIndexQuery } from '../JobQuery';
import { MAX_INTEGER } from '../JobRecord';

/** A job in the order of a list. @internal */
export interface JobPlace {
  /** Its value in the column that is sorted by. */
  value: number;
  /** Its number in the table. */
  n: number;
}

/** Of everything that decides which jobs come in which order: the page size does not. */
function selectionOf({ fields, from, to, search, sort, descending }: JobIndexQuery): string {
  const text = JSON.stringify([Object.entries(fields).sort(), from, to, search, sort, descending]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

/** @internal */
export function writeJobCursor(query: JobIndexQuery, { value, n }: JobPlace): string {
  return Buffer.from(JSON.stringify([selectionOf(query), value, n])).toString('base64url');
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
  const [selection, value, n] = Array.isArray(parts) ? parts : [];
  const isPlace = Number.isSafeInteger(value) && Number.isSafeInteger(n);
  const isTooLarge = query.sort === 'priority' && Math.abs(value) > MAX_INTEGER;
  if (typeof selection !== 'string' || !isPlace || isTooLarge) {
    throw new InputError('cursor: is not one that this portal gave');
  }
  if (selection !== selectionOf(query)) {
    throw new InputError('cursor: belongs to another sort or filter, begin again without it');
  }
  return { value, n };
}
