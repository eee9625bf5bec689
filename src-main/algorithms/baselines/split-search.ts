import type { TreeData } from './ranked-columns';

/** The best split of a node so far. */
interface Split {
  readonly column: number;
  /** Ranks up to this go left. */
  readonly rank: number;
  readonly threshold: number;
}

/** Up to so many distinct values for each row, rows are put in order by counting, else by sorting. */
const COUNTED = 4;
/** What rounding may add to a gain. */
const NOISE = 1e-12;

/** Searches the split of a node that lowers the Gini impurity, or the squared error, the most. */
export class SplitSearch {
  readonly #data: TreeData;
  readonly #weights: Float64Array;
  readonly #ordered: Int32Array;
  readonly #keys: Float64Array;
  readonly #counts: Int32Array;
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  /** Of all rows of the node: weight by class, or [sum of the shifted numbers]. */
  readonly #all: Float64Array;
  #weight = 0;
  #center = 0;
  #gain = 0;
  #best: Split | null = null;

  constructor(data: TreeData, weights: Float64Array) {
    const { columns, classes } = data;
    this.#data = data;
    this.#weights = weights;
    this.#ordered = new Int32Array(columns.rows);
    this.#keys = new Float64Array(columns.rows);
    this.#counts = new Int32Array(COUNTED * columns.rows + 2);
    const units = Math.max(1, classes);
    this.#left = new Float64Array(units);
    this.#right = new Float64Array(units);
    this.#all = new Float64Array(units);
  }

  /** Of the node that it was begun with; null where no column splits it. */
  get best(): Split | null {
    return this.#best;
  }

  begin(rows: Int32Array): void {
    const { target, classes } = this.#data;
    this.#all.fill(0);
    this.#weight = 0;
    // Around the first number, so that large offsets cost no digits.
    this.#center = classes > 0 ? 0 : target[rows[0]];
    for (const row of rows) {
      const weight = this.#weights[row];
      this.#weight += weight;
      if (classes > 0) this.#all[target[row]] += weight;
      else this.#all[0] += weight * (target[row] - this.#center);
    }
    const squares = this.#all.reduce((sum, value) => sum + value * value, 0) / this.#weight;
    this.#gain = squares + NOISE * Math.max(1, squares);
    this.#best = null;
  }

  /** Looks at every split of a column. @returns whether it has two values at least */
  look(rows: Int32Array, column: number): boolean {
    const { columns, target, classes } = this.#data;
    const base = column * columns.rows;
    const { ranks } = columns;
    const values = columns.values[column];
    const ordered = this.#order(rows, base, values.length);
    const last = ordered.length - 1;
    if (ranks[base + ordered[0]] === ranks[base + ordered[last]]) return false;
    const left = this.#left.fill(0);
    const right = this.#right;
    right.set(this.#all);
    let [leftSquares, rightSquares] = [0, this.#all.reduce((sum, value) => sum + value * value, 0)];
    let leftWeight = 0;
    for (let i = 0; i < last; i++) {
      const row = ordered[i];
      const weight = this.#weights[row];
      const unit = classes > 0 ? target[row] : 0;
      const moved = classes > 0 ? weight : weight * (target[row] - this.#center);
      leftSquares += moved * (2 * left[unit] + moved);
      rightSquares -= moved * (2 * right[unit] - moved);
      left[unit] += moved;
      right[unit] -= moved;
      leftWeight += weight;
      const [rank, next] = [ranks[base + row], ranks[base + ordered[i + 1]]];
      if (rank === next) continue;
      const gain = leftSquares / leftWeight + rightSquares / (this.#weight - leftWeight);
      if (!(gain > this.#gain)) continue;
      this.#gain = gain;
      const [low, high] = [values[rank], values[next]];
      const middle = low + (high - low) / 2;
      this.#best = { column, rank, threshold: middle < high ? middle : low };
    }
    return true;
  }

  /** Rows in the order of a column; of equal values as they stand. */
  #order(rows: Int32Array, base: number, distinct: number): Int32Array {
    const { ranks } = this.#data.columns;
    const ordered = this.#ordered.subarray(0, rows.length);
    if (distinct <= COUNTED * rows.length) {
      const counts = this.#counts.fill(0, 0, distinct + 1);
      for (const row of rows) counts[ranks[base + row] + 1]++;
      for (let rank = 0; rank < distinct; rank++) counts[rank + 1] += counts[rank];
      for (const row of rows) ordered[counts[ranks[base + row]]++] = row;
      return ordered;
    }
    const keys = this.#keys.subarray(0, rows.length);
    for (let i = 0; i < rows.length; i++) keys[i] = ranks[base + rows[i]] * rows.length + i;
    keys.sort();
    for (let i = 0; i < rows.length; i++) ordered[i] = rows[keys[i] % rows.length]!;
    return ordered;
  }
}
