import type {
  BinnedColumn,
  DrawnBins,
  DrawnPoints,
  Interval,
  ScatterAnswer,
  View,
} from '../../../src-shared/dataset/explore';
import type { NumberEvaluation, NumberPart } from '../../../src-shared/run/evaluation/evaluation';
import { countCells, computeExtent, type PointColumns } from '../explore/density';
import { chooseBins, countBins } from '../explore/histogram';
import { quantiles } from '../explore/quantiles';
import { slices, type Work } from '../explore/slices';
import { sumWeights } from '../numeric/weights';
import type { ModelContext } from '../contract/model-context';
import type { TrainingData } from '../contract/trainer';
import { numberBaseline } from './baseline';
import { checkOutputs } from './check-outputs';
import { type ModelOutputs } from '../contract/outputs';
import { computeRegressionMetrics } from './regression-metrics';

/**
 * Rows up to which the predicted-against-actual and residual plots hold every point; of more, points
 * are counted in cells.
 */
export const MAX_POINTS = 5000;
const CELLS = { columns: 180, rows: 120 } as const;
/** Room around all points, as a share of their span. */
const ROOM = 0.04;

/**
 * Evaluation of a regression: R², MAE, RMSE and the residuals, apart for training and validation rows,
 * beside the baseline that predicts the mean. Values are in units of the target; rows count by their
 * weights.
 * @param outputs reads the model's prediction of each row
 * @param rowNumbers 1-based row of the table for each used row
 * @throws BenchtopError `invalid-data` where a prediction is not finite
 */
export function* evaluateNumbers(
  context: ModelContext,
  data: TrainingData,
  outputs: ModelOutputs,
  rowNumbers: ArrayLike<number>,
): Work<NumberEvaluation> {
  const predicted = yield* predictions(context, data, outputs);
  const target = context.target ?? 'target';
  const part = (from: number, to: number): Work<NumberPart> =>
    evaluatePart({ data, target, predicted, rowNumbers }, from, to);
  return {
    kind: 'numbers',
    step: context.state.step,
    target,
    isWeighted: data.weights !== null,
    baseline: yield* numberBaseline(data),
    train: yield* part(0, data.trainRows),
    validation: data.rows > data.trainRows ? yield* part(data.trainRows, data.rows) : null,
  };
}

/** [rows] the model's number for every row. @throws BenchtopError `invalid-data` where one is not finite */
export function* predictions(
  { state }: ModelContext,
  data: TrainingData,
  { read, units, capacity }: ModelOutputs,
): Work<Float64Array> {
  const predicted = new Float64Array(data.rows);
  for (let from = 0; from < data.rows; from += capacity) {
    const count = Math.min(capacity, data.rows - from);
    const values = read(from, count);
    checkOutputs(values, count * units, state.step);
    for (let i = 0; i < count; i++) predicted[from + i] = values[i * units];
    yield;
  }
  return predicted;
}

interface Job {
  readonly data: TrainingData;
  readonly target: string;
  readonly predicted: Float64Array;
  readonly rowNumbers: ArrayLike<number>;
}

function* evaluatePart(
  { data, target, predicted, rowNumbers }: Job,
  from: number,
  to: number,
): Work<NumberPart> {
  const actual = data.target!.subarray(from, to);
  const answers = predicted.subarray(from, to);
  const weights = data.weights?.subarray(from, to) ?? null;
  const metrics = yield* computeRegressionMetrics(actual, answers, weights);
  const residual = new Float64Array(to - from);
  yield* slices(residual.length, (start, end) => {
    for (let i = start; i < end; i++) residual[i] = actual[i] - answers[i];
  });
  const rowNumberAt = (row: number): number => rowNumbers[from + row] ?? from + row + 1;
  const names = { actual: `actual ${target}`, predicted: `predicted ${target}`, residual: 'residual' };
  return {
    rows: to - from,
    weight: sumWeights(data.weights, from, to),
    ...metrics,
    fitted: yield* drawScatter({ x: actual, y: answers }, [names.actual, names.predicted], rowNumberAt, true),
    residuals: yield* drawScatter(
      { x: answers, y: residual },
      [names.predicted, names.residual],
      rowNumberAt,
      false,
    ),
    histogram: yield* computeHistogram(residual, names.residual),
  };
}

/** @param isSquare whether both axes have the same range, for a diagonal */
function* drawScatter(
  points: PointColumns,
  [x, y]: readonly [string, string],
  rowNumberAt: (row: number) => number,
  isSquare: boolean,
): Work<ScatterAnswer> {
  const { window: extent, points: total } = yield* computeExtent(points);
  const range = extent ?? { x: [0, 1] as const, y: [0, 1] as const };
  const both: Interval = [Math.min(range.x[0], range.y[0]), Math.max(range.x[1], range.y[1])];
  const view: View = {
    x: padded(isSquare ? both : range.x),
    // The line of no error is always in sight.
    y: padded(isSquare ? both : [Math.min(0, range.y[0]), Math.max(0, range.y[1])]),
  };
  const axis = (name: string) => ({ name, type: 'number', categories: [] }) as const;
  return {
    kind: 'scatter',
    rows: { total, used: total, doubtful: 0 },
    x: axis(x),
    y: axis(y),
    colour: null,
    view,
    window: view,
    extent,
    total,
    inView: total,
    missing: 0,
    drawn: total <= MAX_POINTS ? toPoints(points, rowNumberAt) : yield* binPoints(points, view),
  };
}

function padded([low, high]: Interval): Interval {
  const room = (high - low) * ROOM || Math.abs(low) * 0.1 || 1;
  return [low - room, high + room];
}

function toPoints({ x, y }: PointColumns, rowNumberAt: (row: number) => number): DrawnPoints {
  return {
    how: 'points',
    x: x.slice(),
    y: y.slice(),
    colour: new Float64Array(0),
    row: Float64Array.from({ length: x.length }, (_, i) => rowNumberAt(i)),
  };
}

function* binPoints(points: PointColumns, window: View): Work<DrawnBins> {
  const counts = yield* countCells(points, { window, ...CELLS });
  let most = 0;
  for (const count of counts) if (count > most) most = count;
  return {
    how: 'binned',
    ...CELLS,
    counts,
    most,
    majority: new Uint8Array(0),
    majorityCounts: new Uint32Array(0),
    means: new Float32Array(0),
  };
}

function* computeHistogram(values: Float64Array, name: string): Work<BinnedColumn> {
  const [min = NaN, q1 = NaN, q3 = NaN, max = NaN] = yield* quantiles(values, [0, 0.25, 0.75, 1]);
  const bins = chooseBins({ count: values.length, min, max, q1, q3, isWhole: false }, null);
  const counts = yield* countBins(values, bins, null);
  return {
    name,
    type: 'number',
    shape: 'bins',
    missing: 0,
    bad: 0,
    low: bins.low,
    high: bins.high,
    counts: [...counts],
    byClass: [],
  };
}
