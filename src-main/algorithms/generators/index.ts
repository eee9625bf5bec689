import {
  GENERATORS,
  generatedFeatures,
  readParam,
  type GeneratedSpec,
  type GeneratorName,
} from '../../../src-shared/dataset/generators';
import { friedman1, regression, ripple, sine } from './numbers';
import { blobs, circles, moons, spirals, xorClouds } from './shapes';
import { Rng } from '../numeric/rng';
import type { RowMaker, Source } from './source';

/** Table that a generator made: features and, of most generators, a target, all numbers. */
export interface GeneratedTable {
  readonly name: string;
  readonly featureNames: readonly string[];
  readonly targetName: string | null;
  readonly rows: number;
  readonly width: number;
  /** [rows][width]. */
  readonly features: Float64Array;
  /** [rows]: a number, or the index of the class from 0 on; null for generators without one. */
  readonly target: Float64Array | null;
}

/** Means, standard deviations and correlation of the SOCR heights (in) and weights (lb). */
const HEIGHT = { mean: 67.993, sd: 1.902 };
const WEIGHT = { mean: 127.079, sd: 11.661 };
const HEIGHT_WEIGHT_R = 0.503;

const MAKERS: Readonly<Record<GeneratorName, (source: Source) => RowMaker>> = {
  xnor: (source) => gate([1, 0, 0, 1], source),
  xor: (source) => gate([0, 1, 1, 0], source),
  and: (source) => gate([0, 0, 0, 1], source),
  or: (source) => gate([0, 1, 1, 1], source),
  'linear-margin': linearMargin,
  blobs,
  moons,
  circles,
  spirals,
  'xor-clouds': xorClouds,
  'heights-weights': heightsWeights,
  regression,
  sine,
  ripple,
  friedman1,
};

/** Numbers between two yields, at which the caller may do something else: about a millisecond. */
const SLICE = 8192;

/**
 * Makes the table of a generated data set.
 * @param seed of the experiment; `params.seed` goes before it
 */
export function generateDataset(spec: GeneratedSpec, seed: number): GeneratedTable {
  const slices = generateSlices(spec, seed);
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
  }
}

/**
 * Generator form of {@link generateDataset}: yields every millisecond or so, for ten million rows take
 * seconds, and returns the table.
 * @param seed of the experiment; `params.seed` goes before it
 */
export function* generateSlices(spec: GeneratedSpec, seed: number): Slices {
  const dataSeed = spec.params.seed ?? seed;
  const rows = readParam(spec, 'n');
  const featureNames = generatedFeatures(spec);
  const width = featureNames.length;
  const { name, target: targetName } = GENERATORS[spec.generator];
  const features = new Float64Array(rows * width);
  const target = targetName === null ? null : new Float64Array(rows);
  const { draw, isOrdered } = MAKERS[spec.generator]({
    param: (param) => readParam(spec, param),
    points: Rng.derive(dataSeed, 'data'),
    jitter: createJitter(readParam(spec, 'noise'), Rng.derive(dataSeed, 'noise')),
  });
  const slice = Math.max(1, Math.floor(SLICE / width));
  for (let row = 0; row < rows; row++) {
    const value = draw(row, features, row * width);
    if (target !== null) target[row] = value;
    if (row % slice === 0) yield;
  }
  if (isOrdered) yield* shuffleRows(features, width, target, Rng.derive(dataSeed, 'order'));
  return { name, featureNames, targetName, rows, width, features, target };
}
type Slices = Generator<undefined, GeneratedTable, undefined>;

function createJitter(sd: number, rng: Rng): () => number {
  return sd === 0 ? () => 0 : () => sd * rng.normal();
}

/** Fisher and Yates on whole rows, in place. */
function* shuffleRows(
  features: Float64Array,
  width: number,
  target: Float64Array | null,
  rng: Rng,
): Generator<undefined, void, undefined> {
  const slice = Math.max(1, Math.floor(SLICE / width));
  for (let row = features.length / width - 1; row > 0; row--) {
    const other = rng.integer(row + 1);
    for (let c = 0; c < width; c++) swap(features, row * width + c, other * width + c);
    if (target !== null) swap(target, row, other);
    if (row % slice === 0) yield;
  }
}

function swap(values: Float64Array, a: number, b: number): void {
  const kept = values[a];
  values[a] = values[b];
  values[b] = kept;
}

/** The corners of the unit square, (0, 0) (0, 1) (1, 0) (1, 1); more than four rows are shuffled. */
function gate(values: readonly number[], { param, jitter }: Source): RowMaker {
  return {
    isOrdered: param('n') > 4,
    draw: (row, x, at) => {
      const corner = row % 4;
      x[at] = (corner >> 1) + jitter();
      x[at + 1] = (corner & 1) + jitter();
      return values[corner];
    },
  };
}

/**
 * Uniform points in [-range, range]^2, class 1 where y > x; then each class is moved away from the
 * line y = x along its normal by `margin`, that is by margin / sqrt(2) in each coordinate.
 */
function linearMargin({ param, points, jitter }: Source): RowMaker {
  const range = param('range');
  const shift = param('margin') / Math.SQRT2;
  return {
    isOrdered: false,
    draw: (_, features, at) => {
      const x = (2 * points.uniform() - 1) * range;
      const y = (2 * points.uniform() - 1) * range;
      const side = y > x ? 1 : -1;
      features[at] = x - side * shift + jitter();
      features[at + 1] = y + side * shift + jitter();
      return side === 1 ? 1 : 0;
    },
  };
}

/** Bivariate normal heights (in) and weights (lb) with the published moments. */
function heightsWeights({ points, jitter }: Source): RowMaker {
  const rest = Math.sqrt(1 - HEIGHT_WEIGHT_R * HEIGHT_WEIGHT_R);
  return {
    isOrdered: false,
    draw: (_, x, at) => {
      const height = points.normal();
      const weight = HEIGHT_WEIGHT_R * height + rest * points.normal();
      x[at] = HEIGHT.mean + HEIGHT.sd * (height + jitter());
      x[at + 1] = WEIGHT.mean + WEIGHT.sd * (weight + jitter());
      return NaN;
    },
  };
}
