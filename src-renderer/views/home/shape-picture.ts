import { RUN_COLOURS } from '../../../src-shared/run/colours';
import type { PointSample } from '../../../src-shared/run/live/frames';

/** Points of one colour as one SVG path: each is a line of no length, drawn round by its caps. */
export interface Dots {
  readonly path: string;
  /** Token of the theme, e.g. `--run-1`. */
  readonly colour: string;
  readonly opacity: number;
}

/** Side of the picture's square, and what stays free around the points. */
export const SIDE = 84;
const FREE = 8;
const MAX_DOTS = 300;
/** Shades on either side of the middle, for a target of numbers. */
const SHADES = 3;

/**
 * Two features as a plane at one scale, coloured by class or by value; one feature with its target
 * as a curve, each filling the square.
 */
export function shapeDots(sample: PointSample): Dots[] {
  const { values, targets } = sample;
  const width = sample.features.length;
  const count = Math.min(sample.count, MAX_DOTS);
  const isCurve = width === 1;
  if (count === 0 || width === 0 || (isCurve && targets.length === 0)) return [];
  const at = (row: number): readonly [number, number] => [
    values[row * width] ?? NaN,
    (isCurve ? targets[row] : values[row * width + 1]) ?? NaN,
  ];
  const points = Array.from({ length: count }, (_, row) => at(row));
  const project = createProjection(points, !isCurve);
  const chooseColour = isCurve || targets.length === 0 ? () => plain : colouring(targets.subarray(0, count));
  const paths = new Map<string, { style: Omit<Dots, 'path'>; path: string }>();
  points.forEach((point, row) => {
    const style = chooseColour(targets[row] ?? NaN);
    const key = `${style.colour} ${style.opacity}`;
    const [x, y] = project(point);
    const before = paths.get(key)?.path ?? '';
    paths.set(key, { style, path: `${before}M${x.toFixed(1)} ${y.toFixed(1)}h0` });
  });
  return [...paths.values()].map(({ style, path }) => ({ ...style, path }));
}

const plain = { colour: '--run-1', opacity: 0.75 };

/** From the data's units to the square, y upwards. */
function createProjection(
  points: readonly (readonly [number, number])[],
  isPlane: boolean,
): (point: readonly [number, number]) => [number, number] {
  const range = (axis: 0 | 1): { middle: number; size: number } => {
    let low = Infinity;
    let high = -Infinity;
    for (const point of points) {
      low = Math.min(low, point[axis]);
      high = Math.max(high, point[axis]);
    }
    return { middle: (low + high) / 2, size: high - low || 1 };
  };
  const [x, y] = [range(0), range(1)];
  const larger = Math.max(x.size, y.size);
  const inner = SIDE - 2 * FREE;
  const scale = (size: number): number => inner / (isPlane ? larger : size);
  return ([px, py]) => [
    SIDE / 2 + (px - x.middle) * scale(x.size),
    SIDE / 2 - (py - y.middle) * scale(y.size),
  ];
}

/** Few whole numbers are classes; others are shaded from low to high around the median. */
function colouring(targets: Float64Array): (target: number) => Omit<Dots, 'path'> {
  const distinct = [...new Set(targets)].sort((a, b) => a - b);
  if (distinct.length <= RUN_COLOURS.length) {
    return (target) => {
      const group = distinct.indexOf(target);
      // As in the pictures of runs: of two classes the upper one has the first colour.
      const colour = distinct.length === 2 ? 2 - group : group + 1;
      return { colour: `--run-${colour}`, opacity: 0.75 };
    };
  }
  // By rank, so that a few extremes do not leave the rest in one shade.
  const ranks = new Map(distinct.map((value, rank) => [value, rank / (distinct.length - 1)]));
  return (target) => {
    const side = 2 * (ranks.get(target) ?? 0.5) - 1;
    const shade = Math.min(SHADES, Math.floor(Math.abs(side) * SHADES) + 1) / SHADES;
    return { colour: side < 0 ? '--low' : '--high', opacity: Math.round(100 * (0.2 + 0.75 * shade)) / 100 };
  };
}
