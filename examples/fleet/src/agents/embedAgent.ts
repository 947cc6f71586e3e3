import { readDocument } from '../documents/readDocument';
import { hashVector, similarity, toUnitLength } from '../text/vectors';
import { readChunks } from './inputs';
import { round } from './round';
import { inSteps } from './steps';
import { defineTask } from './task';

/** @internal */
export const embedAgent = defineTask({
  id: 'embed',
  title: 'Embed',
  description: 'Makes a vector of length 1 by feature hashing',
  taskName: 'embed.document',
  concurrency: 2,
  attempts: 3,
  backoffMs: 1_000,
  objectiveMs: 3_000,
  parse: readChunks,
  async run({ document, chunks }, context) {
    const text = await readDocument(document);
    const vectors = await inSteps(chunks, 420, context, ({ start, end }) =>
      hashVector(text.slice(start, end)),
    );
    const vector = toUnitLength(
      vectors[0].map((_, axis) => vectors.reduce((sum, chunk) => sum + chunk[axis], 0)),
    );
    const likeness = vectors.map(chunk => similarity(chunk, vector));
    const closestChunk = likeness.indexOf(Math.max(...likeness));
    context.log('info', `Chunk ${closestChunk} is closest to the whole`);
    return { documentId: document.id, closestChunk, vector: vector.map(round) };
  },
  handOver: ({ documentId }, { chunks }) => [{ documentId, chunks }],
});
