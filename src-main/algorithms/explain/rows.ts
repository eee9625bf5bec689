import type { ExplainedPart } from '../../../src-shared/run/explanation/explanation';
import type { TrainingData } from '../contract/trainer';
import { Rng } from '../numeric/rng';
import type { ExplainedModel } from './explained-model';

/** Rows that an explanation is of, scaled. */
export interface ExplainedRows {
  readonly part: ExplainedPart;
  /** Rows of the part that they are, or were drawn from. */
  readonly partRows: number;
  readonly rows: number;
  /** [rows][width]. */
  readonly features: Float64Array;
  /** [rows]; null without a target. */
  readonly target: Float64Array | null;
  readonly weights: Float64Array | null;
  /** 1-based rows of the table. */
  readonly rowNumbers: Int32Array;
}

/**
 * Rows that the model was not trained on, or where there are none its training rows; of more than `most` a
 * sample, in the order of the data.
 * @param apart what the rows behind the training rows are
 */
export function rowsToExplain(
  data: TrainingData,
  rowNumbers: ArrayLike<number>,
  most: number,
  seed: number,
  apart: 'validation' | 'test' = 'validation',
): ExplainedRows {
  const part = data.rows > data.trainRows ? apart : 'train';
  const from = part === 'train' ? 0 : data.trainRows;
  const to = part === 'train' ? data.trainRows : data.rows;
  return { part, partRows: to - from, ...takeRows(data, rowNumbers, drawRows(from, to, most, seed, 'rows')) };
}

/** Training rows that stand for what is not known: all, or `most` of them. */
export function backgroundRows(data: TrainingData, most: number, seed: number): Float64Array {
  return takeRows(data, [], drawRows(0, data.trainRows, most, seed, 'background')).features;
}

function drawRows(from: number, to: number, most: number, seed: number, purpose: string): Int32Array {
  const all = Int32Array.from({ length: to - from }, (_, i) => from + i);
  if (all.length <= most) return all;
  Rng.derive(seed, `explain ${purpose}`).shuffle(all);
  return all.subarray(0, most).sort();
}

function takeRows(
  { features, width, target, weights }: TrainingData,
  rowNumbers: ArrayLike<number>,
  places: Int32Array,
): Omit<ExplainedRows, 'part' | 'partRows'> {
  const taken = new Float64Array(places.length * width);
  places.forEach((place, row) => {
    taken.set(features.subarray(place * width, (place + 1) * width), row * width);
  });
  const take = (values: Float64Array | null): Float64Array | null =>
    values === null ? null : Float64Array.from(places, (place) => values[place]);
  return {
    rows: places.length,
    features: taken,
    target: take(target),
    weights: take(weights),
    rowNumbers: Int32Array.from(places, (place) => rowNumbers[place] ?? place + 1),
  };
}

/** Multiply-adds of a pass are some 8 million, whatever the model; a question may take so many passes. */
const ROW_BUDGET = 2e6;

/** How many rows a question may compose, so that it takes seconds: fewer of a large model. */
export function rowBudget({ capacity }: Pick<ExplainedModel, 'capacity'>, most = 1024): number {
  return Math.max(2e4, Math.floor((ROW_BUDGET * capacity) / most));
}
