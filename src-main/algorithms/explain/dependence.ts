import type { Dependence } from '../../../src-shared/run/explanation/explanation';
import type { Work } from '../explore/slices';
import type { ExplainedColumn } from './columns';
import { inputsOfValue } from './columns';
import type { ExplainedModel } from './explained-model';
import { dependenceGrid } from './grid';
import type { ExplainedRows } from './rows';

const MOST_LINES = 50;

/**
 * Partial dependence (Friedman 2001): the mean over the rows (by their weights) of what the model says when
 * all of them are given one value of a column, for each value of the grid; and the lines of single rows.
 */
export function* partialDependence(
  model: ExplainedModel,
  column: ExplainedColumn,
  rows: ExplainedRows,
  onShare?: (share: number) => void,
): Work<Pick<Dependence, 'grid' | 'mean' | 'ice' | 'iceRows'>> {
  const { width, scaler, inputs, capacity, run } = model;
  const units = model.outputs.length;
  const grid = dependenceGrid(column, rows, scaler, width);
  const points = grid.values.length;
  const lines = spreadPlaces(rows.rows, MOST_LINES);
  const lineOf = new Map(Array.from(lines, (row, line) => [row, line] as const));
  const mean = new Float64Array(units * points);
  const ice = new Float64Array(units * lines.length * points);
  const total = rows.weights?.reduce((sum, weight) => sum + weight, 0) ?? rows.rows;
  for (let point = 0; point < points; point++) {
    const value = inputsOfValue(column, grid.values[point]).map(
      (raw, i) => (raw - (scaler.offset[column.from + i] ?? 0)) / (scaler.scale[column.from + i] ?? 1),
    );
    for (let from = 0; from < rows.rows; from += capacity) {
      const count = Math.min(capacity, rows.rows - from);
      inputs.set(rows.features.subarray(from * width, (from + count) * width));
      for (let i = 0; i < count; i++) inputs.set(value, i * width + column.from);
      const outputs = run(count);
      for (let i = 0; i < count; i++) {
        const share = (rows.weights?.[from + i] ?? 1) / total;
        const line = lineOf.get(from + i);
        for (let u = 0; u < units; u++) {
          const output = outputs[i * units + u];
          mean[u * points + point] = mean[u * points + point] + share * output;
          if (line !== undefined) ice[(u * lines.length + line) * points + point] = output;
        }
      }
      yield;
    }
    onShare?.((point + 1) / points);
  }
  return { grid, mean, ice, iceRows: Array.from(lines, (row) => rows.rowNumbers[row] ?? row + 1) };
}

/** At most `most` places, spread evenly. */
function spreadPlaces(count: number, most: number): Int32Array {
  const kept = Math.min(count, most);
  return Int32Array.from({ length: kept }, (_, i) => Math.floor((i * count) / kept));
}
