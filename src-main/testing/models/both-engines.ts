import type { KMeansSpec, SvmSpec } from '../../../src-shared/experiment/schema';
import type { OptimizerKind } from '../../../src-shared/models/network/schema';
import { Rng } from '../../algorithms/numeric/rng';
import { svmSpec, type networkSpec } from '../data';

/** Models and rows that both engines are trained on. */

export const kmeans: KMeansSpec = {
  kind: 'kmeans',
  nClusters: 4,
  init: 'k-means++',
  nInit: 1,
  maxIter: 300,
  tol: 0,
  initRows: null,
  tolOn: 'inertia',
  batchSize: null,
  reassignmentRatio: 0.01,
  maxNoImprovement: 10,
};
export const svm: SvmSpec = svmSpec({ l2: 1, maxIter: 60 });

/** 400 rows of two features, and the class of each. */
export function twoClasses(): { rng: Rng; rows: number[][]; target: number[] } {
  const rng = new Rng(17);
  const rows = Array.from({ length: 400 }, (): [number, number] => [rng.normal(), 3 + 2 * rng.normal()]);
  return { rng, rows, target: rows.map(([x, y]) => (x + 0.3 * y > 1 ? 1 : 0)) };
}

/**
 * Settings of an optimizer. Where a gradient is almost zero, a tiny epsilon turns float32's rounding into
 * whole updates, in TensorFlow itself too: a larger one compares the formulas.
 */
export function makeOptimizer(
  kind: OptimizerKind,
): NonNullable<Parameters<typeof networkSpec>[0]>['optimizer'] {
  const common = { learningRate: 0.01 };
  const hasEpsilon = kind === 'rmsprop' || kind === 'adagrad' || kind === 'adam' || kind === 'adamw';
  return hasEpsilon ? { kind, ...common, epsilon: 1e-4 } : { kind, ...common };
}
