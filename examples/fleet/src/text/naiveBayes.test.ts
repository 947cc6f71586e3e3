import fc from 'fast-check';
import { classify, trainClassifier } from './naiveBayes';
import { trainingExamples } from './trainingExamples';

describe('classify', () => {
  const classifier = trainClassifier(trainingExamples);

  it('gives every topic a share, and the shares add up to 1', () => {
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...trainingExamples.map(e => e.text))).map(texts => texts.join(' ')),
    );
    fc.assert(
      fc.property(text, value => {
        const { topic, confidence, scores } = classify(classifier, value);
        const shares = Object.values(scores);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(confidence).toBe(Math.max(...shares));
        expect(scores[topic]).toBe(confidence);
      }),
    );
  });

  it('learns the same from the same examples', () => {
    const again = trainClassifier(trainingExamples);
    for (const { text } of trainingExamples) {
      expect(classify(again, text)).toEqual(classify(classifier, text));
    }
  });

  it('recognises what it learnt', () => {
    for (const { topic, text } of trainingExamples) {
      expect(classify(classifier, text).topic).toBe(topic);
    }
  });
});
