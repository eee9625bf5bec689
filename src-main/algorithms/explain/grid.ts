import { toCellType } from '../../../src-shared/run/points/raw-columns';
import type { Scaler } from '../../../src-shared/run/record/dataset-facts';
import type { DependenceGrid } from '../../../src-shared/run/explanation/explanation';
import { unscale } from '../numeric/scaling';
import type { ExplainedColumn } from './columns';
import type { ExplainedRows } from './rows';

const MOST_VALUES = 40;
const MOST_MARKS = 300;

/** Quantile of ascending values by linear interpolation (type 7), 0 <= share <= 1. */
export function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below];
  const high = sorted[Math.min(sorted.length - 1, below + 1)];
  return low + (high - low) * (at - below);
}

/** A column of one input in raw units, ascending. */
export function sortedValues(
  { from }: ExplainedColumn,
  { features, rows }: Pick<ExplainedRows, 'features' | 'rows'>,
  scaler: Scaler,
  width: number,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) =>
    unscale(features[row * width + from], from, scaler),
  ).sort();
}

/** Values without those that are equal to the one before. */
export function distinct(sorted: Float64Array): Float64Array {
  return sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
}

/**
 * Values of a column at which a model is asked: those of a column that has few, quantiles of the rows of
 * one that has many, all categories, or days spread over the range of a date that is given in parts.
 */
export function dependenceGrid(
  column: ExplainedColumn,
  rows: Pick<ExplainedRows, 'features' | 'rows'>,
  scaler: Scaler,
  width: number,
): DependenceGrid {
  const { encoder, name } = column;
  const kind = toCellType(encoder);
  const { categories } = encoder;
  if (kind === 'category') {
    const values = Float64Array.from(categories, (_, c) => c);
    return {
      column: name,
      kind,
      values,
      categories,
      central: null,
      rug: countCategories(column, rows, scaler, width),
    };
  }
  if (encoder.kind === 'dateParts') {
    const [low, high] = encoder.range ?? [0, 0];
    const count = Math.min(MOST_VALUES, Math.floor(high) - Math.floor(low) + 1);
    const values = distinct(
      Float64Array.from({ length: count }, (_, i) =>
        Math.round(low + ((high - low) * i) / Math.max(1, count - 1)),
      ),
    );
    return { column: name, kind, values, categories: [], central: null, rug: new Float64Array(0) };
  }
  const sorted = sortedValues(column, rows, scaler, width);
  const own = distinct(sorted);
  const values =
    own.length <= MOST_VALUES
      ? own
      : distinct(
          Float64Array.from({ length: MOST_VALUES }, (_, i) => quantileOf(sorted, i / (MOST_VALUES - 1))),
        );
  const rug =
    sorted.length <= MOST_MARKS
      ? sorted
      : Float64Array.from({ length: MOST_MARKS }, (_, i) => quantileOf(sorted, i / (MOST_MARKS - 1)));
  return {
    column: name,
    kind,
    values,
    categories: [],
    central: [quantileOf(sorted, 0.05), quantileOf(sorted, 0.95)],
    rug,
  };
}

function countCategories(
  { encoder, from, count }: ExplainedColumn,
  { features, rows }: Pick<ExplainedRows, 'features' | 'rows'>,
  scaler: Scaler,
  width: number,
): Float64Array {
  const counts = new Float64Array(encoder.categories.length);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < count; j++) {
      const value = unscale(features[row * width + from + j], from + j, scaler);
      const place = encoder.kind === 'ordinal' ? Math.round(value) : value > 0.5 ? j : -1;
      if (place >= 0 && place < counts.length) counts[place] = counts[place] + 1;
    }
  }
  return counts;
}
