import type { PointSample } from '../../../src-shared/run/live/frames';
import type { ModelContext } from '../../algorithms/contract/model-context';
import type { ModelState } from '../../algorithms/contract/state';
import { networkSpec, svmSpec, toTrainingData } from '../data';

/** One small model of a kind each, whose answers are worked out by hand, and three rows for them. */

/** Tensor of one dimension. */
export const vector = (...values: number[]): ModelState['tensors'][string] => ({
  shape: [values.length],
  data: Float64Array.from(values),
});

/** Raw x1 = 10 + 2 s1, raw x2 = -5 + 4 s2. */
export const scaler = { kind: 'standard' as const, offset: [10, -5], scale: [2, 4] };
/** What all of the models have in common. */
export const common = {
  scaler,
  featureNames: ['a', 'b'],
  featureRanges: [
    [8, 12],
    [-9, -1],
  ] as const,
  target: 'y',
  classes: ['no', 'yes'],
};

/** sigmoid(s1 + 2 s2 + 0.5) */
export const network: ModelContext = {
  ...common,
  model: networkSpec({ layers: [{ units: 1, activation: 'sigmoid' }] }),
  state: {
    kind: 'network',
    step: 7,
    tensors: {
      'layer0/kernel': { shape: [2, 1], data: Float64Array.of(1, 2) },
      'layer0/bias': vector(0.5),
    },
    extra: {},
  },
};
/** Centres at scaled (0, 0) and (3, 4). */
export const kmeans: ModelContext = {
  ...common,
  target: null,
  classes: [],
  model: {
    kind: 'kmeans',
    nClusters: 2,
    init: 'random',
    nInit: 1,
    maxIter: 10,
    tol: 0,
    initRows: null,
    tolOn: 'inertia',
    batchSize: null,
    reassignmentRatio: 0.01,
    maxNoImprovement: 10,
  },
  state: {
    kind: 'kmeans',
    step: 3,
    tensors: {
      centers: { shape: [2, 2], data: Float64Array.of(0, 0, 3, 4) },
      sizes: { shape: [2], data: Int32Array.of(1, 1) },
    },
    extra: {},
  },
};
/** Scaled decision: s1 - s2 + 0.25. */
export const svm: ModelContext = {
  ...common,
  model: svmSpec({ l2: 1, maxIter: 1 }),
  state: { kind: 'svm', step: 1, tensors: { coef: vector(1, -1), intercept: vector(0.25) }, extra: {} },
};

export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Raw rows for scaled (0, 0), (3, 4), (-1, 1). */
export const RAW = [
  [10, -5],
  [16, 11],
  [8, -1],
];
/** Training data of the rows above. */
export const scaledData = {
  ...toTrainingData(
    [
      [0, 0],
      [3, 4],
      [-1, 1],
    ],
    [0, 1, 0],
    2,
  ),
  scaler,
  classes: ['no', 'yes'],
  featureNames: ['a', 'b'],
};
/** Sample of the rows above, as a picture has them. */
export const sample: PointSample = {
  features: ['a', 'b'],
  target: 'y',
  totalRows: 3,
  count: 3,
  values: Float64Array.from(RAW.flat()),
  targets: Float64Array.of(0, 1, 0),
  classes: ['no', 'yes'],
};
