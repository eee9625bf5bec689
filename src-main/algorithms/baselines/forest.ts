import type { Work } from '../explore/slices';
import type { Rng } from '../numeric/rng';
import { outputUnits, type BaselineData } from './baseline-data';
import { rankColumns, type TreeData } from './ranked-columns';
import { askTree, growTree } from './tree';

/** As scikit-learn's RandomForestClassifier. */
const TREES = 100;
/** Rows that are asked between two yields. */
const SLICE = 1 << 14;

/**
 * One tree over all columns.
 * @param learnt the training rows that it is grown on
 * @returns [validation rows][units]
 */
export function* treeOutputs(data: BaselineData, learnt: Int32Array, rng: Rng): Work<Float64Array> {
  const weights = Float64Array.from(learnt, (row) => data.weights?.[row] ?? 1);
  const outputs = new Float64Array((data.rows - data.trainRows) * outputUnits(data));
  yield* addTree(outputs, data, treeData(data, learnt), { weights, tried: data.width, rng, share: 1 });
  return outputs;
}

/**
 * The mean of 100 trees, each grown on as many rows drawn with replacement, with the square root of the columns
 * looked at in each node for classes (scikit-learn's default), a third of them for numbers (Breiman 2001).
 * @param learnt the training rows that it is grown on
 * @returns [validation rows][units]
 */
export function* forestOutputs(data: BaselineData, learnt: Int32Array, rng: Rng): Work<Float64Array> {
  const grown = treeData(data, learnt);
  const outputs = new Float64Array((data.rows - data.trainRows) * outputUnits(data));
  const tried = Math.max(1, Math.floor(data.classes > 0 ? Math.sqrt(data.width) : data.width / 3));
  for (let i = 0; i < TREES; i++) {
    const weights = new Float64Array(learnt.length);
    for (let draw = 0; draw < learnt.length; draw++) {
      const place = rng.integer(learnt.length);
      weights[place] += data.weights?.[learnt[place]] ?? 1;
    }
    yield* addTree(outputs, data, grown, { weights, tried, rng, share: 1 / TREES });
  }
  return outputs;
}

function treeData(data: BaselineData, learnt: Int32Array): TreeData {
  return {
    columns: rankColumns(data, learnt),
    target: Float64Array.from(learnt, (row) => data.target[row]),
    classes: data.classes,
  };
}

interface Growing {
  readonly weights: Float64Array;
  readonly tried: number;
  readonly rng: Rng;
  /** Of its answers in those of all trees. */
  readonly share: number;
}

/** Grows a tree and adds what it answers. */
function* addTree(
  outputs: Float64Array,
  { features, rows, trainRows, width }: BaselineData,
  grown: TreeData,
  { weights, tried, rng, share }: Growing,
): Work<void> {
  const tree = yield* growTree(grown, weights, tried, rng);
  const units = Math.max(1, grown.classes);
  for (let row = trainRows; row < rows; row++) {
    const answer = askTree(tree, features, row * width);
    const at = (row - trainRows) * units;
    for (let unit = 0; unit < units; unit++) outputs[at + unit] += share * answer[unit];
    if ((row - trainRows) % SLICE === SLICE - 1) yield;
  }
}
