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
/** Up to so many rows are put in order by insertion. */
const FEW = 24;
/** Up to so many values by classes for each row, weights are summed by both, and rows put in no order. */
const SUMMED = 2;
/** What rounding may add to a gain. */
const NOISE = 1e-12;

/** Searches the split of a node that lowers the Gini impurity, or the squared error, the most. */
export class SplitSearch {
  readonly #data: TreeData;
  readonly #weights: Float64Array;
  readonly #ordered: Int32Array;
  readonly #keys: Float64Array;
  readonly #counts: Int32Array;
  /** [values][classes]: weights of the node's rows. */
  readonly #cells: Float64Array;
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  /** Of all rows of the node: weight by class, or [sum of the shifted numbers]. */
  readonly #all: Float64Array;
  #allSquares = 0;
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
    this.#cells = new Float64Array(classes > 0 ? SUMMED * columns.rows : 0);
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
    const all = this.#all.fill(0);
    this.#weight = 0;
    // Around the first number, so that large offsets cost no digits.
    this.#center = classes > 0 ? 0 : target[rows[0]];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const weight = this.#weights[row];
      this.#weight += weight;
      if (classes > 0) all[target[row]] += weight;
      else all[0] += weight * (target[row] - this.#center);
    }
    let squares = 0;
    for (let unit = 0; unit < all.length; unit++) squares += all[unit] * all[unit];
    this.#allSquares = squares;
    squares /= this.#weight;
    this.#gain = squares + NOISE * Math.max(1, squares);
    this.#best = null;
  }

  /** Looks at every split of a column. @returns whether it has two values at least */
  look(rows: Int32Array, column: number): boolean {
    const { columns, classes } = this.#data;
    const distinct = columns.values[column].length;
    return classes > 0 && rows.length > FEW && distinct * classes <= SUMMED * rows.length
      ? this.#lookAtCells(rows, column, distinct)
      : this.#lookAtRows(rows, column, distinct);
  }

  #lookAtRows(rows: Int32Array, column: number, distinct: number): boolean {
    const { columns, target, classes } = this.#data;
    const base = column * columns.rows;
    const { ranks } = columns;
    const ordered = this.#order(rows, base, distinct);
    const last = rows.length - 1;
    if (ranks[base + ordered[0]] === ranks[base + ordered[last]]) return false;
    const left = this.#left.fill(0);
    const right = this.#right;
    right.set(this.#all);
    let [leftSquares, rightSquares] = [0, this.#allSquares];
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
      if (gain > this.#gain) this.#keep(column, { rank, next, gain });
    }
    return true;
  }

  /** The same splits, from the weights of each value's classes. */
  #lookAtCells(rows: Int32Array, column: number, distinct: number): boolean {
    const { columns, target, classes } = this.#data;
    const { ranks } = columns;
    const base = column * columns.rows;
    const weights = this.#weights;
    const cells = this.#cells.fill(0, 0, distinct * classes);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      cells[ranks[base + row] * classes + target[row]] += weights[row];
    }
    const left = this.#left.fill(0);
    const right = this.#right;
    right.set(this.#all);
    let [leftSquares, rightSquares] = [0, this.#allSquares];
    let leftWeight = 0;
    let before = -1;
    let isSplit = false;
    for (let rank = 0; rank < distinct; rank++) {
      const at = rank * classes;
      let own = 0;
      for (let unit = 0; unit < classes; unit++) own += cells[at + unit];
      if (own === 0) continue;
      if (before >= 0) {
        isSplit = true;
        const gain = leftSquares / leftWeight + rightSquares / (this.#weight - leftWeight);
        if (gain > this.#gain) this.#keep(column, { rank: before, next: rank, gain });
      }
      for (let unit = 0; unit < classes; unit++) {
        const moved = cells[at + unit];
        if (moved === 0) continue;
        leftSquares += moved * (2 * left[unit] + moved);
        rightSquares -= moved * (2 * right[unit] - moved);
        left[unit] += moved;
        right[unit] -= moved;
      }
      leftWeight += own;
      before = rank;
    }
    return isSplit;
  }

  #keep(
    column: number,
    { rank, next, gain }: { readonly rank: number; readonly next: number; readonly gain: number },
  ): void {
    const values = this.#data.columns.values[column];
    const [low, high] = [values[rank], values[next]];
    const middle = low + (high - low) / 2;
    this.#gain = gain;
    this.#best = { column, rank, threshold: middle < high ? middle : low };
  }

  /** Rows in the order of a column, as the first of what is given back; of equal values as they stand. */
  #order(rows: Int32Array, base: number, distinct: number): Int32Array {
    const { ranks } = this.#data.columns;
    const ordered = this.#ordered;
    if (rows.length <= FEW) {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i];
        const rank = ranks[base + row];
        let place = i;
        for (; place > 0 && ranks[base + ordered[place - 1]] > rank; place--)
          ordered[place] = ordered[place - 1]!;
        ordered[place] = row;
      }
      return ordered;
    }
    if (distinct <= COUNTED * rows.length) {
      const counts = this.#counts.fill(0, 0, distinct + 1);
      for (let i = 0; i < rows.length; i++) counts[ranks[base + rows[i]] + 1]++;
      for (let rank = 0; rank < distinct; rank++) counts[rank + 1] += counts[rank];
      for (let i = 0; i < rows.length; i++) ordered[counts[ranks[base + rows[i]]]++] = rows[i]!;
      return ordered;
    }
    const keys = this.#keys.subarray(0, rows.length);
    for (let i = 0; i < rows.length; i++) keys[i] = ranks[base + rows[i]] * rows.length + i;
    keys.sort();
    for (let i = 0; i < rows.length; i++) ordered[i] = rows[keys[i] % rows.length]!;
    return ordered;
  }
}
