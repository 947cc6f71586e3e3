import { InputError } from '@backstage/errors';
import { documentEntry, DocumentEntry } from '../documents/documents';
import { Chunk } from '../text/chunks';
import { AgentInput } from './agent';

const MAX_DOCUMENTS = 100;

/**
 * The document of a job.
 *
 * @throws InputError or NotFoundError when `documentId` names no document
 * @internal
 */
export function readEntry(input: AgentInput): { document: DocumentEntry } {
  return { document: documentEntry(input.documentId) };
}

/**
 * The documents of a job, each once.
 *
 * @throws InputError when `documentIds` is no list of 1 to 100 ids,
 * NotFoundError when one of them names no document
 * @internal
 */
export function readEntries(input: AgentInput): { documents: DocumentEntry[] } {
  const ids = input.documentIds;
  if (!Array.isArray(ids) || ids.length < 1 || ids.length > MAX_DOCUMENTS) {
    throw new InputError(`documentIds must be a list of 1 to ${MAX_DOCUMENTS} document ids`);
  }
  return { documents: [...new Set(ids)].map(documentEntry) };
}

function isChunk(value: unknown): value is Chunk {
  const { index, start, end } = (value ?? {}) as Partial<Chunk>;
  return [index, start, end].every(Number.isSafeInteger) && start! < end!;
}

/**
 * The document of a job and its chunks.
 *
 * @throws InputError when `chunks` is no list of chunks; as {@link readEntry}
 * @internal
 */
export function readChunks(input: AgentInput): {
  document: DocumentEntry;
  chunks: Chunk[];
} {
  const { chunks } = input;
  if (!Array.isArray(chunks) || chunks.length === 0 || !chunks.every(isChunk)) {
    throw new InputError('chunks must be a list of {index, start, end} with start before end');
  }
  return { ...readEntry(input), chunks };
}
