import { fail } from '../../../src-shared/errors';
import { toCellType } from '../../../src-shared/run/points/raw-columns';
import type { Faults, FaultySlice } from '../../../src-shared/run/explanation/faults';
import { square } from '../../../src-shared/portable-math/square';
import type { Work } from '../explore/slices';
import { computeLogLoss } from '../numeric/log-loss';
import { unscale } from '../numeric/scaling';
import type { ExplainedColumn } from './columns';
import type { ExplainedModel } from './explained-model';
import { quantileOf, sortedValues } from './grid';
import type { ExplainedRows } from './rows';

/** What each row's answer is worth. */
export interface RowFaults {
  readonly measure: Faults['measure'];
  /** [rows]. */
  readonly losses: Float64Array;
  /** [rows]: 1 where a class is wrong, or |error|: what slices are the mean of. */
  readonly errors: Float64Array;
  /** [rows]: the predicted number, or the index of the class. */
  readonly answers: Float64Array;
  /** [rows][outputs], of probabilities; else null. */
  readonly probabilities: Float64Array | null;
}

/** @throws BenchtopError `invalid-data` for a model without a target */
export function* rowFaults(model: ExplainedModel, rows: ExplainedRows): Work<RowFaults> {
  const { target } = rows;
  const { scale, inputs, width, capacity, run, decide } = model;
  if (target === null || scale === 'membership')
    throw fail('invalid-data', 'This run has no target that it could be wrong about.', {
      field: 'dataset.target',
    });
  const units = model.outputs.length;
  const count = rows.rows;
  const [losses, errors, answers] = [0, 1, 2].map(() => new Float64Array(count));
  const probabilities = scale === 'probability' ? new Float64Array(count * units) : null;
  for (let from = 0; from < count; from += capacity) {
    const block = Math.min(capacity, count - from);
    inputs.set(rows.features.subarray(from * width, (from + block) * width));
    const outputs = run(block);
    probabilities?.set(outputs.subarray(0, block * units), from * units);
    for (let i = 0; i < block; i++) {
      const truth = target[from + i];
      const at = i * units;
      const answer = decide === null ? outputs[at] : decide(outputs, at);
      answers[from + i] = answer;
      errors[from + i] = decide === null ? Math.abs(answer - truth) : Number(answer !== truth);
      losses[from + i] =
        scale === 'number'
          ? errors[from + i]
          : scale === 'probability'
            ? computeLogLoss(
                units === 1 ? (truth === 1 ? outputs[at] : 1 - outputs[at]) : outputs[at + truth],
              )
            : wrongSide(outputs, at, units, truth);
    }
    yield;
  }
  const measure = scale === 'number' ? 'absoluteError' : scale === 'probability' ? 'logLoss' : 'wrongSide';
  return { measure, losses, errors, answers, probabilities };
}

/** How far a decision lies on the wrong side: above 0 where it is wrong. */
function wrongSide(outputs: Float64Array, at: number, units: number, truth: number): number {
  if (units === 1) return truth === 1 ? -outputs[at] : outputs[at];
  let other = -Infinity;
  for (let u = 0; u < units; u++) if (u !== truth) other = Math.max(other, outputs[at + u]);
  return other - outputs[at + truth];
}

/** The places of the greatest values, the greatest first; of equals the first. */
export function greatest(values: Float64Array, count: number): Int32Array {
  const order = Int32Array.from(values, (_, i) => i);
  order.sort((a, b) => values[b] - values[a] || a - b);
  return order.subarray(0, count);
}

/** Fewer rows tell nothing. */
const FEWEST_ROWS = 10;
/** Of the standard normal distribution, for 95 %. */
const Z = 1.959963984540054;

/**
 * The slices of every column that have rows enough, the worst first: each category, and each quarter of
 * numbers and dates. Their figure is the mean of `errors`; weights are not looked at.
 * @param areShares whether errors are 0 or 1
 */
export function findSlices(
  model: Pick<ExplainedModel, 'width' | 'scaler'>,
  columns: readonly ExplainedColumn[],
  rows: ExplainedRows,
  errors: Float64Array,
  areShares: boolean,
): FaultySlice[] {
  return columns
    .flatMap((column) =>
      slicesOf(model, column, rows).map(({ value, has }) => {
        let [count, sum, squares] = [0, 0, 0];
        for (let row = 0; row < rows.rows; row++) {
          if (!has(row)) continue;
          count++;
          sum += errors[row];
          squares += square(errors[row]);
        }
        const figure = sum / count;
        const variance = Math.max(0, squares - (sum * sum) / count) / Math.max(1, count - 1);
        const [low, high] = areShares
          ? wilson(figure, count)
          : [Math.max(0, figure - Z * Math.sqrt(variance / count)), figure + Z * Math.sqrt(variance / count)];
        return { column: column.name, value, rows: count, figure, low, high };
      }),
    )
    .filter(({ rows: count }) => count >= FEWEST_ROWS && count < rows.rows)
    .sort((a, b) => b.figure - a.figure || b.rows - a.rows);
}

interface Slice {
  readonly value: FaultySlice['value'];
  readonly has: (row: number) => boolean;
}

function slicesOf(
  { width, scaler }: Pick<ExplainedModel, 'width' | 'scaler'>,
  column: ExplainedColumn,
  rows: ExplainedRows,
): Slice[] {
  const { encoder, from } = column;
  const valueAt = (row: number, input: number): number =>
    unscale(rows.features[row * width + input], input, scaler);
  if (toCellType(encoder) === 'category') {
    const isOrdinal = encoder.kind === 'ordinal';
    return encoder.categories.map((value, c) => ({
      value,
      has: (row) => (isOrdinal ? Math.round(valueAt(row, from)) === c : valueAt(row, from + c) > 0.5),
    }));
  }
  if (encoder.kind === 'dateParts') return [];
  const sorted = sortedValues(column, rows, scaler, width);
  const ends = [0, 0.25, 0.5, 0.75, 1].map((share) => quantileOf(sorted, share));
  return ends.slice(1).flatMap((high, q): Slice[] => {
    const low = ends[q] ?? -Infinity;
    if (high === low) return [];
    return [
      {
        value: [low, high],
        has: (row) => {
          const value = valueAt(row, from);
          return value <= high && (q === 0 ? value >= low : value > low);
        },
      },
    ];
  });
}

/** Wilson's interval of a share (1927). */
function wilson(share: number, count: number): readonly [number, number] {
  const z2 = Z * Z;
  const centre = (share + z2 / (2 * count)) / (1 + z2 / count);
  const half = (Z * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count))) / (1 + z2 / count);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
