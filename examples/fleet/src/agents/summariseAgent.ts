import { documentTitle, readDocument } from '../documents/readDocument';
import { summarise } from '../text/summaries';
import { readEntries } from './inputs';
import { inSteps } from './steps';
import { defineTask } from './task';

/** @internal */
export const summariseAgent = defineTask({
  id: 'summarise',
  title: 'Summarise',
  description: 'Picks the sentences that say most about each document',
  taskName: 'summarise.documents',
  concurrency: 2,
  attempts: 3,
  backoffMs: 1_000,
  objectiveMs: 3_000,
  parse: readEntries,
  async run({ documents }, context) {
    const summaries = await inSteps(documents, 700, context, async document => {
      const text = await readDocument(document);
      const title = documentTitle(text);
      // The title says most of all, but it is in the report already.
      const sentences = summarise(text.replace(title, ''));
      context.log('info', `'${document.id}': ${sentences.length} sentences`);
      return { documentId: document.id, title, sentences };
    });
    return { summaries };
  },
  handOver: ({ summaries }) => [{ summaries }],
});
