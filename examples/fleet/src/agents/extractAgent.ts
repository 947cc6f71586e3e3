import { readDocument } from '../documents/readDocument';
import { findings } from '../text/findings';
import { documentFrequencies, keywords } from '../text/keywords';
import { trainingExamples } from '../text/trainingExamples';
import { readChunks } from './inputs';
import { round } from './round';
import { inSteps } from './steps';
import { defineTask } from './task';

// A small set of texts in the same language is enough to tell rare words.
const frequencies = documentFrequencies(trainingExamples.map(example => example.text));

/** @internal */
export const extractAgent = defineTask({
  id: 'extract',
  title: 'Extract',
  description: 'Finds dates, mail addresses, URLs and keywords',
  taskName: 'extract.document',
  concurrency: 2,
  attempts: 3,
  backoffMs: 1_000,
  objectiveMs: 2_500,
  parse: readChunks,
  async run({ document, chunks }, context) {
    const text = await readDocument(document);
    const found = await inSteps(chunks, 250, context, ({ start, end }) => findings(text.slice(start, end)));
    const all = (list: string[]) => [...new Set(list)];
    const output = {
      documentId: document.id,
      dates: all(found.flatMap(({ dates }) => dates)),
      emails: all(found.flatMap(({ emails }) => emails)),
      urls: all(found.flatMap(({ urls }) => urls)),
      keywords: keywords(text, frequencies).map(({ word, weight }) => ({
        word,
        weight: round(weight),
      })),
    };
    const listed = output.keywords.map(({ word }) => word).join(', ');
    context.log('info', `Keywords: ${listed}`);
    return output;
  },
  handOver: ({ documentId }, { chunks }) => [{ documentId, chunks }],
});
