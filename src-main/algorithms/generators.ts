import { FIELDS } from '../../src-shared/experiment/fields';
import type { GeneratedDatasetSpec } from '../../src-shared/experiment/schema';
import { Rng } from './rng';

/** A generated table: numbers only, row by row. */
export interface GeneratedTable {
  readonly name: string;
  readonly featureNames: readonly string[];
  readonly targetName: string | null;
  readonly rows: number;
  readonly width: number;
  /** [rows][width]. */
  readonly features: Float64Array;
  /** [rows] */
  readonly target: Float64Array | null;
}

/** Means, standard deviations and correlation of the SOCR heights (in) and weights (lb). */
const HEIGHT = { mean: 67.993, sd: 1.902 };
const WEIGHT = { mean: 127.079, sd: 11.661 };
const HEIGHT_WEIGHT_R = 0.503;

const GATES: Readonly<Record<'xnor' | 'xor' | 'and' | 'or', readonly number[]>> = {
  xnor: [1, 0, 0, 1],
  xor: [0, 1, 1, 0],
  and: [0, 0, 0, 1],
  or: [0, 1, 1, 1],
};

/**
 * Makes the table of a generated data set.
 * @param seed draws the points; the gates have no randomness
 */
export function generateDataset(spec: GeneratedDatasetSpec, seed: number): GeneratedTable {
  switch (spec.generator) {
    case 'xnor':
    case 'xor':
    case 'and':
    case 'or':
      return gate(spec.generator);
    case 'linear-margin':
      return linearMargin(spec.params, Rng.derive(seed, 'data'));
    case 'heights-weights':
      return heightsWeights(spec.params.n ?? 200, Rng.derive(seed, 'data'));
  }
}

function gate(name: 'xnor' | 'xor' | 'and' | 'or'): GeneratedTable {
  return {
    name: `${name.toUpperCase()} table`,
    featureNames: ['x1', 'x2'],
    targetName: 'y',
    rows: 4,
    width: 2,
    features: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1),
    target: Float64Array.from(GATES[name]),
  };
}

/**
 * Uniform points in [-range, range]^2, class 1 where y > x; then each class is moved away from the
 * line y = x along its normal by `margin`, that is by margin / sqrt(2) in each coordinate.
 */
function linearMargin(params: GeneratedDatasetSpec['params'], rng: Rng): GeneratedTable {
  const rows = params.n ?? FIELDS['dataset.params.n'].default;
  const range = params.range ?? FIELDS['dataset.params.range'].default;
  const shift = (params.margin ?? FIELDS['dataset.params.margin'].default) / Math.SQRT2;
  const features = new Float64Array(2 * rows);
  const target = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const x = (2 * rng.uniform() - 1) * range;
    const y = (2 * rng.uniform() - 1) * range;
    const side = y > x ? 1 : -1;
    features[2 * row] = x - side * shift;
    features[2 * row + 1] = y + side * shift;
    target[row] = side === 1 ? 1 : 0;
  }
  return {
    name: 'linear margin',
    featureNames: ['x', 'y'],
    targetName: 'class',
    rows,
    width: 2,
    features,
    target,
  };
}

/** Bivariate normal heights (in) and weights (lb) with the published moments. */
function heightsWeights(rows: number, rng: Rng): GeneratedTable {
  const features = new Float64Array(2 * rows);
  const rest = Math.sqrt(1 - HEIGHT_WEIGHT_R * HEIGHT_WEIGHT_R);
  for (let row = 0; row < rows; row++) {
    const height = rng.normal();
    const weight = HEIGHT_WEIGHT_R * height + rest * rng.normal();
    features[2 * row] = HEIGHT.mean + HEIGHT.sd * height;
    features[2 * row + 1] = WEIGHT.mean + WEIGHT.sd * weight;
  }
  return {
    name: 'heights and weights',
    featureNames: ['Height', 'Weight'],
    targetName: null,
    rows,
    width: 2,
    features,
    target: null,
  };
}
