import { InputError, NotFoundError } from '@backstage/errors';
import manifest from '../../documents/manifest.json';

/**
 * A document as the manifest lists it. Documents of the shelf `defective` are
 * wrong on purpose: missing, empty, in another encoding, changed since filed.
 *
 * @public
 */
export interface DocumentEntry {
  id: string;
  file: string;
  shelf: 'notes' | 'defective';
  /** Hex digest of the bytes at the time the document was filed. */
  sha256: string;
}

const byId = new Map(manifest.map(entry => [entry.id, entry as DocumentEntry]));

/**
 * All listed documents, by id.
 *
 * @public
 */
export const documents: readonly DocumentEntry[] = [...byId.values()];

/**
 * The entry of a document.
 *
 * @throws InputError when the id is not a string, NotFoundError when no
 * document is listed under it
 * @public
 */
export function documentEntry(id: unknown): DocumentEntry {
  if (typeof id !== 'string') {
    throw new InputError('A document id must be a string');
  }
  const entry = byId.get(id);
  if (!entry) {
    throw new NotFoundError(`No document is listed under the id '${id}'`);
  }
  return entry;
}
