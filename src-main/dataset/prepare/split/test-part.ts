import type { DatasetSpec } from '../../../../src-shared/experiment/schema';
import { Rng } from '../../../algorithms/numeric/rng';
import { indicesUpTo, pick } from '../../columns/typed/indices';
import type { RoleTable } from '../roles';
import { joinEqualRows } from './equal-rows';
import { findGroups, orderByTime } from './folds';
import { computeQuotas, findStrata } from './strata';

/** The same for every experiment: rows set apart once are apart for all that is tried on the data. */
const TEST_SEED = 1;

/**
 * Sets a share of the rows apart before anything is split, drawn or fitted. They are chosen as the split
 * chooses rows (stratified, whole groups, the last ones in time), by the rows and the share alone,
 * whatever the seeds of experiment, split and folds are.
 * @param rows ascending places in the table
 * @returns the rows that are left and those of the test part, both ascending
 */
export function setTestPartApart(
  table: RoleTable,
  { split, testSize = 0 }: DatasetSpec,
  rows: Int32Array,
): { readonly rest: Int32Array; readonly test: Int32Array } {
  // Two rows at least are left, to train on and to validate with.
  const count = Math.min(Math.max(0, rows.length - 2), Math.round(rows.length * testSize));
  if (count === 0) return { rest: rows, test: new Int32Array(0) };
  const marks = new Uint8Array(rows.length);
  const by = split.method === 'folds' ? split.by : split.method;
  const rng = Rng.derive(TEST_SEED, 'test part');
  if (by === 'last') marks.fill(1, rows.length - count);
  else if (by === 'time')
    for (const i of orderByTime(table, rows).subarray(rows.length - count)) marks[i] = 1;
  else if (by === 'group') {
    const groups = findGroups(table, rows);
    const order = indicesUpTo(groups.length);
    rng.shuffle(order);
    let taken = 0;
    // One group at least is left.
    for (const g of order.subarray(0, groups.length - 1)) {
      if (taken >= count) break;
      for (const i of groups[g] ?? []) {
        marks[i] = 1;
        taken++;
      }
    }
  } else {
    const strata = by === 'stratified' ? findStrata(table, rows) : [indicesUpTo(rows.length)];
    const quotas = computeQuotas(
      strata.map(({ length }) => length),
      count,
    );
    strata.forEach((stratum, s) => {
      rng.shuffle(stratum);
      for (const i of stratum.subarray(0, quotas[s])) marks[i] = 1;
    });
    if ('groupEqualRows' in split && split.groupEqualRows === true) joinEqualRows(table, rows, marks);
  }
  const places = (mark: number): Int32Array => indicesUpTo(rows.length).filter((i) => marks[i] === mark);
  return { rest: pick(rows, places(0)), test: pick(rows, places(1)) };
}
