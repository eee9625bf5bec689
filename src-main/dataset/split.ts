import { fail } from '../../src-shared/errors';
import type { DatasetSpec } from '../../src-shared/experiment/schema';
import type { DatasetFacts } from '../../src-shared/run/record';
import { Rng } from '../algorithms/rng';
import type { RawColumn } from './raw-table';
import type { RoleTable } from './roles';
import { distinctOf } from './targets';
import { ascendingWords, listWords } from './words';

/** A target of numbers with more different values than this has no classes to keep shares of. */
const MOST_STRATA = 100;

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
  const groups = split.method === 'random' ? [Int32Array.from(rows, (_, i) => i)] : strataOf(table, rows);
  const quotas = quotasOf(
    groups.map(({ length }) => length),
    heldOut,
  );
  groups.forEach((group, g) => {
    rng.shuffle(group);
    for (const i of group.subarray(0, quotas[g])) marks[i] = 1;
  });
  return { ...inOrder(rows, marks), facts: { method: split.method, seed: own } };
}

function inOrder(rows: Int32Array, marks: Uint8Array): { order: Int32Array; trainRows: number } {
  const trainRows = marks.reduce((left, mark) => left - mark, rows.length);
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
export function quotasOf(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size * total) / all);
  const quotas = exact.map(Math.floor);
  const byRemainder = exact
    .map((share, g) => ({ g, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.g - b.g);
  const left = total - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const { g } of byRemainder.slice(0, left)) quotas[g]!++;
  return quotas;
}

/** Places in `rows` by the target's value, the values ascending. */
function strataOf({ raw, target }: RoleTable, rows: Int32Array): Int32Array[] {
  const field = 'dataset.split.method';
  if (target === null) {
    throw fail('invalid-data', 'A stratified split needs a target column: choose one, or a random split.', {
      field,
    });
  }
  const values = Float64Array.from(rows, (row) => target.values[row]!);
  const distinct = distinctOf(values);
  if (target.words === null && distinct.length > MOST_STRATA) {
    throw fail(
      'invalid-data',
      `A stratified split needs classes, but column "${target.name}" of ${raw.name} has more than ${MOST_STRATA} different numbers: choose a random split.`,
      { column: target.name, field },
    );
  }
  const order = inClassOrder(target, distinct);
  const places = new Map(order.map((value, place) => [value, place]));
  const groups = order.map((): number[] => []);
  values.forEach((value, i) => groups[places.get(value) ?? 0]?.push(i));
  return groups.map((group) => Int32Array.from(group));
}

/** Words are numbered as the reader met them: their classes are drawn from in ascending order. */
function inClassOrder({ words }: RawColumn, codes: readonly number[]): readonly number[] {
  if (words === null) return codes;
  const byWord = new Map(codes.map((code) => [words[code] ?? '', code]));
  return ascendingWords([...byWord.keys()]).map((word) => byWord.get(word) ?? 0);
}

/** A row without a cell in the column is for training. */
function marksOfColumn(
  { raw, split }: RoleTable,
  rows: Int32Array,
  name: string,
  validation: readonly string[],
): Uint8Array {
  if (split?.words == null) throw new Error('The column to split by was not read');
  const { values, words } = split;
  const wanted = new Set(validation.map((word) => word.trim()));
  const isWanted = words.map((word) => wanted.has(word));
  const marks = Uint8Array.from(rows, (row) => (isWanted[values[row]!] === true ? 1 : 0));
  const count = marks.reduce((sum, mark) => sum + mark, 0);
  if (count > 0 && count < rows.length) return marks;
  const used = new Set(Array.from(rows, (row) => values[row]!));
  const there = ascendingWords(words.filter((_, code) => used.has(code)));
  const what =
    count === 0
      ? `No row has ${listWords(validation)} in column "${name}", so nothing is kept for validation`
      : `Every row has ${listWords(validation)} in column "${name}", so nothing is left to train on`;
  throw fail('invalid-data', `${what}: the rows of ${raw.name} have ${listWords(there)}.`, {
    column: name,
    field: 'dataset.split.column',
  });
}
