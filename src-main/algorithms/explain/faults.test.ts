import { describe, expect, it } from 'vitest';
import type { ModelContext } from '../contract/model-context';
import { toTrainingData } from '../../testing/data';
import { network, sigmoid, svm } from '../../testing/models/small-models';
import { finish } from '../explore/slices';
import { modelAlgorithm } from '../models';
import { explainedColumns } from './columns';
import { explainedModel, type ExplainedModel } from './explained-model';
import { findSlices, greatest, rowFaults } from './faults';
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
