import { square } from '../../../../src-shared/portable-math/square';
import { Rng } from '../../numeric/rng';

/**
 * Deals rows out into folds, class by class, so that every fold has as nearly as can be the same
 * share of each (stratified). Each class goes on where the last one ended: no fold is much larger.
 * @param target [rows] index of each row's class
 * @returns [rows]: the fold of each row
 */
export function stratifiedFolds(
  target: Float64Array,
  rows: number,
  classes: number,
  folds: number,
  seed: number,
): Int32Array {
  const rng = Rng.derive(seed, 'folds');
  const fold = new Int32Array(rows);
  let next = 0;
  for (let c = 0; c < classes; c++) {
    const ofClass: number[] = [];
    for (let row = 0; row < rows; row++) if (target[row] === c) ofClass.push(row);
    const order = Int32Array.from(ofClass);
    rng.shuffle(order);
    for (const row of order) {
      fold[row] = next;
      next = (next + 1) % folds;
    }
  }
  return fold;
}

/**
 * Mean and standard deviation over the folds. The deviation is that of these n values, as NumPy's `std`
 * and as scikit-learn's `cross_val_score` is summed up; that of repeated runs divides by n - 1, for they
 * are a sample of what other seeds would give.
 */
export function computeSpread(values: readonly number[]): { mean: number; std: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + square(value - mean), 0) / values.length;
  return { mean, std: Math.sqrt(squares) };
}
