import type { AccumulatedEffects } from '../../../src-shared/run/explanation/explanation';
import type { Work } from '../explore/slices';
import { unscale } from '../numeric/scaling';
import type { ExplainedColumn } from './columns';
import type { ExplainedModel } from './explained-model';
import { distinct, sortedValues } from './grid';
import type { ExplainedRows } from './rows';

const MOST_INTERVALS = 20;

/** Edges of intervals that hold as many rows each: values of rows (R's quantiles of type 1), each once. */
export function intervalEdges(sorted: Float64Array, intervals: number): Float64Array {
  const last = sorted.length - 1;
  return distinct(
    Float64Array.from({ length: intervals + 1 }, (_, i) => {
      const at = Math.ceil((sorted.length * i) / intervals) - 1;
      return sorted[Math.max(0, Math.min(last, at))];
    }),
  );
}

/**
 * Accumulated local effects (Apley and Zhu 2020, equation 15): within each interval the mean over its own
 * rows of the model's change from one edge to the other, added up, and centred by the rows. Unlike partial
 * dependence it asks of no row what a correlated column never allows. Weights are not looked at.
 * @returns null where the column has one value, no order, or several inputs
 */
export function* accumulatedEffects(
  model: ExplainedModel,
  column: ExplainedColumn,
  rows: ExplainedRows,
): Work<AccumulatedEffects | null> {
  const { width, scaler, inputs, capacity, run } = model;
  const { kind } = column.encoder;
  if (kind !== 'number' && kind !== 'date') return null;
  const edges = intervalEdges(sortedValues(column, rows, scaler, width), MOST_INTERVALS);
  const intervals = edges.length - 1;
  if (intervals < 1) return null;
  const units = model.outputs.length;
  const { from: at } = column;
  const scaled = edges.map((edge) => (edge - (scaler.offset[at] ?? 0)) / (scaler.scale[at] ?? 1));
  const sums = new Float64Array(units * intervals);
  const counts = new Int32Array(intervals);
  const block = Math.max(1, Math.floor(capacity / 2));
  for (let from = 0; from < rows.rows; from += block) {
    const count = Math.min(block, rows.rows - from);
    const places = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const source = (from + i) * width;
      const place = findInterval(edges, unscale(rows.features[source + at], at, scaler));
      places[i] = place;
      for (const side of [0, 1]) {
        const to = (2 * i + side) * width;
        inputs.set(rows.features.subarray(source, source + width), to);
        inputs[to + at] = scaled[place + side]!;
      }
    }
    const outputs = run(2 * count);
    for (let i = 0; i < count; i++) {
      const place = places[i];
      counts[place] = counts[place] + 1;
      for (let u = 0; u < units; u++) {
        const change = outputs[(2 * i + 1) * units + u] - outputs[2 * i * units + u];
        sums[u * intervals + place] = sums[u * intervals + place] + change;
      }
    }
    yield;
  }
  return { edges, values: accumulate(sums, counts, units), counts };
}

/** The interval (edge, next edge] of a value; the first holds its own lower edge. */
function findInterval(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle + 1]) high = middle;
    else low = middle + 1;
  }
  return low;
}

function accumulate(sums: Float64Array, counts: Int32Array, units: number): Float64Array {
  const intervals = counts.length;
  const points = intervals + 1;
  const values = new Float64Array(units * points);
  const total = counts.reduce((sum, count) => sum + count, 0);
  for (let u = 0; u < units; u++) {
    let centre = 0;
    for (let k = 0; k < intervals; k++) {
      const before = values[u * points + k];
      const after = before + (counts[k] === 0 ? 0 : sums[u * intervals + k] / counts[k]);
      values[u * points + k + 1] = after;
      centre += (counts[k] * (before + after)) / 2;
    }
    for (let k = 0; k < points; k++) values[u * points + k] = values[u * points + k] - centre / total;
  }
  return values;
}
