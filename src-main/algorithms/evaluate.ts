import type { Frame, PointSample, Prediction } from '../../src-shared/run/frames';
import type { ModelContext } from './model-context';
import { squaredDistance } from './kmeans-math';
import { scaledRows, unscale, unscaleLinear, unscaleRows } from './math';
import { networkAnswers, networkColumns, networkFrame, type PictureOptions } from './network-answers';
import { tensorOf } from './network-state';
import type { ModelState, TrainerOptions, TrainingData } from './trainer';

/** Rows within this much of the margin count as on it: the solver is iterative. */
export const SUPPORT_TOLERANCE = 1e-3;

/** The context of a model in training. */
export function evaluationOf({ model, data }: TrainerOptions, state: ModelState): ModelContext {
  return {
    model,
    state,
    scaler: data.scaler,
    featureNames: data.featureNames,
    featureRanges: rangesOf(data),
    target: data.target === null ? null : 'target',
    classes: data.classes,
  };
}

const knownRanges = new WeakMap<TrainingData, readonly (readonly [number, number])[]>();

/** Raw [min, max] of each feature; kept, because a live picture asks ten times a second. */
function rangesOf(data: TrainingData): readonly (readonly [number, number])[] {
  const known = knownRanges.get(data);
  if (known !== undefined) return known;
  const low = new Float64Array(data.width).fill(Infinity);
  const high = new Float64Array(data.width).fill(-Infinity);
  for (let i = 0; i < data.features.length; i++) {
    const j = i % data.width;
    low[j] = Math.min(low[j]!, data.features[i]!);
    high[j] = Math.max(high[j]!, data.features[i]!);
  }
  const ranges = [...low].map(
    (value, j) => [unscale(value, j, data.scaler), unscale(high[j]!, j, data.scaler)] as const,
  );
  knownRanges.set(data, ranges);
  return ranges;
}

/** The model drawn over a sample of its data. */
export function pictureOf(context: ModelContext, sample: PointSample, options: PictureOptions = {}): Frame {
  const { model, state } = context;
  switch (model.kind) {
    case 'network':
      return networkFrame(context, model, options);
    case 'kmeans': {
      const width = context.featureNames.length;
      const centers = Float64Array.from(tensorOf(state, 'centers').data);
      const labels = new Int32Array(sample.count);
      const scaled = scaledRows(sample.values, context.scaler, width);
      for (let row = 0; row < sample.count; row++) {
        labels[row] = nearest({ values: scaled, rows: sample.count, width }, row, centers).cluster;
      }
      return {
        kind: 'kmeans',
        step: state.step,
        centers: unscaleRows(centers, width, context.scaler),
        sizes: Int32Array.from(tensorOf(state, 'sizes').data),
        labels,
      };
    }
    case 'svm': {
      const { coef, intercept } = rawHyperplane(context);
      const supportVectors: number[] = [];
      for (let row = 0; row < sample.count; row++) {
        const side = sample.targets[row] === 1 ? 1 : -1;
        const value = linear(coef, intercept, sample.values, row);
        if (side * value <= 1 + SUPPORT_TOLERANCE) supportVectors.push(row);
      }
      return {
        kind: 'svm',
        step: state.step,
        coef,
        intercept,
        supportVectors: Int32Array.from(supportVectors),
      };
    }
  }
}

/**
 * What the model says of raw points, [n][features].
 * k-means: `distances` to every centre, in the scaled space that the clusters were found in.
 */
export function predictPoints(context: ModelContext, points: readonly (readonly number[])[]): Prediction[] {
  const { model, featureNames } = context;
  const width = featureNames.length;
  const input = (point: readonly number[]): Record<string, number> =>
    Object.fromEntries(featureNames.map((name, j) => [name, point[j] ?? NaN]));
  const flat = Float64Array.from(points.flat());
  switch (model.kind) {
    case 'network': {
      const answers = networkAnswers(context, model, flat);
      return points.map((point, row) => ({ input: input(point), ...answers(row) }));
    }
    case 'kmeans': {
      const centers = Float64Array.from(tensorOf(context.state, 'centers').data);
      const scaled = { values: scaledRows(flat, context.scaler, width), rows: points.length, width };
      return points.map((point, row) => ({ input: input(point), ...nearest(scaled, row, centers) }));
    }
    case 'svm': {
      const { coef, intercept } = rawHyperplane(context);
      return points.map((point, row) => {
        const logit = linear(coef, intercept, flat, row);
        return { input: input(point), class: context.classes[logit > 0 ? 1 : 0]!, logit };
      });
    }
  }
}

/** A table to be written as predictions.csv: every row with what the model says of it. */
export interface PredictionTable {
  readonly columns: readonly string[];
  readonly rows: number;
  row(index: number): readonly (number | string)[];
}

/**
 * Every used row in raw units with its prediction.
 * @param rowNumbers 1-based row of the file for each used row
 */
export function predictionTable(
  context: ModelContext,
  data: TrainingData,
  rowNumbers: ArrayLike<number>,
): PredictionTable {
  const { model } = context;
  const raw = unscaleRows(data.features, data.width, data.scaler);
  const classes = data.classes;
  const targetOf = (row: number): (number | string)[] => {
    if (data.target === null) return [];
    const value = data.target[row]!;
    return [classes.length > 0 ? (classes[value] ?? value) : value];
  };
  const lead = (row: number): (number | string)[] => [
    rowNumbers[row] ?? row + 1,
    ...raw.subarray(row * data.width, (row + 1) * data.width),
    ...targetOf(row),
    ...(data.rows > data.trainRows ? [row < data.trainRows ? 'train' : 'validation'] : []),
  ];
  const leadColumns = [
    'row',
    ...data.featureNames,
    ...(data.target === null ? [] : [context.target ?? 'target']),
    ...(data.rows > data.trainRows ? ['split'] : []),
  ];
  switch (model.kind) {
    case 'network': {
      const { columns, values } = networkColumns(context, model, raw);
      return {
        columns: [...leadColumns, ...columns],
        rows: data.rows,
        row: (row) => [...lead(row), ...values(row)],
      };
    }
    case 'kmeans': {
      const centers = Float64Array.from(tensorOf(context.state, 'centers').data);
      return {
        columns: [...leadColumns, 'cluster', 'distance'],
        rows: data.rows,
        row: (row) => {
          const { cluster, distances } = nearest(
            { values: data.features, rows: data.rows, width: data.width },
            row,
            centers,
          );
          return [...lead(row), cluster, distances[cluster]!];
        },
      };
    }
    case 'svm': {
      const { coef, intercept } = rawHyperplane(context);
      return {
        columns: [...leadColumns, 'predicted', 'logit'],
        rows: data.rows,
        row: (row) => {
          const logit = linear(coef, intercept, raw, row);
          return [...lead(row), classes[logit > 0 ? 1 : 0]!, logit];
        },
      };
    }
  }
}

function nearest(
  points: { values: Float64Array; rows: number; width: number },
  row: number,
  centers: Float64Array,
): { cluster: number; distances: number[] } {
  const k = centers.length / points.width;
  const distances = Array.from({ length: k }, (_, c) => Math.sqrt(squaredDistance(points, row, centers, c)));
  return { cluster: distances.indexOf(Math.min(...distances)), distances };
}

function rawHyperplane({ state, scaler }: ModelContext): { coef: Float64Array; intercept: number } {
  return unscaleLinear(tensorOf(state, 'coef').data, tensorOf(state, 'intercept').data[0] ?? 0, scaler);
}

function linear(coef: Float64Array, intercept: number, rows: Float64Array, row: number): number {
  let value = intercept;
  for (let j = 0; j < coef.length; j++) value += coef[j]! * rows[row * coef.length + j]!;
  return value;
}
