import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import type { DatasetSpec } from '../../../../src-shared/experiment/schema';
import type { DatasetFacts } from '../../../../src-shared/run/record/dataset-facts';
import { Rng } from '../../../algorithms/numeric/rng';
import { sortedCategories, listCategories } from '../../columns/categories';
import { countMarks, indicesUpTo, take } from '../../columns/typed/indices';
import type { RoleTable } from '../roles';
import { joinEqualRows } from './equal-rows';
import { foldMarks } from './folds';
import { keepTrainSize } from './train-size';
import { computeQuotas, findStrata } from './strata';

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
  if (split.method === 'folds') {
    const { method, seed: own, column, nSplits, fold, repeat, by, groupEqualRows, trainSize } = split;
    const { innerSplits, innerFold } = split;
    const size = trainSize === undefined ? {} : { trainSize };
    const inner = innerSplits === undefined || innerFold === undefined ? {} : { innerSplits, innerFold };
    const facts = { method, seed: own, folds: { nSplits, fold, repeat, by, column, ...size, ...inner } };
    const marks = foldMarks(table, rows, split);
    return {
      ...inOrder(rows, trainSize === undefined ? marks : keepTrainSize(table, rows, marks, split, trainSize)),
      facts: { ...facts, ...(groupEqualRows === true ? { groupEqualRows } : {}) },
    };
  }
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
      sentence(
        'Rows that are alike stay together, and so all {rows} rows of {name} fell to validation: nothing is left to train on. Choose a smaller validation share or another seed.',
        { rows: rows.length, name: table.raw.name },
      ),
      { field: 'dataset.split' },
    );
  }
  return { ...inOrder(rows, marks), facts: { ...facts, groupEqualRows: true } };
}

/** Rows with the mark 0 first, then those with 1; rows with another mark are left out. */
function inOrder(rows: Int32Array, marks: Uint8Array): { order: Int32Array; trainRows: number } {
  const sizes = [0, 0, 0];
  for (const mark of marks) sizes[mark]!++;
  const [trainRows = 0, validationRows = 0] = sizes;
  const order = new Int32Array(trainRows + validationRows);
  let train = 0;
  let validation = trainRows;
  for (let i = 0; i < rows.length; i++) {
    if (marks[i]! <= 1) order[marks[i] === 1 ? validation++ : train++] = rows[i]!;
  }
  return { order, trainRows };
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
      ? sentence('No row has {values} in column "{name}", so nothing is kept for validation', {
          values: listCategories(validation),
          name,
        })
      : sentence('Every row has {values} in column "{name}", so nothing is left to train on', {
          values: listCategories(validation),
          name,
        });
  throw fail(
    'invalid-data',
    sentence('{what}: the rows of {name} have {there}.', {
      what,
      name: raw.name,
      there: listCategories(there),
    }),
    {
      column: name,
      field: 'dataset.split.column',
    },
  );
}
