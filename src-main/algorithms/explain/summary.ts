import type { Attribution, AttributionSummary } from '../../../src-shared/run/explanation/explanation';
import type { Work } from '../explore/slices';
import type { ExplainedColumn } from './columns';
import type { ExplainedModel } from './explained-model';
import { integratedGradients } from './gradients';
import type { ExplainedRows } from './rows';
import { createAttributor } from './shapley/attribute';

export interface SummaryOptions {
  readonly method: 'shap' | 'gradients';
  /** Of the outputs, which one. */
  readonly output: number;
  readonly seed: number;
  readonly onShare?: (share: number) => void;
}

/** Attributions of all rows, and their mean sizes: which columns decide over all of them. */
export function* attributionSummary(
  model: ExplainedModel,
  columns: readonly ExplainedColumn[],
  rows: ExplainedRows,
  background: Float64Array,
  { method, output, seed, onShare }: SummaryOptions,
): Work<Pick<AttributionSummary, 'method' | 'base' | 'draws' | 'meanSize' | 'values' | 'places'>> {
  const { width } = model;
  const n = columns.length;
  const attributor = method === 'shap' ? createAttributor(model, columns, background, 1 / rows.rows) : null;
  const values = new Float64Array(rows.rows * n);
  const meanSize = new Float64Array(n);
  let base = 0;
  let draws: number | null = null;
  for (let r = 0; r < rows.rows; r++) {
    const row = rows.features.slice(r * width, (r + 1) * width);
    const attribution: Attribution =
      attributor === null
        ? yield* integratedGradients(model, columns, row, background)
        : yield* attributor.explain(row, seed + r);
    base = attribution.base[output] ?? NaN;
    draws = attribution.draws === null ? null : Math.max(draws ?? 0, attribution.draws);
    for (let c = 0; c < n; c++) {
      const value = attribution.values[output * n + c];
      values[r * n + c] = value;
      meanSize[c] = meanSize[c] + Math.abs(value) / rows.rows;
    }
    onShare?.((r + 1) / rows.rows);
  }
  return {
    method: attributor === null ? 'gradients' : attributor.method,
    base,
    draws,
    meanSize,
    values,
    places: columnPlaces(columns, rows, width),
  };
}

/** [rows][columns]: 0 at the least of a column's values, 1 at the greatest; NaN of several inputs. */
function columnPlaces(
  columns: readonly ExplainedColumn[],
  { features, rows }: ExplainedRows,
  width: number,
): Float64Array {
  const places = new Float64Array(rows * columns.length).fill(NaN);
  columns.forEach(({ from, count, encoder }, c) => {
    if (count !== 1 || encoder.kind === 'oneHot' || encoder.kind === 'ordinal') return;
    let [low, high] = [Infinity, -Infinity];
    for (let row = 0; row < rows; row++) {
      low = Math.min(low, features[row * width + from]);
      high = Math.max(high, features[row * width + from]);
    }
    for (let row = 0; row < rows; row++) {
      const value = features[row * width + from];
      places[row * columns.length + c] = high > low ? (value - low) / (high - low) : 0.5;
    }
  });
  return places;
}
