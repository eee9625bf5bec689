import { fail } from '../../src-shared/errors';
import type { ModelSpec, NetworkSpec } from '../../src-shared/experiment/schema';
import type {
  Curve,
  Frame,
  NetworkLayerFrame,
  PointSample,
  Prediction,
  Surface,
} from '../../src-shared/run/frames';
import type { Scaler } from '../../src-shared/run/record';
import { squaredDistance } from './kmeans-math';
import { scaleInto, unscale, unscaleRows } from './math';
import { NetworkMath } from './network-math';
import { layersOf, tensorOf } from './network-state';
import { svmAnswers, svmColumns, svmPicture } from './svm-evaluate';
import type { ModelState, TrainerOptions, TrainingData } from './trainer';

/** A stored model with what turns raw rows into its inputs. */
export interface ModelContext {
  readonly model: ModelSpec;
  readonly state: ModelState;
  readonly scaler: Scaler;
  readonly featureNames: readonly string[];
  /** Raw [min, max] of each feature over the training data. */
  readonly featureRanges: readonly (readonly [number, number])[];
  readonly target: string | null;
  readonly classes: readonly (number | string)[];
}

/** Weights above this count are not sent to be drawn. */
const DRAWN_WEIGHTS = 4096;
const DRAWN_GRID = 100;
const DRAWN_CURVE = 256;
/** Multiply-adds of one drawn surface, some 30 ms: a live picture is asked for ten times a second. */
const DRAWN_COST = 30e6;
/** An activation costs about as much as this many multiply-adds. */
const ACTIVATION_COST = 8;
const CHUNK = 1024;

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

/**
 * The model drawn over a sample of its data. A network's surface is 100 x 100 points, fewer (8 x 8
 * at least) where the network is so large that drawing it would hold up the training; over a single
 * feature it is a curve.
 */
export function pictureOf(context: ModelContext, sample: PointSample): Frame {
  const { model, state } = context;
  switch (model.kind) {
    case 'network':
      return {
        kind: 'network',
        step: state.step,
        layers: networkLayers(model, state),
        surface: drawsOver(context, 2) ? surfaceOf(context, drawnGrid(model)) : null,
        curve: drawsOver(context, 1) ? curveOf(context, model) : null,
      };
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
    case 'svm':
      return svmPicture(context, model, sample);
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
      const outputs = networkOutputs(context, model, flat);
      const units = outputs.length / points.length;
      return points.map((point, row) => {
        const values = [...outputs.subarray(row * units, (row + 1) * units)];
        const output = values.length === 1 ? values[0]! : values;
        if (!classifies(context) || typeof output !== 'number') return { input: input(point), output };
        return { input: input(point), output, class: context.classes[output >= 0.5 ? 1 : 0]! };
      });
    }
    case 'kmeans': {
      const centers = Float64Array.from(tensorOf(context.state, 'centers').data);
      const scaled = { values: scaledRows(flat, context.scaler, width), rows: points.length, width };
      return points.map((point, row) => ({ input: input(point), ...nearest(scaled, row, centers) }));
    }
    case 'svm': {
      const answers = svmAnswers(context, flat);
      return points.map((point, row) => ({ input: input(point), ...answers[row]! }));
    }
  }
}

/**
 * The output of a network of two features and one output over their raw ranges, grid x grid.
 * @throws BenchtopError `invalid-data` for another kind or shape
 */
export function surfaceOf(context: ModelContext, grid: number): Surface {
  const { model } = context;
  if (model.kind !== 'network' || !drawsOver(context, 2)) {
    throw fail(
      'invalid-data',
      'A surface needs a network of two features and one output; this run has another model.',
    );
  }
  const [x1, x2] = context.featureRanges.map(([low, high]) =>
    Float64Array.from({ length: grid }, (_, i) => low + ((high - low) * i) / (grid - 1)),
  );
  if (x1 === undefined || x2 === undefined) throw new Error('A surface has two axes');
  const points = new Float64Array(2 * grid * grid);
  for (let i = 0; i < grid; i++) {
    for (let j = 0; j < grid; j++) {
      points[2 * (i * grid + j)] = x1[j]!;
      points[2 * (i * grid + j) + 1] = x2[i]!;
    }
  }
  return { x1, x2, values: Float32Array.from(networkOutputs(context, model, points)) };
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
      const outputs = networkOutputs(context, model, raw);
      const units = outputs.length / data.rows;
      const names = units === 1 ? ['output'] : Array.from({ length: units }, (_, u) => `output${u + 1}`);
      const withClass = units === 1 && classifies(context);
      return {
        columns: [...leadColumns, ...names, ...(withClass ? ['class'] : [])],
        rows: data.rows,
        row: (row) => {
          const values = outputs.subarray(row * units, (row + 1) * units);
          return [...lead(row), ...values, ...(withClass ? [classes[values[0]! >= 0.5 ? 1 : 0]!] : [])];
        },
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
      const { columns, row } = svmColumns(context, raw);
      return {
        columns: [...leadColumns, ...columns],
        rows: data.rows,
        row: (index) => [...lead(index), ...row(index)],
      };
    }
  }
}

/** True where a network's one output stands for the second of two classes. */
function classifies({ model, classes }: ModelContext): boolean {
  if (model.kind !== 'network' || classes.length !== 2) return false;
  const last = model.layers[model.layers.length - 1];
  return last?.units === 1 && last.activation === 'sigmoid';
}

/** True where a model's picture is one output over that many features. */
function drawsOver({ model, featureNames }: ModelContext, features: number): boolean {
  return (
    model.kind === 'network' &&
    featureNames.length === features &&
    model.layers[model.layers.length - 1]?.units === 1
  );
}

/** Points a side of a drawn surface. */
function drawnGrid(model: NetworkSpec): number {
  return Math.max(8, Math.min(DRAWN_GRID, Math.floor(Math.sqrt(drawnRows(model, 2)))));
}

/** The output over the range of the one feature: 256 points, fewer (16 at least) where each costs much. */
function curveOf(context: ModelContext, model: NetworkSpec): Curve {
  const [low, high] = context.featureRanges[0] ?? [0, 1];
  const count = Math.max(16, Math.min(DRAWN_CURVE, drawnRows(model, 1)));
  const x = Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  return { x, values: Float32Array.from(networkOutputs(context, model, x)) };
}

/** How many rows a live picture may ask a network for. */
function drawnRows(model: NetworkSpec, features: number): number {
  let inputs = features;
  let cost = 0;
  for (const { units } of model.layers) {
    cost += (inputs + ACTIVATION_COST) * units;
    inputs = units;
  }
  return Math.floor(DRAWN_COST / cost);
}

function networkLayers(model: NetworkSpec, state: ModelState): NetworkLayerFrame[] {
  const layers = layersOf(model, state);
  const count = layers.reduce((sum, { kernel }) => sum + kernel.length, 0);
  return layers.map(({ inputs, units, kernel, bias }, l) => ({
    inputs,
    units,
    activation: model.layers[l]?.activation ?? 'linear',
    kernel: count <= DRAWN_WEIGHTS ? Float32Array.from(kernel) : null,
    bias: count <= DRAWN_WEIGHTS ? Float32Array.from(bias) : null,
  }));
}

/** Outputs for raw rows, [rows][units]. */
function networkOutputs(context: ModelContext, model: NetworkSpec, raw: Float64Array): Float64Array {
  const width = context.featureNames.length;
  const layers = layersOf(model, context.state);
  const rows = raw.length / width;
  const capacity = Math.min(CHUNK, rows);
  const math = new NetworkMath(
    layers,
    model.layers.map(({ activation }) => activation),
    capacity,
  );
  const x = scaledRows(raw, context.scaler, width);
  const units = layers[layers.length - 1]?.units ?? 1;
  const outputs = new Float64Array(rows * units);
  for (let from = 0; from < rows; from += capacity) {
    const count = Math.min(capacity, rows - from);
    outputs.set(math.forward(x, from, count).subarray(0, count * units), from * units);
  }
  return outputs;
}

function scaledRows(raw: Float64Array, scaler: Scaler, width: number): Float64Array {
  const scaled = new Float64Array(raw.length);
  for (let at = 0; at < raw.length; at += width) scaleInto(raw.subarray(at, at + width), scaler, scaled, at);
  return scaled;
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
