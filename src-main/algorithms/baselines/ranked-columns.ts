import type { BaselineData } from './baseline-data';

/** Columns of some rows as ranks, so that a node puts its rows in the order of a column in linear time. */
export interface RankedColumns {
  readonly width: number;
  /** Rows that were ranked. */
  readonly rows: number;
  /** [width][rows]: rank of each row's value among the distinct ones, from 0 on. */
  readonly ranks: Int32Array;
  /** By column, ascending: the distinct values. */
  readonly values: readonly Float64Array[];
}

/** What a tree is grown on; rows are those of the ranked columns. */
export interface TreeData {
  readonly columns: RankedColumns;
  /** [rows]: the number, or the index of the class. */
  readonly target: Float64Array;
  /** 0 of numbers. */
  readonly classes: number;
}

/** @param learnt rows of the data, in whose order the ranks stand */
export function rankColumns({ features, width }: BaselineData, learnt: Int32Array): RankedColumns {
  const rows = learnt.length;
  const ranks = new Int32Array(width * rows);
  const values: Float64Array[] = [];
  for (let j = 0; j < width; j++) {
    const column = Float64Array.from(learnt, (row) => features[row * width + j]);
    const sorted = column.slice().sort();
    let distinct = 0;
    for (let i = 0; i < rows; i++) if (i === 0 || sorted[i] > sorted[i - 1]) sorted[distinct++] = sorted[i]!;
    const own = sorted.slice(0, distinct);
    values.push(own);
    for (let i = 0; i < rows; i++) ranks[j * rows + i] = findRank(own, column[i]);
  }
  return { width, rows, ranks, values };
}

function findRank(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
