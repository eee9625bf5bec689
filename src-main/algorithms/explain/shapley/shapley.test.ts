import { describe, expect, it } from 'vitest';
import { networkSpec, toTrainingData } from '../../../testing/data';
import { common, kmeans, network, sigmoid, svm, vector } from '../../../testing/models/small-models';
import type { ModelContext } from '../../contract/model-context';
import { finish } from '../../explore/slices';
import { modelAlgorithm } from '../../models';
import { Rng } from '../../numeric/rng';
import { explainedColumns } from '../columns';
import { explainedModel, type ExplainedModel } from '../explained-model';
import { integratedGradients } from '../gradients';
import { backgroundRows, rowsToExplain } from '../rows';
import { attributionSummary } from '../summary';
import { createAttributor } from './attribute';
import { exactShapley } from './exact';
import { sampledShapley } from './sampled';

const asked = (context: ModelContext): ExplainedModel =>
  explainedModel(context, modelAlgorithm(context.model.kind).explained);
const many = explainedColumns({ features: ['a', 'b', 'c', 'd'], encoders: [] });
const two = many.slice(0, 2);
const rng = new Rng(5);
const draw = (count: number): Float64Array => Float64Array.from({ length: count }, () => rng.normal());

/** A small network whose third input has no weight, and whose first two have the same weights. */
function drawnNetwork(last: 'linear' | 'softmax', units: number): ExplainedModel {
  const kernel = draw(4 * 5);
  for (let u = 0; u < 5; u++) {
    kernel[2 * 5 + u] = 0;
    kernel[5 + u] = kernel[u]!;
  }
  return asked({
    ...common,
    featureNames: ['a', 'b', 'c', 'd'],
    scaler: { kind: 'none', offset: [0, 0, 0, 0], scale: [1, 1, 1, 1] },
    classes: units > 1 ? ['x', 'y', 'z'] : [],
    model: networkSpec({
      layers: [
        { units: 5, activation: 'tanh' },
        { units, activation: last },
      ],
      loss: units > 1 ? 'categoricalCrossentropy' : 'meanSquaredError',
    }),
    state: {
      kind: 'network',
      step: 1,
      tensors: {
        'layer0/kernel': { shape: [4, 5], data: kernel },
        'layer0/bias': vector(...draw(5)),
        'layer1/kernel': { shape: [5, units], data: draw(5 * units) },
        'layer1/bias': vector(...draw(units)),
      },
      extra: {},
    },
  });
}

describe('exact Shapley values', () => {
  it('are those of two columns by hand', () => {
    const model = asked(network);
    const row = Float64Array.of(1, -0.5);
    const background = Float64Array.of(0, 0, 2, 1);
    const { base, values } = finish(exactShapley({ model, columns: two, row, background }));
    const f = (a: number, b: number): number => sigmoid(a + 2 * b + 0.5);
    const none = (f(0, 0) + f(2, 1)) / 2;
    const first = (f(1, 0) + f(1, 1)) / 2;
    const second = (f(0, -0.5) + f(2, -0.5)) / 2;
    const both = f(1, -0.5);
    expect(base[0]).toBeCloseTo(none, 12);
    expect(values[0]).toBeCloseTo((first - none + both - second) / 2, 12);
    expect(values[1]).toBeCloseTo((second - none + both - first) / 2, 12);
  });

  it('add up to prediction - base for every output, are 0 of a column without weight, and equal for equal ones', () => {
    const model = drawnNetwork('softmax', 3);
    const background = draw(10 * 4);
    // The first two columns have the same weights and, here, the same values.
    for (let b = 0; b < 10; b++) background[4 * b + 1] = background[4 * b]!;
    const row = Float64Array.of(0.7, 0.7, 3, -1);
    const { base, prediction, values, method } = finish(
      createAttributor(model, many, background).explain(row, 1),
    );
    expect(method).toBe('exact');
    for (let u = 0; u < 3; u++) {
      const own = [...values.subarray(4 * u, 4 * u + 4)];
      expect(own.reduce((sum, value) => sum + value, base[u])).toBeCloseTo(prediction[u]!, 12);
      expect(own[2]).toBeCloseTo(0, 12);
      expect(own[0]).toBeCloseTo(own[1]!, 12);
      expect(Math.abs(own[0]!)).toBeGreaterThan(1e-3);
    }
  });

  it('of an affine model are its closed form', () => {
    const model = asked(svm);
    const background = draw(8 * 2);
    const row = Float64Array.of(2, -3);
    const closed = finish(createAttributor(model, two, background).explain(row, 1));
    const tried = finish(exactShapley({ model, columns: two, row, background }));
    expect(closed.method).toBe('linear');
    const means = [0, 1].map((j) => background.filter((_, i) => i % 2 === j).reduce((a, b) => a + b) / 8);
    expect(closed.values[0]).toBeCloseTo(2 - means[0]!, 12);
    expect(closed.values[1]).toBeCloseTo(-(-3 - means[1]!), 12);
    closed.values.forEach((value, i) => {
      expect(value).toBeCloseTo(tried.values[i]!, 12);
    });
    expect(closed.base[0]).toBeCloseTo(tried.base[0]!, 12);
  });

  it('take the dummies of a category for one column', () => {
    const columns = explainedColumns({
      features: ['a=x', 'a=y'],
      encoders: [{ column: 'a', kind: 'oneHot', categories: ['x', 'y'], fill: null }],
    });
    const model = asked(network);
    const { base, values } = finish(
      exactShapley({ model, columns, row: Float64Array.of(1, 0), background: Float64Array.of(0, 1) }),
    );
    expect(values).toHaveLength(1);
    expect(base[0]! + values[0]!).toBeCloseTo(sigmoid(1.5), 12);
  });

  it('say of clusters how the row’s own comes about', () => {
    const background = Float64Array.of(0, 0, 3, 4);
    const { base, values, prediction } = finish(
      createAttributor(asked(kmeans), two, background).explain(Float64Array.of(3, 4), 1),
    );
    expect([...prediction]).toEqual([0, 1]);
    expect([...base]).toEqual([0.5, 0.5]);
    // At (3, 0) the first centre is nearer, at (0, 4) the second: the second column alone decides.
    expect([...values]).toEqual([0, -0.5, 0, 0.5]);
  });
});

describe('sampled Shapley values', () => {
  it('add up exactly, and lie within their errors of the exact ones', () => {
    const model = drawnNetwork('linear', 1);
    const game = { model, columns: many, row: draw(4), background: draw(20 * 4) };
    const exact = finish(exactShapley(game));
    const sampled = finish(sampledShapley(game, 40, new Rng(3)));
    const sum = sampled.values.reduce((total, value) => total + value, 0);
    expect(sum).toBeCloseTo(
      exact.values.reduce((total, value) => total + value, 0),
      10,
    );
    exact.values.forEach((value, c) => {
      expect(Math.abs(sampled.values[c]! - value)).toBeLessThanOrEqual(4 * sampled.errors[c]! + 1e-12);
    });
    expect(Math.max(...sampled.errors)).toBeGreaterThan(0);
  });

  it('are taken beyond twelve columns', () => {
    const names = Array.from({ length: 13 }, (_, c) => `x${c}`);
    const model = asked({
      ...network,
      featureNames: names,
      scaler: { kind: 'none', offset: names.map(() => 0), scale: names.map(() => 1) },
      state: {
        ...network.state,
        tensors: { 'layer0/kernel': { shape: [13, 1], data: draw(13) }, 'layer0/bias': vector(0) },
      },
    });
    const columns = explainedColumns({ features: names, encoders: [] });
    const found = finish(createAttributor(model, columns, draw(13 * 30)).explain(draw(13), 1));
    expect(found).toMatchObject({ method: 'sampled', draws: 100, backgroundRows: 30 });
  });
});

describe('integrated gradients', () => {
  it('of a line are weights times differences', () => {
    const flat = asked({
      ...network,
      model: networkSpec({ layers: [{ units: 1, activation: 'linear' }] }),
    });
    const found = finish(integratedGradients(flat, two, Float64Array.of(3, -1), Float64Array.of(1, 1)));
    expect(found.values[0]).toBeCloseTo(2, 12);
    expect(found.values[1]).toBeCloseTo(-4, 12);
  });

  it('add up to the difference from the mean row, of each class too', () => {
    for (const model of [drawnNetwork('linear', 1), drawnNetwork('softmax', 3), asked(network)]) {
      const columns = many.slice(0, model.width);
      const found = finish(integratedGradients(model, columns, draw(model.width), draw(6 * model.width)));
      for (let u = 0; u < model.outputs.length; u++) {
        const own = found.values.subarray(u * columns.length, (u + 1) * columns.length);
        const rise = found.prediction[u]! - found.base[u]!;
        expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(rise, 9);
      }
    }
  });

  it('have the gradients that small steps have', () => {
    const model = drawnNetwork('softmax', 3);
    const row = draw(4);
    const found = new Float64Array(4);
    for (let unit = 0; unit < 3; unit++) {
      model.createGradients!()(row, 1, unit, found);
      for (let j = 0; j < 4; j++) {
        const at = (shift: number): number => {
          model.inputs.set(row);
          model.inputs[j] = row[j]! + shift;
          return model.run(1)[unit]!;
        };
        expect(found[j]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 8);
      }
    }
  });

  it('are refused for a model without derivatives', () => {
    const work = integratedGradients(asked(svm), two, draw(2), draw(4));
    expect(() => finish(work)).toThrow('Integrated gradients are for networks');
  });
});

describe('a summary over rows', () => {
  it('has every row’s values and their mean sizes', () => {
    const data = toTrainingData(
      [
        [0, 1],
        [2, 3],
        [1, 1],
        [4, -1],
      ],
      [0, 1, 0, 1],
      2,
    );
    const rows = rowsToExplain(data, Int32Array.of(1, 2, 3, 4), 10, 1);
    const background = backgroundRows(data, 10, 1);
    const found = finish(
      attributionSummary(asked(svm), two, rows, background, { method: 'shap', output: 0, seed: 1 }),
    );
    // Means of the training rows: 1 and 2; decision s1 - s2 + 0.25.
    expect([...found.values]).toEqual([0, 1, 3, 3]);
    expect([...found.meanSize]).toEqual([1.5, 2]);
    expect([...found.places]).toEqual([0, 1, 1, 0]);
    expect(found).toMatchObject({ method: 'linear', base: -0.75, draws: null });
  });
});
