import { createHash } from 'node:crypto';
import { decodeDocument, documentTitle, readDocumentBytes } from '../documents/readDocument';
import { words } from '../text/words';
import { readEntry } from './inputs';
import { takeLock } from './lock';
import { inSteps } from './steps';
import { defineTask } from './task';

/** @internal */
export const fetchAgent = defineTask({
  id: 'fetch',
  title: 'Fetch',
  description: 'Reads a document and checks that it is text',
  taskName: 'fetch.document',
  concurrency: 3,
  attempts: 4,
  backoffMs: 500,
  objectiveMs: 1_000,
  parse: readEntry,
  async run({ document }, context) {
    takeLock('document store', 0.06, context);
    const [bytes] = await inSteps([document], 300, context, readDocumentBytes);
    const text = decodeDocument(document, bytes);
    context.log('info', `Read ${bytes.length} bytes of '${document.id}'`);
    return {
      documentId: document.id,
      title: documentTitle(text),
      bytes: bytes.length,
      words: words(text).length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  },
  handOver: ({ documentId }) => [{ documentId }],
});
