import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../experiment/schema';
import { present } from '../present';
import {
  changedExperiment,
  sweepCondition,
  sweepFieldAt,
  sweepFields,
  sweepValueProblem,
  sweptFieldAt,
} from './sweep-fields';

const xnor = parseExperiment({
  schemaVersion: 1,
  name: 'xnor',
  dataset: { kind: 'generated', generator: 'xnor' },
  model: {
    kind: 'network',
    layers: [
      { units: 2, activation: 'sigmoid' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
});
const svm = parseExperiment({
  schemaVersion: 1,
  name: 'svm',
  dataset: { kind: 'generated', generator: 'xnor' },
  model: { kind: 'svm', l2: 0.5 },
});

const logistic = parseExperiment({
  schemaVersion: 1,
  name: 'logistic',
  dataset: { kind: 'generated', generator: 'xnor' },
  model: { kind: 'logistic-regression', penalty: 'none' },
});

describe('what a sweep may vary', () => {
  it("is the C of a logistic regression's penalty, which comes with it unless it is varied too", () => {
    const model = (...changes: { path: string; value: number | string }[]): unknown =>
      changedExperiment(logistic, changes).model;
    expect(model({ path: 'model.C', value: 0.01 })).toMatchObject({ penalty: 'l2', C: 0.01 });
    const none = { path: 'model.penalty', value: 'none' };
    expect(model(none, { path: 'model.C', value: 4 })).toMatchObject({ penalty: 'none', C: 4 });
    expect(model({ path: 'model.C', value: 4 }, none)).toMatchObject({ penalty: 'none', C: 4 });
    expect(model({ path: 'model.tol', value: 1e-3 })).toMatchObject({ penalty: 'none' });
  });

  it('are the numbers and words of the experiment, under their labels', () => {
    const fields = new Map(sweepFields(xnor).map((field) => [field.path, field]));
    expect(fields.get('model.optimizer.learningRate')).toMatchObject({ label: 'Learning rate', isLog: true });
    expect(fields.get('model.layers.0.units')).toMatchObject({ label: 'Units, layer 1', value: 2 });
    expect(fields.get('model.layers.0.activation')).toMatchObject({ kind: 'choice' });
    expect(fields.get('training.steps')).toMatchObject({ value: 5000 });
    expect(fields.get('seed')).toMatchObject({ value: 1 });
    for (const left of ['name', 'training.logEvery', 'dataset.generator', 'model.kind', 'schemaVersion'])
      expect(fields.has(left)).toBe(false);
  });

  it("has an SVM's own tolerance and no steps that it does not use", () => {
    const paths = sweepFields(svm).map(({ path }) => path);
    expect(paths).toContain('model.l2');
    expect(paths).not.toContain('training.steps');
    expect(sweepFieldAt(svm, 'model.tol')).toMatchObject({ label: 'Tolerance' });
    expect(sweepFieldAt(svm, 'model.C')).toMatchObject({ label: 'C', value: 2 });
    expect(sweepFieldAt(xnor, 'model.C')).toBeNull();
    expect(sweepFieldAt(xnor, 'constructor')).toBeNull();
  });

  it('is the number of hidden layers, and what is in force where others say so', () => {
    expect(sweepFields(xnor)[0]).toMatchObject({
      path: 'model.hiddenLayers',
      label: 'Hidden layers',
      value: 1,
    });
    const swept = ['model.hiddenLayers', 'model.optimizer.kind'];
    expect(sweepCondition(xnor, 'model.layers.2.units', swept)).toEqual({ path: swept[0], atLeast: 3 });
    expect(sweepCondition(xnor, 'model.layers.2.units', [])).toBeNull();
    expect(sweepCondition(xnor, 'model.optimizer.momentum', swept)).toEqual({
      path: swept[1],
      values: ['momentum', 'nesterov'],
    });
    expect(sweepCondition(xnor, 'model.optimizer.learningRate', swept)).toBeNull();
    // Layer 3 is there where there are three, and the momentum where an optimizer has one.
    expect(sweptFieldAt(xnor, 'model.layers.2.units', swept)).toMatchObject({ label: 'Units, layer 3' });
    expect(sweptFieldAt(xnor, 'model.optimizer.momentum', swept)).toMatchObject({ value: 0.9 });
    expect(sweptFieldAt(xnor, 'model.layers.2.units', [])).toBeNull();
    expect(sweptFieldAt(svm, 'model.hiddenLayers', [])).toBeNull();
  });

  it('judges values by the declared ranges', () => {
    const rate = present(sweepFieldAt(xnor, 'model.optimizer.learningRate'));
    expect(sweepValueProblem(rate, 0.1)).toBeNull();
    expect(sweepValueProblem(rate, -1)).toContain('Learning rate must be');
    expect(sweepValueProblem(rate, 'x')).toBe('Learning rate must be a number, not "x".');
    const activation = present(sweepFieldAt(xnor, 'model.layers.0.activation'));
    expect(sweepValueProblem(activation, 'relu')).toBeNull();
    expect(sweepValueProblem(activation, 'softmax')).toContain('must be one of sigmoid');
  });
});

describe('a changed experiment', () => {
  it('has the values in their places and all else as it was', () => {
    const changed = changedExperiment(xnor, [
      { path: 'model.layers.0.units', value: 3 },
      { path: 'seed', value: 9 },
    ]);
    expect(changed).toEqual({
      ...xnor,
      seed: 9,
      model: {
        ...xnor.model,
        layers: [
          { units: 3, activation: 'sigmoid', dropout: 0 },
          (xnor.model as { layers: unknown[] }).layers[1],
        ],
      },
    });
  });

  it("takes another optimizer with that one's own defaults and the same rate", () => {
    const { model } = changedExperiment(xnor, [{ path: 'model.optimizer.kind', value: 'sgd' }]);
    expect(model).toMatchObject({ optimizer: { kind: 'sgd', learningRate: 0.03 } });
  });

  it('has so many hidden layers, one more like the last of them, and the output layer as it was', () => {
    const layers = (count: number): unknown =>
      changedExperiment(xnor, [{ path: 'model.hiddenLayers', value: count }]).model;
    const [hidden, output] = (xnor.model as { layers: unknown[] }).layers;
    expect(layers(3)).toMatchObject({ layers: [hidden, hidden, hidden, output] });
    expect(layers(0)).toMatchObject({ layers: [output] });
    const { model } = changedExperiment(xnor, [
      { path: 'model.hiddenLayers', value: 2 },
      { path: 'model.layers.1.units', value: 7 },
    ]);
    expect(model).toMatchObject({ layers: [{ units: 2 }, { units: 7 }, { units: 1 }] });
  });

  it('keeps C as l2', () => {
    expect(changedExperiment(svm, [{ path: 'model.C', value: 4 }]).model).toMatchObject({ l2: 0.25 });
  });

  it('names the field that cannot be so', () => {
    expect(() => changedExperiment(xnor, [{ path: 'model.layers.0.units', value: 0 }])).toThrow(
      'model.layers.0.units',
    );
  });
});
