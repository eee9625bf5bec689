import { describe, expect, it } from 'vitest';
import { networkSpec, svmSpec } from '../../testing/data';
import type { ModelContext } from '../contract/model-context';
import { explainAnswer } from './answers';

const context = (change: Partial<ModelContext>): ModelContext => ({
  model: networkSpec({ layers: [{ units: 1, activation: 'sigmoid' }] }),
  state: { kind: 'network', step: 1, tensors: {}, extra: {} },
  scaler: { kind: 'none', offset: [0], scale: [1] },
  featureNames: ['a'],
  featureRanges: [[0, 1]],
  target: 'y',
  classes: ['no', 'yes'],
  ...change,
});
const input = { a: 1 };

describe('how an answer is read', () => {
  it('of two classes by the threshold of the output', () => {
    expect(explainAnswer(context({}), { input, output: 0.7, class: 'yes' })).toBe(
      'The output is at least 0.5: the class is "yes".',
    );
    expect(explainAnswer(context({}), { input, output: 0.2, class: 'no' })).toBe(
      'The output is below 0.5: the class is "no".',
    );
  });

  it('of many classes by the largest probability, of numbers as it is', () => {
    const many = networkSpec({
      layers: [{ units: 3, activation: 'softmax' }],
      loss: 'categoricalCrossentropy',
    });
    expect(explainAnswer(context({ model: many }), { input, class: 'b', probabilities: {} })).toBe(
      'The predicted class has the highest probability: "b".',
    );
    const numbers = networkSpec({ layers: [{ units: 1, activation: 'linear' }] });
    expect(explainAnswer(context({ model: numbers, classes: [] }), { input, output: 3 })).toBe(
      'The output is the prediction, in units of "y".',
    );
  });

  it('of an SVM by the side of its line', () => {
    const model = svmSpec({ l2: 1, maxIter: 1 });
    expect(explainAnswer(context({ model }), { input, class: 'yes', logit: 0.1 })).toBe(
      'The logit is above 0: the class is "yes".',
    );
    expect(explainAnswer(context({ model }), { input, class: 'no', logit: 0 })).toBe(
      'The logit is not above 0: the class is "no".',
    );
  });
});
