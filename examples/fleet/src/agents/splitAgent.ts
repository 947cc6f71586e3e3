import { readDocument } from '../documents/readDocument';
import { splitChunks } from '../text/chunks';
import { splitSentences } from '../text/sentences';
import { readEntry } from './inputs';
import { inSteps } from './steps';
import { defineTask } from './task';

/** @internal */
export const splitAgent = defineTask({
  id: 'split',
  title: 'Split',
  description: 'Splits a document into chunks of whole sentences',
  taskName: 'split.document',
  concurrency: 3,
  attempts: 3,
  backoffMs: 500,
  objectiveMs: 1_000,
  parse: readEntry,
  async run({ document }, context) {
    const text = await readDocument(document);
    const chunks = splitChunks(text);
    const sentences = await inSteps(
      chunks,
      60,
      context,
      ({ start, end }) => splitSentences(text.slice(start, end)).length,
    );
    const total = sentences.reduce((sum, count) => sum + count, 0);
    context.log('info', `${chunks.length} chunks of ${total} sentences`);
    return { documentId: document.id, sentences: total, chunks };
  },
  handOver: ({ documentId, chunks }) => [{ documentId, chunks }],
});
