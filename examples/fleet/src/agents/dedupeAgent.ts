import { readDocument } from '../documents/readDocument';
import { jaccard, shingles } from '../text/shingles';
import { readEntries } from './inputs';
import { round } from './round';
import { inSteps } from './steps';
import { defineTask } from './task';

const MIN_SIMILARITY = 0.5;

/** @internal */
export const dedupeAgent = defineTask({
  id: 'dedupe',
  title: 'Dedupe',
  description: 'Finds near-duplicates by the runs of words they share',
  taskName: 'dedupe.documents',
  concurrency: 1,
  attempts: 3,
  backoffMs: 1_000,
  objectiveMs: 3_000,
  parse: readEntries,
  async run({ documents }, context) {
    const seen = new Map<string, Set<string>>();
    const found = await inSteps(documents, 150, context, async ({ id }, at) => {
      const runs = shingles(await readDocument(documents[at]));
      const duplicates = [...seen].flatMap(([other, otherRuns]) => {
        const share = round(jaccard(runs, otherRuns));
        return share >= MIN_SIMILARITY ? { id, other, similarity: share } : [];
      });
      seen.set(id, runs);
      return duplicates;
    });
    const duplicates = found.flat();
    for (const { id, other, similarity } of duplicates) {
      context.log('warn', `'${id}' repeats '${other}' (${similarity})`);
    }
    context.log('info', `Compared ${documents.length} documents`);
    return { compared: documents.length, duplicates };
  },
  handOver: (_, { documents }) => [{ documentIds: documents.map(({ id }) => id) }],
});
