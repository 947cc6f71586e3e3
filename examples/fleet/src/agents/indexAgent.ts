import { documentTitle, readDocument } from '../documents/readDocument';
import { InvertedIndex } from '../text/invertedIndex';
import { readChunks } from './inputs';
import { takeLock } from './lock';
import { inSteps } from './steps';
import { defineTask } from './task';

/** @internal */
export const indexAgent = defineTask({
  id: 'index',
  title: 'Index',
  description: 'Builds the posting lists and tries them with a query',
  taskName: 'index.document',
  concurrency: 2,
  attempts: 4,
  backoffMs: 1_000,
  objectiveMs: 2_000,
  parse: readChunks,
  async run({ document, chunks }, context) {
    takeLock('index', 0.15, context);
    const text = await readDocument(document);
    const index = new InvertedIndex();
    await inSteps(chunks, 180, context, ({ start, end }) => index.add(text.slice(start, end)));
    const query = documentTitle(text);
    const hits = index.search(query);
    context.log('info', `'${query}' is found in ${hits.length} chunks`);
    return { documentId: document.id, ...index.size(), query, hits };
  },
});
