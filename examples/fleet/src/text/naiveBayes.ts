import { contentWords, countWords } from './words';

/**
 * A sentence and the topic it stands for.
 *
 * @internal
 */
export interface TrainingExample {
  topic: string;
  text: string;
}

/**
 * Word counts by topic, made by {@link trainClassifier}.
 *
 * @internal
 */
export interface Classifier {
  vocabularySize: number;
  topics: ReadonlyMap<string, { total: number; counts: Map<string, number> }>;
}

/**
 * The topic of a text and the probability of every topic (they add up to 1).
 *
 * @internal
 */
export interface Classification {
  topic: string;
  confidence: number;
  scores: Record<string, number>;
}

/**
 * Counts the content words of the examples by topic.
 *
 * @internal
 */
export function trainClassifier(examples: readonly TrainingExample[]): Classifier {
  const topics = new Map<string, string[]>();
  for (const { topic, text } of examples) {
    topics.set(topic, [...(topics.get(topic) ?? []), ...contentWords(text)]);
  }
  return {
    vocabularySize: new Set([...topics.values()].flat()).size,
    topics: new Map(
      [...topics].map(([topic, list]) => [topic, { total: list.length, counts: countWords(list) }]),
    ),
  };
}

/**
 * Multinomial naive Bayes with add-one smoothing and equal priors: the examples
 * were chosen by hand, so their shares say nothing about the documents.
 *
 * @internal
 */
export function classify(classifier: Classifier, text: string): Classification {
  const list = contentWords(text);
  const logs = [...classifier.topics].map(([topic, { total, counts }]) => {
    const log = list.reduce(
      (sum, word) => sum + Math.log(((counts.get(word) ?? 0) + 1) / (total + classifier.vocabularySize)),
      0,
    );
    return { topic, log };
  });
  // Relative to the largest, else exp() of a long text is zero for every topic.
  const largest = Math.max(...logs.map(entry => entry.log));
  const sum = logs.reduce((all, { log }) => all + Math.exp(log - largest), 0);
  const ranked = logs
    .map(({ topic, log }) => ({ topic, share: Math.exp(log - largest) / sum }))
    .sort((a, b) => b.share - a.share);
  return {
    topic: ranked[0].topic,
    confidence: ranked[0].share,
    scores: Object.fromEntries(ranked.map(({ topic, share }) => [topic, share])),
  };
}
