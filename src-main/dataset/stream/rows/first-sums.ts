import { computeDateParts } from '../../../../src-shared/run/points/date-parts';
import type { DatePart } from '../../../../src-shared/experiment/schema';
import { Moments } from './moments';
import { DROPPED, REASONS, TRAINING, VALIDATION, type RawRows } from './row-rules';

/** What is summed up of a feature column. */
export interface ColumnSums {
  /** Of its numbers, or of each part of its dates, in the training rows; of a category none. */
  readonly training: readonly Moments[];
  /** The same over all used rows. */
  readonly used: readonly Moments[];
  /** Cells of training rows, and of all used rows, that are missing. */
  missingTraining: number;
  missing: number;
  /** Rows by the category's code; null for numbers. */
  readonly trainingCodes: Float64Array | null;
  readonly usedCodes: Float64Array | null;
}

/** What a feature column is, as far as sums go. */
export interface SummedColumn {
  /** Number of texts of a category; null for numbers and dates. */
  readonly categories: number | null;
  /** Parts of a date; null: its one number. */
  readonly parts: readonly DatePart[] | null;
}

/** More different targets than these are not told apart. */
const MOST_VALUES = 1001;

/**
 * What one pass over all rows tells: how many there are, and what scaling, filling and encoding need. The
 * rows are taken in their order, so that the sums have the same bits each time.
 */
export class FirstSums {
  readonly columns: readonly ColumnSums[];
  readonly droppedByReason = REASONS.map(() => 0);
  unsampled = 0;
  trainRows = 0;
  validationRows = 0;
  trainWeight = 0;
  validationWeight = 0;
  /** Weight of the rows of each distinct target, in training and in validation; null: too many of them. */
  byTarget: Map<number, [number, number]> | null;
  /** Weighted moments of the target of both parts, as sums about the first one. */
  readonly #target: readonly [WeightedSums, WeightedSums] = [new WeightedSums(), new WeightedSums()];
  readonly #features: readonly SummedColumn[];
  readonly #targetAt: number;
  readonly #weightAt: number;
  readonly #picked = new Float64Array(2048);

  /** @param targetAt place among the columns; -1: none. The same of `weightAt` */
  constructor(features: readonly SummedColumn[], targetAt: number, weightAt: number) {
    this.#features = features;
    this.#targetAt = targetAt;
    this.#weightAt = weightAt;
    this.byTarget = targetAt < 0 ? null : new Map();
    this.columns = features.map(({ categories, parts }) => {
      const inputs = categories === null ? (parts?.length ?? 1) : 0;
      const counts = (): Float64Array | null => (categories === null ? null : new Float64Array(categories));
      return {
        training: Array.from({ length: inputs }, () => new Moments()),
        used: Array.from({ length: inputs }, () => new Moments()),
        missingTraining: 0,
        missing: 0,
        trainingCodes: counts(),
        usedCodes: counts(),
      };
    });
  }

  /** Unweighted moments of a numeric target over the training rows. */
  readonly targetMoments = new Moments();

  /** Takes rows that were marked; at most 2,048. */
  add(chunk: RawRows, marks: Uint8Array): void {
    const { rows, columns } = chunk;
    this.#count(chunk, marks);
    const { columns: sums } = this;
    for (let c = 0; c < sums.length; c++) {
      const { categories, parts } = this.#features[c];
      if (categories !== null) this.#addCodes(sums[c], columns[c], rows, marks);
      else if (parts === null) this.#addNumbers(sums[c], columns[c], rows, marks);
      else this.#addDates(sums[c], parts, columns[c], rows, marks);
    }
  }

  /** Mean and squared distances of a part's target, by weight. */
  targetOf(part: 'training' | 'validation'): { readonly mean: number; readonly squares: number } {
    return this.#target[part === 'training' ? 0 : 1].values();
  }

  #count({ rows, columns }: RawRows, marks: Uint8Array): void {
    const target = this.#targetAt < 0 ? null : columns[this.#targetAt];
    const weights = this.#weightAt < 0 ? null : columns[this.#weightAt];
    let picked = 0;
    for (let row = 0; row < rows; row++) {
      const mark = marks[row];
      if (mark >= DROPPED) this.droppedByReason[mark - DROPPED]++;
      else if (mark !== TRAINING && mark !== VALIDATION) this.unsampled++;
      else {
        const weight = weights === null ? 1 : weights[row];
        if (mark === TRAINING) {
          this.trainRows++;
          this.trainWeight += weight;
        } else {
          this.validationRows++;
          this.validationWeight += weight;
        }
        if (target === null) continue;
        const value = target[row];
        if (mark === TRAINING) this.#picked[picked++] = value;
        this.#target[mark].add(value, weight);
        if (this.byTarget === null) continue;
        const known = this.byTarget.get(value);
        if (known !== undefined) known[mark] += weight;
        else if (this.byTarget.size >= MOST_VALUES) this.byTarget = null;
        else this.byTarget.set(value, mark === TRAINING ? [weight, 0] : [0, weight]);
      }
    }
    this.targetMoments.add(this.#picked, picked);
  }

  #addNumbers(sums: ColumnSums, values: Float64Array, rows: number, marks: Uint8Array): void {
    const picked = this.#picked;
    for (const [mark, moments] of [
      [TRAINING, sums.training[0]],
      [VALIDATION, sums.used[0]],
    ] as const) {
      let count = 0;
      let missing = 0;
      for (let row = 0; row < rows; row++) {
        if (marks[row] !== mark) continue;
        const value = values[row];
        if (value === value) picked[count++] = value;
        else missing++;
      }
      moments.add(picked, count);
      sums.missing += missing;
      if (mark === TRAINING) {
        sums.missingTraining += missing;
        sums.used[0].add(picked, count);
      }
    }
  }

  #addDates(
    sums: ColumnSums,
    parts: readonly DatePart[],
    values: Float64Array,
    rows: number,
    marks: Uint8Array,
  ): void {
    const one = new Float64Array(1);
    for (let row = 0; row < rows; row++) {
      if (marks[row] !== TRAINING && marks[row] !== VALIDATION) continue;
      const value = values[row];
      if (value !== value) {
        sums.missing++;
        if (marks[row] === TRAINING) sums.missingTraining++;
        continue;
      }
      const read = computeDateParts(value, parts);
      for (let p = 0; p < parts.length; p++) {
        one[0] = read[p];
        sums.used[p].add(one, 1);
        if (marks[row] === TRAINING) sums.training[p].add(one, 1);
      }
    }
  }

  #addCodes(sums: ColumnSums, values: Float64Array, rows: number, marks: Uint8Array): void {
    const { trainingCodes, usedCodes } = sums;
    if (trainingCodes === null || usedCodes === null) return;
    for (let row = 0; row < rows; row++) {
      if (marks[row] !== TRAINING && marks[row] !== VALIDATION) continue;
      const value = values[row];
      const isTraining = marks[row] === TRAINING;
      if (value === value) {
        usedCodes[value]++;
        if (isTraining) trainingCodes[value]++;
      } else {
        sums.missing++;
        if (isTraining) sums.missingTraining++;
      }
    }
  }
}

/** Weighted mean and squared distances, value by value (West, "Updating mean and variance estimates", 1979). */
class WeightedSums {
  #weight = 0;
  #mean = 0;
  #squares = 0;

  add(value: number, weight: number): void {
    if (!(weight > 0)) return;
    this.#weight += weight;
    const difference = value - this.#mean;
    const moved = (difference * weight) / this.#weight;
    this.#mean += moved;
    this.#squares += weight * difference * (value - this.#mean);
  }

  values(): { readonly mean: number; readonly squares: number } {
    return { mean: this.#mean, squares: this.#squares };
  }
}
