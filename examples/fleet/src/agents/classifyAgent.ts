import { readDocument } from '../documents/readDocument';
import { classify, trainClassifier } from '../text/naiveBayes';
import { trainingExamples } from '../text/trainingExamples';
import { readChunks } from './inputs';
import { round } from './round';
import { inSteps } from './steps';
import { defineTask } from './task';

const classifier = trainClassifier(trainingExamples);

/** @internal */
export const classifyAgent = defineTask({
  id: 'classify',
  title: 'Classify',
  description: 'Assigns a topic with naive Bayes',
  taskName: 'classify.document',
  concurrency: 2,
  attempts: 3,
  backoffMs: 1_000,
  objectiveMs: 1_500,
  parse: readChunks,
  async run({ document, chunks }, context) {
    const text = await readDocument(document);
    const chunkTopics = await inSteps(
      chunks,
      130,
      context,
      ({ start, end }) => classify(classifier, text.slice(start, end)).topic,
    );
    const { topic, confidence, scores } = classify(classifier, text);
    const agreeing = chunkTopics.filter(other => other === topic).length;
    context.log(
      agreeing * 2 < chunks.length ? 'warn' : 'info',
      `Topic ${topic}: ${agreeing} of ${chunks.length} chunks agree`,
    );
    return {
      documentId: document.id,
      topic,
      confidence: round(confidence),
      scores: Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, round(score)])),
      chunkTopics,
    };
  },
  handOver: ({ documentId }, { chunks }) => [{ documentId, chunks }],
});
