import type { Work } from '../explore/slices';
import type { Rng } from '../numeric/rng';
import type { RankedColumns, TreeData } from './ranked-columns';
import { SplitSearch } from './split-search';

/** A grown tree; node 0 is its root. */
export interface Tree {
  /** By node: the column that splits it; -1: a leaf. */
  readonly column: readonly number[];
  /** By node: values up to this go left. */
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** By node: shares of the classes, or the mean, of its rows; of one that is split nothing. */
  readonly answers: readonly Float64Array[];
}

/** Entries of columns that are looked at between two yields. */
const SLICE = 1 << 19;
const NOTHING = new Float64Array(0);

/**
 * CART (Breiman, Friedman, Olshen and Stone 1984), grown until each leaf is pure, as scikit-learn's
 * DecisionTreeClassifier (Gini) and DecisionTreeRegressor (squared error) at their defaults. Splits lie halfway
 * between two values; of equally good ones the first is taken, in the order in which columns are drawn.
 * @param weights [rows]: how much each row counts; 0: not at all
 * @param tried columns with more than one value that each node looks at
 */
export function* growTree(data: TreeData, weights: Float64Array, tried: number, rng: Rng): Work<Tree> {
  const { columns, target, classes } = data;
  const rows = new Int32Array(weights.length);
  let counted = 0;
  for (let row = 0; row < weights.length; row++) if (weights[row] > 0) rows[counted++] = row;
  const kept = new Int32Array(counted);
  const answer = new Float64Array(Math.max(1, classes));
  const tree = {
    column: [] as number[],
    threshold: [] as number[],
    left: [] as number[],
    right: [] as number[],
    answers: [] as Float64Array[],
  };
  const search = new SplitSearch(data, weights);
  const drawn = Int32Array.from({ length: columns.width }, (_, j) => j);
  const addNode = (): number => {
    tree.column.push(-1);
    tree.threshold.push(0);
    tree.left.push(-1);
    tree.right.push(-1);
    return tree.answers.push(NOTHING) - 1;
  };
  const open = [{ node: addNode(), from: 0, to: counted }];
  let done = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, from, to } = next;
    const own = rows.subarray(from, to);
    const isPure = fillAnswer(answer, own, target, weights, classes);
    if (isPure || own.length < 2) {
      tree.answers[node] = answer.slice();
      continue;
    }
    search.begin(own);
    // Drawn one after another (Fisher and Yates), until enough of them had something to split.
    for (let i = 0, found = 0; i < drawn.length && found < tried; i++) {
      const at = i + rng.integer(drawn.length - i);
      [drawn[i], drawn[at]] = [drawn[at], drawn[i]];
      done += own.length;
      if (search.look(own, drawn[i])) found++;
    }
    const { best } = search;
    if (best === null) tree.answers[node] = answer.slice();
    else {
      tree.column[node] = best.column;
      tree.threshold[node] = best.threshold;
      const middle = from + partition(own, kept, columns, best);
      const [left, right] = [addNode(), addNode()];
      tree.left[node] = left;
      tree.right[node] = right;
      open.push({ node: right, from: middle, to }, { node: left, from, to: middle });
    }
    if (done < SLICE) continue;
    done = 0;
    yield;
  }
  return tree;
}

/** The answer of some rows. @returns whether all have one target */
function fillAnswer(
  answer: Float64Array,
  rows: Int32Array,
  target: Float64Array,
  weights: Float64Array,
  classes: number,
): boolean {
  answer.fill(0);
  let total = 0;
  let isPure = true;
  const first = target[rows[0]];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const value = target[row];
    const weight = weights[row];
    total += weight;
    if (value !== first) isPure = false;
    if (classes > 0) answer[value] += weight;
    else answer[0] += weight * (value - first);
  }
  for (let unit = 0; unit < answer.length; unit++) answer[unit] /= total;
  if (classes === 0) answer[0] += first;
  return isPure;
}

/** Puts rows up to a rank of a column first. @param right holds the others meanwhile @returns how many they are */
function partition(
  rows: Int32Array,
  right: Int32Array,
  { ranks, rows: all }: RankedColumns,
  { column, rank }: { readonly column: number; readonly rank: number },
): number {
  const base = column * all;
  let [count, others] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (ranks[base + row] <= rank) rows[count++] = row;
    else right[others++] = row;
  }
  for (let i = 0; i < others; i++) rows[count + i] = right[i]!;
  return count;
}

/** The answer of a tree to the values of a row, which stand from `at` on. */
export function askTree(tree: Tree, features: Float64Array, at: number): Float64Array {
  let node = 0;
  for (let column = tree.column[0]; column >= 0; column = tree.column[node]!)
    node = features[at + column] <= tree.threshold[node] ? tree.left[node] : tree.right[node];
  return tree.answers[node];
}
