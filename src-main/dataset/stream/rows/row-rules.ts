/** Marks of rows: those of the two parts, those a sample leaves out, and from {@link DROPPED} on why one is dropped. */
export const TRAINING = 0;
export const VALIDATION = 1;
const NOT_SAMPLED = 2;
export const DROPPED = 3;
/** Reasons, behind {@link DROPPED}, in the order in which they are looked for. */
export const REASONS = ['badCell', 'target', 'weight', 'missing'] as const;
const [BAD_CELL, NO_TARGET, NO_WEIGHT, MISSING] = [DROPPED, DROPPED + 1, DROPPED + 2, DROPPED + 3];

/** Rows as they come from the files: a column is as long as the others; NaN: missing, infinite: not of its type. */
export interface RawRows {
  readonly rows: number;
  readonly columns: readonly Float64Array[];
}

/** Why one row is enough to refuse the table. */
export interface Refusal {
  readonly why: 'badCell' | 'missing';
  readonly column: number;
  /** 0-based, in the whole table. */
  readonly row: number;
}

export interface RowRulesOptions {
  /** How many of the columns are features; they come first. */
  readonly features: number;
  /** Place of the target and the weight among the columns; -1: there is none. */
  readonly target: number;
  readonly weight: number;
  /** Of each feature: what a missing cell does to its row. */
  readonly missing: readonly ('fill' | 'drop' | 'error')[];
  readonly rejects: 'drop' | 'missing' | 'error';
  /** Rows of the table, those that a filter leaves out not counted. */
  readonly tableRows: number;
  readonly sample: {
    readonly method: 'random' | 'every' | 'first';
    readonly rows: number;
    readonly seed: number;
  } | null;
  readonly split: { readonly method: 'random' | 'last'; readonly share: number; readonly seed: number };
}

/**
 * Says of each row, by its cells and its number alone, whether it is used and in which part. Nothing is
 * kept from row to row, so that a table of any length needs no memory for it.
 */
export class RowRules {
  readonly #options: RowRulesOptions;
  /** A row is for validation where its mixed number is below, or its number is at least that. */
  readonly #below: number;
  readonly #lastFrom: number;
  readonly #sampledBelow: number;

  constructor(options: RowRulesOptions) {
    const { split, sample, tableRows } = options;
    this.#options = options;
    this.#below = split.method === 'random' ? Math.round(split.share * 2 ** 32) : 0;
    this.#lastFrom = split.method === 'last' ? tableRows - Math.round(tableRows * split.share) : Infinity;
    this.#sampledBelow = sample === null ? 0 : Math.round((sample.rows / Math.max(1, tableRows)) * 2 ** 32);
  }

  /**
   * Marks rows; where bad cells are to be missing ones, they become that in place.
   * @param first number of the first row in the whole table, from 0
   * @param marks [rows] at least; overwritten
   * @returns why the table is refused, else null
   */
  mark({ rows, columns }: RawRows, first: number, marks: Uint8Array): Refusal | null {
    const { features, target, weight, missing, rejects } = this.#options;
    marks.fill(TRAINING, 0, rows);
    this.#markSample(first, rows, marks);
    for (let c = 0; c < features + (target >= 0 ? 1 : 0); c++) {
      const values = columns[c < features ? c : target];
      for (let row = 0; row < rows; row++) {
        if (values[row] !== Infinity && values[row] !== -Infinity) continue;
        if (rejects === 'missing') values[row] = NaN;
        else if (marks[row] === TRAINING) {
          if (rejects === 'error')
            return { why: 'badCell', column: c < features ? c : target, row: first + row };
          marks[row] = BAD_CELL;
        }
      }
    }
    if (target >= 0) markMissing(columns[target], rows, marks, NO_TARGET);
    if (weight >= 0) {
      const values = columns[weight];
      for (let row = 0; row < rows; row++)
        if (marks[row] === TRAINING && !(values[row] >= 0 && values[row] < Infinity)) marks[row] = NO_WEIGHT;
    }
    for (let c = 0; c < features; c++) {
      if (missing[c] === 'fill') continue;
      const found = markMissing(columns[c], rows, marks, MISSING);
      if (found >= 0 && missing[c] === 'error') return { why: 'missing', column: c, row: first + found };
    }
    this.#markParts(first, rows, marks);
    return null;
  }

  #markSample(first: number, rows: number, marks: Uint8Array): void {
    const { sample, tableRows } = this.#options;
    if (sample === null || sample.rows >= tableRows) return;
    const step = sample.rows / tableRows;
    for (let i = 0; i < rows; i++) {
      const row = first + i;
      const isTaken =
        sample.method === 'first'
          ? row < sample.rows
          : sample.method === 'every'
            ? Math.floor((row + 1) * step) > Math.floor(row * step)
            : mixed(row, sample.seed ^ 0x5bd1e995) < this.#sampledBelow;
      if (!isTaken) marks[i] = NOT_SAMPLED;
    }
  }

  #markParts(first: number, rows: number, marks: Uint8Array): void {
    const { seed } = this.#options.split;
    if (this.#below === 0 && this.#lastFrom === Infinity) return;
    for (let i = 0; i < rows; i++) {
      if (marks[i] !== TRAINING) continue;
      const row = first + i;
      if (row >= this.#lastFrom || (this.#below > 0 && mixed(row, seed) < this.#below)) marks[i] = VALIDATION;
    }
  }
}

/** @returns the first row that was marked; -1: none */
function markMissing(values: Float64Array, rows: number, marks: Uint8Array, mark: number): number {
  let found = -1;
  for (let row = 0; row < rows; row++) {
    if (marks[row] !== TRAINING || values[row] === values[row]) continue;
    marks[row] = mark;
    if (found < 0) found = row;
  }
  return found;
}

/**
 * A whole number from 0 to 2^32 - 1 that follows from a row's number and a seed and looks drawn
 * (MurmurHash3's finalizer, Appleby 2011).
 */
function mixed(row: number, seed: number): number {
  let word = Math.imul(row, 0x9e3779b1) ^ Math.imul(seed ^ Math.floor(row / 2 ** 32), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}
