import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { at } from '../../../../src-shared/present';
import { findDistinct } from '../../columns/cell-types/distinct-classes';
import { sortedCategories } from '../../columns/categories';
import type { RawColumn } from '../../columns/raw-table';
import { take } from '../../columns/typed/indices';
import type { RoleTable } from '../roles';

/** A target of numbers with more different values than this has no classes to keep shares of. */
const MAX_STRATA = 100;

/**
 * Shares `total` out among groups in proportion to their sizes by the largest remainder (Hamilton),
 * the earlier group where remainders are equal.
 */
export function computeQuotas(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size * total) / all);
  const quotas = exact.map(Math.floor);
  const byRemainder = exact
    .map((share, g) => ({ g, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.g - b.g);
  const left = total - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const { g } of byRemainder.slice(0, left)) quotas[g] = at(quotas, g) + 1;
  return quotas;
}

/** Places in `rows` by the target's value, the values ascending. */
export function findStrata({ raw, target }: RoleTable, rows: Int32Array): Int32Array[] {
  const field = 'dataset.split.method';
  if (target === null) {
    throw fail(
      'invalid-data',
      sentence('A stratified split needs a target column: choose one, or a random split.'),
      {
        field,
      },
    );
  }
  const values = take(target.values, rows);
  const distinct = findDistinct(values);
  if (target.categories === null && distinct.length > MAX_STRATA) {
    throw fail(
      'invalid-data',
      sentence(
        'A stratified split needs classes, but column "{name}" of {file} has more than {most} different numbers: choose a random split.',
        { name: target.name, file: raw.name, most: MAX_STRATA },
      ),
      { column: target.name, field },
    );
  }
  const order = inClassOrder(target, distinct);
  const indexByValue = new Map(order.map((value, index) => [value, index]));
  const strata = new Int32Array(values.length);
  const sizes = new Int32Array(order.length);
  for (let i = 0; i < values.length; i++) {
    const stratum = indexByValue.get(values[i]!) ?? 0;
    strata[i] = stratum;
    sizes[stratum]!++;
  }
  const groups = Array.from(sizes, (size) => new Int32Array(size));
  for (let i = strata.length - 1; i >= 0; i--) groups[strata[i]!]![--sizes[strata[i]!]!] = i;
  return groups;
}

/** Words are numbered as the reader met them: their classes are drawn from in ascending order. */
function inClassOrder({ categories }: RawColumn, codes: readonly number[]): readonly number[] {
  if (categories === null) return codes;
  const byWord = new Map(codes.map((code) => [categories[code] ?? '', code]));
  return sortedCategories([...byWord.keys()]).map((word) => byWord.get(word) ?? 0);
}
