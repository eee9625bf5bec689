import { at } from '../../../src-shared/present';
import type {
  ClassRegions,
  Curve,
  KMeansFrame,
  ModelHistory,
  NetworkFrame,
  Surface,
  SvmFrame,
  UnitSurfaces,
} from '../../../src-shared/run/live/frames';
import { SIZES, TWO_CLASSES } from './points';

const CENTERS = [158, 54, 31, 171, 70, 44, 184, 88, 38];

/** Three centres of the people. */
export const CLUSTERS: KMeansFrame = {
  kind: 'kmeans',
  step: 4,
  centers: Float64Array.from(CENTERS),
  sizes: Int32Array.of(60, 80, 60),
  labels: SIZES,
};

/** The way of the centres from the middle of all points to where they ended, in five iterations. */
export const CENTER_HISTORY: ModelHistory = {
  step: Float64Array.of(0, 1, 2, 3, 4),
  columns: ['restart', ...CENTERS.map((_, i) => `center${i}`)],
  values: Float64Array.from(
    [0.35, 0.55, 0.75, 0.9, 1].flatMap((share) => [
      1,
      ...CENTERS.map((value, i) => at([171, 70.6, 38], i % 3) * (1 - share) + value * share),
    ]),
  ),
};

const COEF = [0.9, 0.7];

/** A separating line of the two classes. */
export const LINE: SvmFrame = {
  kind: 'svm',
  step: 40,
  coef: Float64Array.from(COEF),
  intercept: 0.05,
  supportVectors: Int32Array.from(
    Array.from({ length: TWO_CLASSES.count }, (_, row) => row).filter((row) => {
      const [x = 0, y = 0] = TWO_CLASSES.values.subarray(2 * row, 2 * row + 2);
      const sign = TWO_CLASSES.targets[row] === 1 ? 1 : -1;
      return sign * (at(COEF, 0) * x + at(COEF, 1) * y + 0.05) <= 1;
    }),
  ),
};

const GRID = Float64Array.from({ length: 33 }, (_, i) => i / 32);
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));
const and = (x: number, y: number): number => sigmoid(20 * x + 20 * y - 30);
const nor = (x: number, y: number): number => sigmoid(-20 * x - 20 * y + 10);
const overGrid = (output: (x: number, y: number) => number): Float32Array =>
  Float32Array.from(Array.from(GRID).flatMap((y) => Array.from(GRID, (x) => output(x, y))));

/** Output of a network that has learned XNOR, over its plane. */
export const XNOR_SURFACE: Surface = {
  x1: GRID,
  x2: GRID,
  values: overGrid((x, y) => sigmoid(20 * and(x, y) + 20 * nor(x, y) - 10)),
};

/** Its two hidden units: AND, and neither. */
export const XNOR_UNITS: UnitSurfaces = {
  x1: GRID,
  x2: GRID,
  layers: [
    { units: 2, activation: 'sigmoid', values: Float32Array.from([...overGrid(and), ...overGrid(nor)]) },
  ],
};

/** The network itself: two inputs, two hidden units, one output. */
export const XNOR_NETWORK: NetworkFrame = {
  kind: 'network',
  step: 5000,
  layers: [
    {
      inputs: 2,
      units: 2,
      activation: 'sigmoid',
      kernel: Float32Array.of(20, -20, 20, -20),
      bias: Float32Array.of(-30, 10),
    },
    {
      inputs: 2,
      units: 1,
      activation: 'sigmoid',
      kernel: Float32Array.of(20, 20),
      bias: Float32Array.of(-10),
    },
  ],
  surface: XNOR_SURFACE,
  regions: null,
  curve: null,
};

/** A network too large to be drawn with its weights. */
export const DEEP_NETWORK: NetworkFrame = {
  kind: 'network',
  step: 0,
  layers: [
    { inputs: 12, units: 512, activation: 'relu', kernel: null, bias: null },
    { inputs: 512, units: 10, activation: 'softmax', kernel: null, bias: null },
  ],
  surface: null,
  regions: null,
  curve: null,
};

/** A smooth fit of the noisy sine. */
export const SINE_CURVE: Curve = {
  x: Float64Array.from({ length: 121 }, (_, i) => -3 + i / 20),
  values: Float32Array.from({ length: 121 }, (_, i) => 0.95 * Math.sin(-3 + i / 20)),
};

const SIDE = Float64Array.from({ length: 61 }, (_, i) => -4.5 + (9 * i) / 60);
const regionGrid = Array.from(SIDE).flatMap((y) =>
  Array.from(SIDE, (x) => {
    const scores = [-x - y / 2, x - y / 2, y].map((score) => Math.exp(1.5 * score));
    const best = scores.indexOf(Math.max(...scores));
    return { best, share: at(scores, best) / scores.reduce((sum, score) => sum + score, 0) };
  }),
);

/** Which of three species is likeliest over the plane. */
export const SPECIES_REGIONS: ClassRegions = {
  x1: SIDE,
  x2: SIDE,
  labels: Uint16Array.from(regionGrid, ({ best }) => best),
  probabilities: Float32Array.from(regionGrid, ({ share }) => share),
};
