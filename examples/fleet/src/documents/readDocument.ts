import { NotFoundError, InputError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DocumentEntry } from './documents';

// Resolved by name: the source and the built file lie at different depths.
const FOLDER = join(dirname(require.resolve('@agentos-portal/example-fleet/package.json')), 'documents');

const MAX_LINE_LENGTH = 4_000;

/**
 * The bytes of a document.
 *
 * @throws NotFoundError when the file is missing
 * @public
 */
export async function readDocumentBytes(entry: DocumentEntry): Promise<Buffer> {
  try {
    return await readFile(join(FOLDER, entry.file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new NotFoundError(`Document '${entry.id}' is listed, but its file ${entry.file} is missing`);
    }
    throw error;
  }
}

/**
 * Decodes the bytes of a document.
 *
 * @throws InputError for bytes that are no UTF-8 text, for an empty document
 * and for a line above 4,000 characters
 * @public
 */
export function decodeDocument(entry: DocumentEntry, bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(`Document '${entry.id}' is not valid UTF-8`);
  }
  if (text.trim() === '') {
    throw new InputError(`Document '${entry.id}' is empty`);
  }
  const longest = Math.max(...text.split('\n').map(line => line.length));
  if (longest > MAX_LINE_LENGTH) {
    throw new InputError(
      `Document '${entry.id}' has a line of ${longest} characters (at most ${MAX_LINE_LENGTH})`,
    );
  }
  return text;
}

/**
 * The text of a document.
 *
 * @throws as {@link readDocumentBytes} and {@link decodeDocument}
 * @public
 */
export async function readDocument(entry: DocumentEntry): Promise<string> {
  return decodeDocument(entry, await readDocumentBytes(entry));
}

/**
 * The title of a document: its first line that is not blank.
 *
 * @public
 */
export function documentTitle(text: string): string {
  return text.trim().split('\n', 1)[0].trim();
}
