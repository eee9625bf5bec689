import { at } from '../../../src-shared/present';
import type { PointSample } from '../../../src-shared/run/live/frames';

/** A feature of fewer values (an input of 0 and 1) makes rows of dots and no picture. */
const FEW_VALUES = 3;
const COUNTED_VALUES = 20;
/** Values that are looked at, of so many rows at least: which features come first needs no more. */
const LOOKED_AT = 200_000;
const MIN_ROWS = 200;

/**
 * Indices of the two features whose plane shows most of the data, for a first picture: those that
 * explain most of the target, the second beside what the first explains already; without a target the
 * first two that have many values. Features of one value, or of two, come last.
 */
export function informativeFeatures(whole: PointSample): readonly [number, number] {
  const sample = fewerRows(whole);
  const { features, count, target, targets } = sample;
  if (features.length <= 2 || count < 2) return [0, 1];
  const columns = readColumns(sample);
  const counts = columns.map(countDistinct);
  const hasTarget = target !== null && targets.length === count;
  const scores = columns.map((column, feature) => {
    if ((counts[feature] ?? 0) < 2) return -2;
    const isFew = (counts[feature] ?? 0) < FEW_VALUES;
    return (isFew ? -1 : 0) + (hasTarget ? explained(column, sample) : 0);
  });
  const first = largest(scores);
  const rest = scores.map((score, feature) => {
    if (feature === first) return -Infinity;
    if (score < 0 || !hasTarget) return score;
    return score * (1 - correlation(at(columns, first), at(columns, feature)) ** 2);
  });
  const second = largest(rest);
  return hasTarget ? [first, second] : [Math.min(first, second), Math.max(first, second)];
}

/**
 * Whether a plane of two features shows data: whether at least two features have three values or more, which
 * no dummy of a category has. Where it does not, principal components make the better picture.
 */
export function hasTellingPair(sample: PointSample): boolean {
  let telling = 0;
  for (let feature = 0; feature < sample.features.length && telling < 2; feature++)
    if (countDistinct(readColumn(sample, feature)) >= FEW_VALUES) telling++;
  return telling === 2;
}

/** Some of a wide sample's rows, at irregular distances: classes may come in turn. */
function fewerRows(sample: PointSample): PointSample {
  const { features, count, values, targets } = sample;
  const width = features.length;
  const kept = Math.max(MIN_ROWS, Math.floor(LOOKED_AT / Math.max(1, width)));
  if (count <= kept) return sample;
  // Multiples of the golden ratio are spread evenly whatever their number (Knuth, "The art of computer
  // programming", volume 3, 6.4).
  const rows = Int32Array.from({ length: kept }, (_, i) =>
    Math.floor(((i * 0.6180339887498949) % 1) * count),
  );
  const few = new Float64Array(kept * width);
  rows.forEach((row, i) => {
    few.set(values.subarray(row * width, (row + 1) * width), i * width);
  });
  return {
    ...sample,
    count: kept,
    values: few,
    targets: targets.length === count ? Float64Array.from(rows, (row) => targets[row] ?? NaN) : targets,
  };
}

function readColumn({ values, features, count }: PointSample, feature: number): Float64Array {
  const column = new Float64Array(count);
  for (let row = 0; row < count; row++) column[row] = values[row * features.length + feature] ?? NaN;
  return column;
}

/** All columns, read in the order in which the values lie. */
function readColumns({ values, features, count }: PointSample): Float64Array[] {
  const width = features.length;
  const columns = features.map(() => new Float64Array(count));
  for (let row = 0; row < count; row++)
    for (let feature = 0; feature < width; feature++)
      columns[feature]![row] = values[row * width + feature] ?? NaN;
  return columns;
}

/** Up to {@link COUNTED_VALUES}. */
function countDistinct(column: Float64Array): number {
  const seen = new Set<number>();
  for (const value of column) if (seen.add(value).size >= COUNTED_VALUES) break;
  return seen.size;
}

/** Index of the largest score, the first of equals. */
function largest(scores: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if (at(scores, i) > at(scores, best)) best = i;
  return best;
}

/** Share of a feature's variance between the classes (eta squared), or of a numeric target that it explains (r squared). */
function explained(column: Float64Array, { targets, classes }: PointSample): number {
  if (classes.length === 0) return correlation(column, targets) ** 2;
  const sums = new Float64Array(classes.length);
  const counts = new Float64Array(classes.length);
  for (let row = 0; row < column.length; row++) {
    const classIndex = targets[row] ?? -1;
    if (!(classIndex >= 0 && classIndex < classes.length)) continue;
    sums[classIndex]! += column[row]!;
    counts[classIndex]!++;
  }
  const mean = computeMean(column);
  let total = 0;
  for (let row = 0; row < column.length; row++) total += (column[row]! - mean) ** 2;
  let between = 0;
  for (let c = 0; c < sums.length; c++)
    if (at(counts, c) > 0) between += at(counts, c) * (at(sums, c) / at(counts, c) - mean) ** 2;
  return total > 0 ? between / total : 0;
}

function computeMean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Pearson's correlation; 0 where one of them never changes. */
function correlation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [computeMean(a), computeMean(b)];
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const x = a[i]! - meanA;
    const y = b[i]! - meanB;
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  const scale = Math.sqrt(squaresA * squaresB);
  return scale > 0 ? product / scale : 0;
}
