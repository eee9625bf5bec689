import { log } from '../portable-math/log';
import { at } from '../present';

/** How far two clusterings of the same rows agree, whatever their clusters are numbered. */

/** Rows by cluster of one and of the other: [ka][kb] flattened, with the sums of both ways. */
export interface Contingency {
  readonly rows: number;
  readonly ka: number;
  readonly kb: number;
  readonly counts: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/**
 * @param a labels from 0 on, one a row
 * @param b labels of the same rows in the same order
 * @throws RangeError where they are not of equally many rows
 */
export function contingency(a: ArrayLike<number>, b: ArrayLike<number>): Contingency {
  if (a.length !== b.length) throw new RangeError(`labels of ${a.length} and of ${b.length} rows`);
  const ka = clusters(a);
  const kb = clusters(b);
  const table = {
    rows: a.length,
    ka,
    kb,
    counts: new Float64Array(ka * kb),
    a: new Float64Array(ka),
    b: new Float64Array(kb),
  };
  for (let row = 0; row < a.length; row++) {
    table.counts[a[row]! * kb + b[row]!]! += 1;
    table.a[a[row]!]! += 1;
    table.b[b[row]!]! += 1;
  }
  return table;
}

function clusters(labels: ArrayLike<number>): number {
  let most = -1;
  for (let row = 0; row < labels.length; row++) most = Math.max(most, labels[row]!);
  return most + 1;
}

/**
 * The Rand index corrected for chance: 1 for the same clusters, about 0 for chance, negative for less.
 * As scikit-learn's adjusted_rand_score: by the pair confusion matrix of Hubert and Arabie (1985), in
 * the form of Steinley (2004).
 */
export function adjustedRandIndex({ rows, counts, a, b }: Contingency): number {
  const squares = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
  const both = squares(counts);
  const [sumA, sumB] = [squares(a), squares(b)];
  // Ordered pairs that are together in both, in one alone, in the other alone, and in neither.
  const together = both - rows;
  const onlyA = sumA - both;
  const onlyB = sumB - both;
  const apart = rows * rows - sumA - sumB + both;
  if (onlyA === 0 && onlyB === 0) return 1;
  return (
    (2 * (together * apart - onlyA * onlyB)) /
    ((together + onlyA) * (onlyA + apart) + (together + onlyB) * (onlyB + apart))
  );
}

/**
 * Mutual information over the mean of both entropies (natural logarithms): 0 to 1. As scikit-learn's
 * normalized_mutual_info_score with its default, the arithmetic mean; 1 where both are one cluster.
 */
export function normalizedMutualInfo({ rows, ka, kb, counts, a, b }: Contingency): number {
  const filled = (values: Float64Array): number => values.filter((value) => value > 0).length;
  if (rows === 0 || (filled(a) <= 1 && filled(b) <= 1)) return 1;
  let information = 0;
  for (let i = 0; i < ka; i++) {
    for (let j = 0; j < kb; j++) {
      const count = at(counts, i * kb + j);
      if (count > 0) information += (count / rows) * log((count * rows) / (at(a, i) * at(b, j)));
    }
  }
  const entropy = (sizes: Float64Array): number =>
    sizes.reduce((sum, size) => (size > 0 ? sum - (size / rows) * log(size / rows) : sum), 0);
  // What rounding leaves of independent clusters is no information.
  if (information <= 2 ** -52) return 0;
  return Math.min(1, information / ((entropy(a) + entropy(b)) / 2));
}

/**
 * Numbers for the clusters of b under which most rows have the label they have in a: the assignment
 * of largest overlap. Clusters of b that are left over get numbers from ka on.
 * @returns [kb], the new number of each cluster of b
 */
export function matchClusters({ ka, kb, counts }: Contingency): Int32Array {
  const side = Math.max(ka, kb);
  const cost = new Float64Array(side * side);
  for (let j = 0; j < kb; j++) for (let i = 0; i < ka; i++) cost[j * side + i] = -at(counts, i * kb + j);
  const chosen = assignment(cost, side);
  // A partner without a common row is none: the padding stands for it as well as any.
  let next = ka;
  return Int32Array.from({ length: kb }, (_, j) => {
    const i = at(chosen, j);
    return i < ka ? i : next++;
  });
}

/**
 * The cheapest way to give every row a column of its own: the Hungarian method with potentials, one
 * row after the other by the shortest augmenting path (Jonker and Volgenant 1987), O(n^3).
 * @param cost [n][n] flattened, finite
 * @returns [n], the column of each row
 */
export function assignment(cost: ArrayLike<number>, n: number): Int32Array {
  const rowPotential = new Float64Array(n + 1);
  const columnPotential = new Float64Array(n + 1);
  // 1-based; 0 stands for none.
  const rowByColumn = new Int32Array(n + 1);
  const from = new Int32Array(n + 1);
  for (let row = 1; row <= n; row++) {
    const distance = new Float64Array(n + 1).fill(Infinity);
    const isDone = new Uint8Array(n + 1);
    rowByColumn[0] = row;
    let column = 0;
    do {
      isDone[column] = 1;
      const taken = at(rowByColumn, column);
      let nearest = Infinity;
      let next = 0;
      for (let j = 1; j <= n; j++) {
        if (isDone[j] === 1) continue;
        const reduced = at(cost, (taken - 1) * n + j - 1) - at(rowPotential, taken) - at(columnPotential, j);
        if (reduced < at(distance, j)) {
          distance[j] = reduced;
          from[j] = column;
        }
        if (at(distance, j) < nearest) {
          nearest = at(distance, j);
          next = j;
        }
      }
      for (let j = 0; j <= n; j++) {
        if (isDone[j] === 1) {
          rowPotential[at(rowByColumn, j)]! += nearest;
          columnPotential[j]! -= nearest;
        } else distance[j]! -= nearest;
      }
      column = next;
    } while (rowByColumn[column] !== 0);
    while (column !== 0) {
      const before = at(from, column);
      rowByColumn[column] = at(rowByColumn, before);
      column = before;
    }
  }
  const columns = new Int32Array(n);
  for (let j = 1; j <= n; j++) columns[at(rowByColumn, j) - 1] = j - 1;
  return columns;
}
