import { describe, expect, it } from 'vitest';
import type { ModelContext } from '../contract/model-context';
import { toTrainingData } from '../../testing/data';
import { network, sigmoid, svm } from '../../testing/models/small-models';
import { finish } from '../explore/slices';
import { modelAlgorithm } from '../models';
import { measureCalibration } from './calibration';
import { explainedColumns } from './columns';
import { explainedModel, type ExplainedModel } from './explained-model';
import { findSlices, greatest, rowFaults } from './faults';
import { fitIsotonic, isotonicAt } from './isotonic';
import { rowsToExplain, type ExplainedRows } from './rows';

const asked = (context: ModelContext): ExplainedModel =>
  explainedModel(context, modelAlgorithm(context.model.kind).explained);
const rowsOf = (rows: number[][], target: number[]): ExplainedRows =>
  rowsToExplain(
    toTrainingData(rows, target),
    Int32Array.from(rows, (_, i) => i + 1),
    1e4,
    1,
  );

describe('rows that a model is wrong on', () => {
  it('have the log loss of their own class, and the class that was predicted', () => {
    const found = finish(
      rowFaults(
        asked(network),
        rowsOf(
          [
            [2, 0],
            [-3, 0],
          ],
          [0, 0],
        ),
      ),
    );
    expect(found.measure).toBe('logLoss');
    expect(found.losses[0]).toBeCloseTo(-Math.log(1 - sigmoid(2.5)), 12);
    expect([...found.errors]).toEqual([1, 0]);
    expect([...found.answers]).toEqual([1, 0]);
    expect([...greatest(found.losses, 1)]).toEqual([0]);
  });

  it('of an SVM are told by how far they lie on the wrong side', () => {
    // Decision s1 - s2 + 0.25.
    const found = finish(
      rowFaults(
        asked(svm),
        rowsOf(
          [
            [1, 0],
            [1, 0],
          ],
          [0, 1],
        ),
      ),
    );
    expect(found.measure).toBe('wrongSide');
    expect([...found.losses]).toEqual([1.25, -1.25]);
  });
});

describe('slices', () => {
  it('are categories and quarters with rows enough, the worst first, with intervals', () => {
    const columns = explainedColumns({
      features: ['size', 'c=x', 'c=y'],
      encoders: [
        { column: 'size', kind: 'number', categories: [], fill: null },
        { column: 'c', kind: 'oneHot', categories: ['x', 'y'], fill: null },
      ],
    });
    const table = Array.from({ length: 40 }, (_, i) => [i, Number(i < 30), Number(i >= 30)]);
    const rows = rowsOf(
      table,
      table.map(() => 0),
    );
    const errors = Float64Array.from(table, (_, i) => Number(i >= 35));
    const scaler = { kind: 'none' as const, offset: [0, 0, 0], scale: [1, 1, 1] };
    const slices = findSlices({ width: 3, scaler }, columns, rows, errors, true);
    expect(slices.map(({ column, value, rows: count, figure }) => [column, value, count, figure])).toEqual([
      ['size', [29.25, 39], 10, 0.5],
      ['c', 'y', 10, 0.5],
      ['c', 'x', 30, 0],
      ['size', [0, 9.75], 10, 0],
      ['size', [9.75, 19.5], 10, 0],
      ['size', [19.5, 29.25], 10, 0],
    ]);
    // statsmodels' proportion_confint(5, 10, method="wilson").
    expect(slices[0]!.low).toBeCloseTo(0.236593090512564, 12);
    expect(slices[0]!.high).toBeCloseTo(0.763406909487436, 12);
  });
});

describe('calibration', () => {
  it('has bins with what was predicted and what came, Brier’s score and the expected error', () => {
    const found = measureCalibration(Float64Array.of(0.1, 0.15, 0.85, 0.95), 1, Float64Array.of(0, 1, 1, 1), {
      classes: ['no', 'yes'],
      seed: 1,
    });
    expect(found.of).toBe('yes');
    expect(found.bins[1]).toEqual({ from: 0.1, to: 0.2, rows: 1, predicted: 0.15, observed: 1 });
    expect(found.bins[0]).toMatchObject({ rows: 1, predicted: 0.1, observed: 0 });
    expect(found.bins[5]).toMatchObject({ rows: 0, predicted: null, observed: null });
    expect(found.brier).toBeCloseTo((0.01 + 0.7225 + 0.0225 + 0.0025) / 4, 12);
    expect(found.ece).toBeCloseTo((0.1 + 0.85 + 0.15 + 0.05) / 4, 12);
  });

  it('of many classes is of the one that was predicted', () => {
    const found = measureCalibration(
      Float64Array.of(0.7, 0.2, 0.1, 0.2, 0.2, 0.6),
      3,
      Float64Array.of(0, 1),
      { classes: ['a', 'b', 'c'], seed: 1 },
    );
    expect(found.of).toBeNull();
    expect(found.bins[6]).toMatchObject({ rows: 1, predicted: 0.7, observed: 1 });
    expect(found.bins[5]).toMatchObject({ rows: 1, predicted: 0.6, observed: 0 });
    expect(found.brier).toBeCloseTo((0.09 + 0.04 + 0.01 + 0.04 + 0.64 + 0.36) / 2, 12);
  });

  it('is repaired by a rising curve that has not seen the row', () => {
    // Twice as sure as it may be: of 0.2 and 0.8, 0.35 and 0.65 come true.
    const rows = 200;
    const predicted = Float64Array.from({ length: rows }, (_, i) => (i % 2 === 0 ? 0.2 : 0.8));
    const came = Float64Array.from({ length: rows }, (_, i) =>
      Number(i % 2 === 0 ? (i / 2) % 20 < 7 : ((i - 1) / 2) % 20 < 13),
    );
    const { brier, ece, repaired } = measureCalibration(predicted, 1, came, {
      classes: ['no', 'yes'],
      seed: 1,
    });
    expect(ece).toBeCloseTo(0.15, 12);
    expect(repaired?.ece).toBeLessThan(0.05);
    expect(repaired?.brier).toBeLessThan(brier);
  });
});

describe('isotonic regression', () => {
  it('pools what falls, takes equal x for one point, and is a line between points', () => {
    // scikit-learn's IsotonicRegression(out_of_bounds="clip").fit(x, y).predict([0, 1, 1.5, 2.5, 3.5, 9]).
    const curve = fitIsotonic(Float64Array.of(3, 1, 2, 2, 4), Float64Array.of(2, 1, 4, 3, 6));
    expect([...curve.x]).toEqual([1, 2, 3, 4]);
    expect([0, 1, 1.5, 2.5, 3.5, 9].map((at) => isotonicAt(curve, at))).toEqual([1, 1, 2, 3, 4.5, 6]);
  });
});
