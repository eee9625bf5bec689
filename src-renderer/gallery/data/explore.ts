import type {
  BarColumn,
  BinnedColumn,
  ClassCount,
  ColourScale,
  CorrelationAnswer,
  ScatterAnswer,
} from '../../../src-shared/dataset/explore';
import { at } from '../../../src-shared/present';
import { PEOPLE, SIZES } from './points';

const column = (index: number): Float64Array =>
  Float64Array.from({ length: PEOPLE.count }, (_, row) => at(PEOPLE.values, 3 * row + index));
const ROWS = { total: 200, used: 200, doubtful: 0 };
const VIEW = { x: [140, 205], y: [35, 110] } as const;

/** Rows by size. */
export const SIZE_CLASSES: readonly ClassCount[] = [
  { class: 0, label: 'S', count: 60 },
  { class: 1, label: 'M', count: 80 },
  { class: 2, label: 'L', count: 60 },
];

export const SIZE_COLOURS: ColourScale = { kind: 'classes', name: 'size', classes: SIZE_CLASSES };

export const AGE_COLOURS: ColourScale = {
  kind: 'values',
  name: 'age',
  type: 'number',
  low: 24,
  high: 52,
  min: 21,
  max: 55,
};

/** Weight against height, each person a point in the colour of the size. */
export const PEOPLE_SCATTER: ScatterAnswer = {
  kind: 'scatter',
  rows: ROWS,
  x: { name: 'height [cm]', type: 'number', categories: [] },
  y: { name: 'weight [kg]', type: 'number', categories: [] },
  colour: SIZE_COLOURS,
  view: VIEW,
  window: VIEW,
  extent: VIEW,
  total: 200,
  inView: 200,
  missing: 3,
  drawn: {
    how: 'points',
    x: column(0),
    y: column(1),
    colour: Float64Array.from(SIZES),
    row: Float64Array.from({ length: 200 }, (_, row) => row + 1),
  },
};

const [COLUMNS, LINES] = [52, 30];
const counts = Uint32Array.from({ length: COLUMNS * LINES }, (_, cell) => {
  const [x, y] = [(cell % COLUMNS) / COLUMNS - 0.5, Math.floor(cell / COLUMNS) / LINES - 0.5];
  return Math.floor(3000 * Math.exp(-12 * (x - y) ** 2 - 8 * (x + y) ** 2));
});

/** A million rows, counted in cells. */
export const DENSITY_SCATTER: ScatterAnswer = {
  ...PEOPLE_SCATTER,
  rows: { total: 1_000_000, used: 1_000_000, doubtful: 0 },
  colour: null,
  total: 1_000_000,
  inView: 1_000_000,
  missing: 0,
  drawn: {
    how: 'binned',
    columns: COLUMNS,
    rows: LINES,
    counts,
    most: Math.max(...counts),
    majority: new Uint8Array(0),
    majorityCounts: new Uint32Array(0),
    means: new Float32Array(0),
  },
};

/** Predicted against measured values, around the diagonal. */
export const PREDICTED_SCATTER: ScatterAnswer = {
  ...PEOPLE_SCATTER,
  x: { name: 'measured', type: 'number', categories: [] },
  y: { name: 'predicted', type: 'number', categories: [] },
  colour: null,
  view: { x: [35, 110], y: [35, 110] },
  window: { x: [35, 110], y: [35, 110] },
  extent: { x: [35, 110], y: [35, 110] },
  missing: 0,
  drawn: {
    how: 'points',
    x: column(1),
    y: column(0).map((height) => 1.3 * height - 152),
    colour: new Float64Array(0),
    row: Float64Array.from({ length: 200 }, (_, row) => row + 1),
  },
};

const bins = (of: number): number[] => {
  const heights = column(0);
  const found = new Array<number>(13).fill(0);
  heights.forEach((height, row) => {
    if (SIZES[row] === of) found[Math.min(12, Math.max(0, Math.floor((height - 140) / 5)))]! += 1;
  });
  return found;
};
const byClass = [bins(0), bins(1), bins(2)];

/** Heights in bins of 5 cm, by size. */
export const HEIGHT_BINS: BinnedColumn = {
  name: 'height [cm]',
  type: 'number',
  shape: 'bins',
  missing: 3,
  bad: 0,
  low: 140,
  high: 205,
  counts: at(byClass, 0).map((_, bin) => byClass.reduce((sum, own) => sum + at(own, bin), 0)),
  byClass,
};

/** Rows by city, and all other cities together. */
export const CITY_BARS: BarColumn = {
  name: 'city',
  type: 'category',
  shape: 'bars',
  missing: 0,
  bad: 0,
  categories: ['Berlin', 'Hamburg', 'Munich', 'Rothenburg ob der Tauber'],
  counts: [80, 50, 40, 12],
  other: { count: 18, categories: 9 },
  byClass: [],
};

/** Five columns, of which the last one does not vary. */
export const CORRELATIONS: CorrelationAnswer = {
  kind: 'correlation',
  rows: ROWS,
  method: 'pearson',
  from: 200,
  columns: ['height [cm]', 'weight [kg]', 'age', 'income', 'year'],
  values: Float64Array.of(
    ...[1, 0.93, 0.21, -0.08, NaN],
    ...[0.93, 1, 0.34, -0.12, NaN],
    ...[0.21, 0.34, 1, 0.58, NaN],
    ...[-0.08, -0.12, 0.58, 1, NaN],
    ...[NaN, NaN, NaN, NaN, NaN],
  ),
  pairs: new Float64Array(25).fill(200),
  leftOut: [],
};
