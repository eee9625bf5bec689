import { fail } from '../../../src-shared/errors';
import type { DatasetSpec } from '../../../src-shared/experiment/schema';
import type { DatasetFacts } from '../../../src-shared/run/record/dataset-facts';
import { Rng } from '../../algorithms/numeric/rng';
import { countMarks, indicesUpTo, take } from '../columns/typed/indices';
import type { RawColumn } from '../columns/raw-table';
import type { RoleTable } from './roles';
import { findDistinct } from '../columns/cell-types/distinct-classes';
import { sortedCategories, listCategories } from '../columns/categories';
import { at } from '../../../src-shared/present';

/** A target of numbers with more different values than this has no classes to keep shares of. */
const MAX_STRATA = 100;

/** Rows in the order used: training rows first, then validation rows, both ascending. */
export interface SplitRows {
  readonly order: Int32Array;
  readonly trainRows: number;
  readonly facts: DatasetFacts['split'];
}

/**
 * Keeps part of the rows for validation.
 * @param rows ascending places in the table
 * @param seed of the experiment, where the split has none of its own
 * @throws BenchtopError where the rows cannot be split as asked, at the field that asks for it
 */
export function splitRows(table: RoleTable, spec: DatasetSpec, rows: Int32Array, seed: number): SplitRows {
  const { split, validationSplit } = spec;
  if (split.method === 'column') {
    const marks = marksOfColumn(table, rows, split.column, split.validation);
    return { ...inOrder(rows, marks), facts: { method: 'column', seed: null } };
  }
  // One row at least is left to train on.
  const heldOut = Math.min(Math.max(0, rows.length - 1), Math.round(rows.length * validationSplit));
  if (heldOut === 0) return { order: rows, trainRows: rows.length, facts: null };
  const marks = new Uint8Array(rows.length);
  if (split.method === 'last') {
    marks.fill(1, rows.length - heldOut);
    return { ...inOrder(rows, marks), facts: { method: 'last', seed: null } };
  }
  const own = split.seed ?? seed;
  const rng = Rng.derive(own, 'split');
  const groups = split.method === 'random' ? [indicesUpTo(rows.length)] : findStrata(table, rows);
  const quotas = computeQuotas(
    groups.map(({ length }) => length),
    heldOut,
  );
  groups.forEach((group, g) => {
    rng.shuffle(group);
    for (const i of group.subarray(0, quotas[g])) marks[i] = 1;
  });
  const facts = { method: split.method, seed: own };
  if (split.groupEqualRows !== true) return { ...inOrder(rows, marks), facts };
  joinEqualRows(table, rows, marks);
  if (countMarks(marks) === rows.length) {
    throw fail(
      'invalid-data',
      `Rows that are alike stay together, and so all ${rows.length} rows of ${table.raw.name} fell to validation: nothing is left to train on. Choose a smaller validation share or another seed.`,
      { field: 'dataset.split' },
    );
  }
  return { ...inOrder(rows, marks), facts: { ...facts, groupEqualRows: true } };
}

/** Gives each row the part of the first row that is alike in every feature and the target. */
function joinEqualRows({ features, target }: RoleTable, rows: Int32Array, marks: Uint8Array): void {
  const columns = (target === null ? features : [...features, target]).map(({ values }) => values);
  const cell = new Float64Array(1);
  const words = new Int32Array(cell.buffer);
  const computeHash = (row: number): number => {
    // FNV-1a over 32-bit words; equal hashes are compared in full.
    let hash = 0x811c9dc5;
    for (const values of columns) {
      // One NaN, and 0 for -0, which equals it.
      cell[0] = Number.isNaN(values[row]) ? NaN : values[row]! + 0;
      hash = Math.imul(hash ^ words[0]!, 0x01000193);
      hash = Math.imul(hash ^ words[1]!, 0x01000193);
    }
    return hash;
  };
  const isEqual = (a: number, b: number): boolean =>
    columns.every(
      (values) => values[a] === values[b] || (Number.isNaN(values[a]) && Number.isNaN(values[b])),
    );
  const firsts = new Map<number, number[]>();
  for (let i = 0; i < rows.length; i++) {
    const hash = computeHash(rows[i]!);
    const there = firsts.get(hash);
    if (there === undefined) {
      firsts.set(hash, [i]);
      continue;
    }
    const first = there.find((other) => isEqual(rows[other]!, rows[i]!));
    if (first === undefined) there.push(i);
    else marks[i] = marks[first]!;
  }
}

function inOrder(rows: Int32Array, marks: Uint8Array): { order: Int32Array; trainRows: number } {
  const trainRows = rows.length - countMarks(marks);
  const order = new Int32Array(rows.length);
  let train = 0;
  let validation = trainRows;
  for (let i = 0; i < rows.length; i++) order[marks[i] === 1 ? validation++ : train++] = rows[i]!;
  return { order, trainRows };
}

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
function findStrata({ raw, target }: RoleTable, rows: Int32Array): Int32Array[] {
  const field = 'dataset.split.method';
  if (target === null) {
    throw fail('invalid-data', 'A stratified split needs a target column: choose one, or a random split.', {
      field,
    });
  }
  const values = take(target.values, rows);
  const distinct = findDistinct(values);
  if (target.categories === null && distinct.length > MAX_STRATA) {
    throw fail(
      'invalid-data',
      `A stratified split needs classes, but column "${target.name}" of ${raw.name} has more than ${MAX_STRATA} different numbers: choose a random split.`,
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

/** A row without a cell in the column is for training. */
function marksOfColumn(
  { raw, split }: RoleTable,
  rows: Int32Array,
  name: string,
  validation: readonly string[],
): Uint8Array {
  if (split?.categories == null) throw new Error('The column to split by was not read');
  const { values, categories } = split;
  const wanted = new Set(validation.map((word) => word.trim()));
  const isWanted = categories.map((word) => wanted.has(word));
  const marks = Uint8Array.from(rows, (row) => (isWanted[values[row] ?? NaN] === true ? 1 : 0));
  const count = countMarks(marks);
  if (count > 0 && count < rows.length) return marks;
  const used = new Set(take(values, rows));
  const there = sortedCategories(categories.filter((_, code) => used.has(code)));
  const what =
    count === 0
      ? `No row has ${listCategories(validation)} in column "${name}", so nothing is kept for validation`
      : `Every row has ${listCategories(validation)} in column "${name}", so nothing is left to train on`;
  throw fail('invalid-data', `${what}: the rows of ${raw.name} have ${listCategories(there)}.`, {
    column: name,
    field: 'dataset.split.column',
  });
}
