import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { Rng } from '../../../algorithms/numeric/rng';
import { indicesUpTo } from '../../columns/typed/indices';
import type { RoleTable } from '../roles';
import { orderByTime, type FoldsSplit } from './folds';
import { findStrata } from './strata';

/** Marks of rows: trained on, in neither part. */
const TRAIN = 0;
const NEITHER = 2;

/**
 * Leaves all but some of a fold's training rows out; fewer rows are always among more. They are drawn by fold,
 * `seed` and `repeat` alone, of stratified folds so that every class keeps its share, to a row; of folds by time
 * they are the latest ones.
 * @param marks of the fold, by place in `rows`
 * @param trainSize up to 1 a share, above it so many rows
 * @throws BenchtopError `invalid-data` where there are not as many
 */
export function keepTrainSize(
  table: RoleTable,
  rows: Int32Array,
  marks: Uint8Array,
  split: FoldsSplit,
  trainSize: number,
): Uint8Array {
  const order = trainOrder(table, rows, marks, split);
  const count = trainSize > 1 ? trainSize : Math.max(1, Math.round(trainSize * order.length));
  if (count > order.length)
    throw fail(
      'invalid-data',
      sentence('The fold has {have} training rows, fewer than {count}: choose fewer, or a share up to 1.', {
        have: order.length,
        count,
      }),
      { field: 'dataset.split.trainSize' },
    );
  const kept = Uint8Array.from(marks, (mark) => (mark === TRAIN ? NEITHER : mark));
  for (const i of order.slice(0, count)) kept[i] = TRAIN;
  return kept;
}

/** Places of the training rows in the order in which they are taken. */
function trainOrder(
  table: RoleTable,
  rows: Int32Array,
  marks: Uint8Array,
  split: FoldsSplit,
): readonly number[] {
  const isTrained = (i: number): boolean => marks[i] === TRAIN;
  if (split.by === 'time') return [...orderByTime(table, rows)].filter(isTrained).reverse();
  const rng = Rng.derive(split.seed, `train size ${split.repeat} ${split.fold}`);
  const strata = split.by === 'stratified' ? findStrata(table, rows) : [indicesUpTo(rows.length)];
  const placed = strata.flatMap((stratum) => {
    const own = stratum.filter(isTrained);
    rng.shuffle(own);
    // Each class evenly over the whole order.
    return Array.from(own, (place, rank) => ({ place, at: (rank + 0.5) / own.length }));
  });
  return placed.sort((a, b) => a.at - b.at || a.place - b.place).map(({ place }) => place);
}
