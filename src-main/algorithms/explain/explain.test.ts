import { describe, expect, it } from 'vitest';
import type { ModelKind } from '../../../src-shared/models';
import type { Encoder } from '../../../src-shared/run/record/dataset-facts';
import type { ModelContext } from '../contract/model-context';
import { toTrainingData } from '../../testing/data';
import { common, kmeans, network, sigmoid, svm, vector } from '../../testing/models/small-models';
import { finish } from '../explore/slices';
import { modelAlgorithm } from '../models';
import { Rng } from '../numeric/rng';
import { accumulatedEffects, intervalEdges } from './ale';
import { explainedColumns } from './columns';
import { partialDependence } from './dependence';
import { explainedModel, type ExplainedModel } from './explained-model';
import { permutationImportance } from './permutation';
import { rowsToExplain, type ExplainedRows } from './rows';

const number = (column: string): Encoder => ({ column, kind: 'number', categories: [], fill: null });
const columns = explainedColumns({ features: ['a', 'b'], encoders: [] });

function asked<K extends ModelKind>(context: ModelContext<K>): ExplainedModel {
  return explainedModel(context, modelAlgorithm(context.model.kind as K).explained);
}

/** y = 3 s1 + 0 s2 + 1. */
const line: ModelContext = {
  ...common,
  classes: [],
  model: { kind: 'linear-regression', alpha: 0 },
  state: {
    kind: 'linear-regression',
    step: 1,
    tensors: { coef: vector(3, 0), intercept: vector(1) },
    extra: {},
  },
};

function rowsOf(rows: number[][], target: number[] | null, weights: number[] | null = null): ExplainedRows {
  const data = toTrainingData(rows, target, rows.length, weights);
  return rowsToExplain(
    data,
    Int32Array.from(rows, (_, i) => i + 1),
    1000,
    1,
  );
}

describe('rows that are explained', () => {
  const rows = Array.from({ length: 50 }, (_, i) => [i, 0]);
  it('are the validation rows, a sample of many in their order, and training rows only where there are no others', () => {
    const numbers = Int32Array.from(rows, (_, i) => 100 + i);
    const kept = rowsToExplain(toTrainingData(rows, null, 30), numbers, 5, 1);
    expect([kept.part, kept.partRows, kept.rows]).toEqual(['validation', 20, 5]);
    const drawn = [...kept.rowNumbers];
    expect(drawn.every((row) => row >= 130)).toBe(true);
    expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
    expect([...kept.features].filter((_, i) => i % 2 === 0)).toEqual(drawn.map((row) => row - 100));
    expect(rowsToExplain(toTrainingData(rows), numbers, 100, 1)).toMatchObject({ part: 'train', rows: 50 });
  });
});

describe('permutation importance', () => {
  it('is the rise of the error for the very shuffles, and 0 of a column that the model does not use', () => {
    const rows = rowsOf(
      [
        [0, 5],
        [1, 6],
        [2, 7],
        [4, 1],
      ],
      [1, 4, 7, 13],
    );
    const found = finish(
      permutationImportance(asked(line), columns, rows, { metric: 'mae', repeats: 3, seed: 9 }),
    );
    const losses = [0, 1, 2].map((repeat) => {
      const order = Int32Array.of(0, 1, 2, 3);
      Rng.derive(9, `permutation ${repeat} of a`).shuffle(order);
      return [0, 1, 2, 4].reduce((sum, s, i) => sum + Math.abs(3 * [0, 1, 2, 4][order[i]!]! - 3 * s), 0) / 4;
    });
    const mean = (losses[0]! + losses[1]! + losses[2]!) / 3;
    expect(found.baseline).toBe(0);
    expect(found.columns.map(({ column }) => column)).toEqual(['a', 'b']);
    expect(found.columns[0]!.repeats).toEqual(losses);
    expect(found.columns[0]!.mean).toBeCloseTo(mean, 12);
    const squares = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0);
    expect(found.columns[0]!.sd).toBeCloseTo(Math.sqrt(squares / 2), 12);
    expect(found.columns[1]).toMatchObject({ mean: 0, sd: 0 });
  });

  it('says of accuracy how much it falls, of clusters how many rows leave theirs', () => {
    // Decision s1 - s2 + 0.25: right of both, and wrong of both where the first column is swapped.
    const two = rowsOf(
      [
        [5, 0],
        [-5, 0],
      ],
      [1, 0],
    );
    const told = finish(
      permutationImportance(asked(svm), columns, two, { metric: null, repeats: 8, seed: 2 }),
    );
    expect([told.metric, told.baseline]).toEqual(['accuracy', 1]);
    expect(new Set(told.columns[0]!.repeats)).toEqual(new Set([0, 1]));
    expect(told.columns[1]!.mean).toBe(0);
    const clusters = finish(
      permutationImportance(
        asked(kmeans),
        columns,
        rowsOf(
          [
            [0, 0],
            [3, 0],
            [3, 4],
          ],
          null,
        ),
        {
          metric: null,
          repeats: 6,
          seed: 2,
        },
      ),
    );
    expect([clusters.metric, clusters.baseline]).toEqual(['sameCluster', 1]);
    expect(clusters.columns[0]!.column).toBe('b');
  });

  it('shuffles all inputs of a category at once', () => {
    const dummies = explainedColumns({
      features: ['a=x', 'a=y'],
      encoders: [{ column: 'a', kind: 'oneHot', categories: ['x', 'y'], fill: null }],
    });
    const model = asked(line);
    const rows = rowsOf(
      [
        [1, 0],
        [0, 1],
        [0, 1],
      ],
      [4, 1, 1],
    );
    const seen: string[] = [];
    const spying: ExplainedModel = {
      ...model,
      run: (count) => {
        for (let i = 0; i < count; i++) seen.push(model.inputs.subarray(2 * i, 2 * i + 2).join());
        return model.run(count);
      },
    };
    finish(permutationImportance(spying, dummies, rows, { metric: null, repeats: 5, seed: 1 }));
    expect(new Set(seen)).toEqual(new Set(['1,0', '0,1']));
  });

  it('refuses a metric that the model does not have', () => {
    const work = permutationImportance(asked(svm), columns, rowsOf([[0, 0]], [1]), {
      metric: 'rmse',
      repeats: 1,
      seed: 1,
    });
    expect(() => finish(work)).toThrow('This model has no rmse: choose accuracy.');
  });
});

describe('partial dependence', () => {
  it('is the weighted mean of the answers at each value in raw units, beside the rows’ own lines', () => {
    const rows = rowsOf(
      [
        [0, 0],
        [1, 2],
      ],
      [0, 1],
      [1, 3],
    );
    const found = finish(partialDependence(asked(network), columns[0]!, rows));
    // Raw a = 10 + 2 s1.
    expect([...found.grid.values]).toEqual([10, 12]);
    expect(found.grid.central).toEqual([10.1, 11.9]);
    const answer = (s1: number, s2: number): number => sigmoid(s1 + 2 * s2 + 0.5);
    expect(found.mean[0]).toBeCloseTo((answer(0, 0) + 3 * answer(0, 2)) / 4, 12);
    expect(found.mean[1]).toBeCloseTo((answer(1, 0) + 3 * answer(1, 2)) / 4, 12);
    expect(found.ice[2]).toBeCloseTo(answer(0, 2), 12);
    expect(found.iceRows).toEqual([1, 2]);
  });

  it('asks a category’s dummies one at a time, and counts its rows', () => {
    const context: ModelContext = { ...line, scaler: { kind: 'none', offset: [0, 0], scale: [1, 1] } };
    const [column] = explainedColumns({
      features: ['c=x', 'c=y'],
      encoders: [{ column: 'c', kind: 'oneHot', categories: ['x', 'y'], fill: null }],
    });
    const rows = rowsOf(
      [
        [1, 0],
        [0, 1],
        [0, 1],
      ],
      [0, 0, 0],
    );
    const { grid, mean } = finish(partialDependence(asked(context), column!, rows));
    expect([...mean]).toEqual([4, 1]);
    expect([...grid.rug]).toEqual([1, 2]);
  });
});

describe('accumulated local effects', () => {
  it('have edges at rows, as R’s quantiles of type 1', () => {
    expect([...intervalEdges(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 4)]).toEqual([1, 3, 5, 8, 10]);
  });

  it('of a line are its slope, and centred over the rows', () => {
    const rows = rowsOf(
      [
        [0, 9],
        [1, 2],
        [3, 7],
        [4, 0],
      ],
      [0, 0, 0, 0],
    );
    const found = finish(accumulatedEffects(asked(line), columns[0]!, rows));
    expect([...found!.edges]).toEqual([10, 12, 16, 18]);
    expect([...found!.counts]).toEqual([2, 1, 1]);
    const rise = [...found!.values].map((value) => value - found!.values[0]!);
    [0, 3, 9, 12].forEach((expected, i) => {
      expect(rise[i]).toBeCloseTo(expected, 12);
    });
    const middles = found!.counts.reduce(
      (sum, count, k) => sum + (count * (found!.values[k]! + found!.values[k + 1]!)) / 2,
      0,
    );
    expect(middles).toBeCloseTo(0, 12);
  });

  it('does not mix in a correlated column, as partial dependence does of s1 x s2', () => {
    // Along s1 = s2 the local effect of s1 on their product is s2 ds1: 1/2 s^2 added up.
    const n = 400;
    const { inputs, ...rest } = asked(line);
    const product: ExplainedModel = {
      ...rest,
      inputs,
      run(rows) {
        const out = new Float64Array(rows);
        for (let i = 0; i < rows; i++) out[i] = inputs[2 * i]! * inputs[2 * i + 1]!;
        return out;
      },
    };
    const rows = rowsOf(
      Array.from({ length: n }, (_, i) => [i / n, i / n]),
      Array.from({ length: n }, () => 0),
    );
    const { values } = finish(accumulatedEffects(product, columns[0]!, rows))!;
    expect(values[values.length - 1]! - values[0]!).toBeCloseTo(0.5, 2);
  });

  it('are none of a category or a constant', () => {
    const constant = rowsOf(
      [
        [1, 1],
        [1, 2],
      ],
      [0, 0],
    );
    expect(finish(accumulatedEffects(asked(line), columns[0]!, constant))).toBeNull();
    const category = { ...columns[0]!, encoder: { ...number('a'), kind: 'ordinal' as const } };
    expect(
      finish(
        accumulatedEffects(
          asked(line),
          category,
          rowsOf(
            [
              [0, 0],
              [1, 1],
            ],
            null,
          ),
        ),
      ),
    ).toBeNull();
  });
});
