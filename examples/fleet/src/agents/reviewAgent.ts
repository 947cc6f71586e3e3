import { documentEntry } from '../documents/documents';
import { readDocument } from '../documents/readDocument';
import { RejectedError } from '../runtime/errors';
import { reviewText } from '../text/reviews';
import { inSteps } from './steps';
import { readSummaries } from './summaries';
import { defineTask } from './task';

const MIN_SCORE = 30;

/** @internal */
export const reviewAgent = defineTask({
  id: 'review',
  title: 'Review',
  description: `Rejects documents below ${MIN_SCORE} points of readability`,
  taskName: 'review.documents',
  concurrency: 2,
  attempts: 3,
  backoffMs: 1_000,
  objectiveMs: 2_000,
  parse: readSummaries,
  async run({ summaries }, context) {
    const reviews = await inSteps(summaries, 400, context, async ({ documentId }) => {
      const review = reviewText(await readDocument(documentEntry(documentId)));
      const level = review.remarks.length > 0 ? 'warn' : 'info';
      const verdict = [`${review.score} points`, ...review.remarks];
      context.log(level, `'${documentId}': ${verdict.join('; ')}`);
      return { documentId, ...review };
    });
    const rejected = reviews.filter(({ score }) => score < MIN_SCORE);
    if (rejected.length > 0) {
      const list = rejected.map(r => `'${r.documentId}' has ${r.score}`);
      throw new RejectedError(`Review needs ${MIN_SCORE} points: ${list.join(', ')}`);
    }
    return { reviews };
  },
  handOver: (_, { summaries }) => [{ summaries }],
});
