import { fail } from '../../../../src-shared/errors';
import { sentence, type Sentence } from '../../../../src-shared/language/sentence';
import type { Split } from '../../../../src-shared/experiment/schema';
import { at } from '../../../../src-shared/present';
import { Rng } from '../../../algorithms/numeric/rng';
import { indicesUpTo } from '../../columns/typed/indices';
import { findLine, lineText, toErrorInfo } from '../lines';
import type { RoleTable } from '../roles';
import { joinEqualRows } from './equal-rows';
import { findStrata } from './strata';

export type FoldsSplit = Extract<Split, { method: 'folds' }>;

const FIELD = 'dataset.split';
/** Marks of rows: trained on, validated with, in neither part. */
const TRAIN = 0;
const VALIDATION = 1;
const NEITHER = 2;

/**
 * What each row is in one fold: 0 trained on, 1 validated with, 2 neither (later rows, of folds by time; the outer
 * fold's validation rows, of inner folds).
 * Folds are as those of scikit-learn's `KFold(shuffle=True)`, `StratifiedKFold`, `GroupKFold` and
 * `TimeSeriesSplit`, drawn by `seed` and `repeat` alone.
 * @param rows ascending places in the table
 * @throws BenchtopError where there are fewer rows, classes' rows or groups than folds
 */
export function foldMarks(table: RoleTable, rows: Int32Array, split: FoldsSplit): Uint8Array {
  const marks = outerMarks(table, rows, split);
  const { innerSplits, innerFold, ...outer } = split;
  if (innerSplits === undefined || innerFold === undefined) return marks;
  // The folds of the training rows are made as those of all rows: where they are settled, these rows are not seen.
  const places = indicesUpTo(rows.length).filter((place) => marks[place] === TRAIN);
  const within = foldMarks(
    table,
    places.map((place) => rows[place]!),
    { ...outer, nSplits: innerSplits, fold: innerFold },
  );
  const inner = new Uint8Array(rows.length).fill(NEITHER);
  places.forEach((place, i) => {
    inner[place] = within[i] ?? NEITHER;
  });
  return inner;
}

function outerMarks(table: RoleTable, rows: Int32Array, split: FoldsSplit): Uint8Array {
  const { nSplits, fold } = split;
  if (split.by === 'time') return timeMarks(table, rows, split);
  const folds = dealRows(table, rows, split);
  // One empty fold refuses all: the others would stand for a group that cannot be whole.
  const sizes = new Uint32Array(nSplits);
  for (const own of folds) sizes[own]!++;
  if (sizes.every((size) => size > 0))
    return Uint8Array.from(folds, (own) => (own === fold - 1 ? VALIDATION : TRAIN));
  throw fail(
    'invalid-data',
    sentence('The {rows} rows of {name} do not fill {nSplits} folds: choose fewer folds.', {
      rows: rows.length,
      name: table.raw.name,
      nSplits,
    }),
    { field: FIELD },
  );
}

/** The fold of each row, from 0 on. */
function dealRows(table: RoleTable, rows: Int32Array, split: FoldsSplit): Uint16Array {
  const { nSplits, repeat, seed, by, groupEqualRows } = split;
  const rng = Rng.derive(seed, `folds ${repeat}`);
  const folds = new Uint16Array(rows.length);
  if (by === 'group') {
    const groups = findGroups(table, rows);
    if (groups.length < nSplits) {
      throw fail(
        'invalid-data',
        sentence(
          'Column "{column}" of {name} has {groups} groups, too few for {nSplits} folds: choose at most {groups}.',
          {
            column: split.column ?? '',
            name: table.raw.name,
            groups: groups.length,
            nSplits,
          },
        ),
        { field: FIELD, ...(split.column === null ? {} : { column: split.column }) },
      );
    }
    const sizes = new Float64Array(nSplits);
    const order = indicesUpTo(groups.length);
    rng.shuffle(order);
    for (const g of order) {
      const group = at(groups, g);
      const smallest = sizes.indexOf(Math.min(...sizes));
      sizes[smallest]! += group.length;
      for (const i of group) folds[i] = smallest;
    }
    return folds;
  }
  let next = 0;
  // Each class goes on where the last one ended, so that no fold is much larger.
  for (const stratum of by === 'stratified' ? findStrata(table, rows) : [indicesUpTo(rows.length)]) {
    rng.shuffle(stratum);
    for (const i of stratum) {
      folds[i] = next;
      next = (next + 1) % nSplits;
    }
  }
  if (groupEqualRows === true) joinEqualRows(table, rows, folds);
  return folds;
}

/** The rows in nSplits + 1 parts by time, the first the largest: those before a part train, it validates. */
function timeMarks(table: RoleTable, rows: Int32Array, { nSplits, fold }: FoldsSplit): Uint8Array {
  const size = Math.floor(rows.length / (nSplits + 1));
  if (size === 0) {
    throw fail(
      'invalid-data',
      sentence(
        'The {rows} rows of {name} do not fill {nSplits} folds by time, each with rows before it: choose fewer folds.',
        { rows: rows.length, name: table.raw.name, nSplits },
      ),
      { field: FIELD },
    );
  }
  const from = rows.length - size * (nSplits - fold + 1);
  const marks = new Uint8Array(rows.length);
  orderByTime(table, rows).forEach((place, rank) => {
    marks[place] = rank < from ? TRAIN : rank < from + size ? VALIDATION : NEITHER;
  });
  return marks;
}

/**
 * Places in `rows` in the order of the time column, equal times as in the table; in the table's order
 * where there is no such column.
 * @throws BenchtopError where a row has no time, or the column holds words
 */
export function orderByTime({ raw, split }: RoleTable, rows: Int32Array): Int32Array {
  const order = indicesUpTo(rows.length);
  if (split === null) return order;
  const { name, type, values } = split;
  if (type !== 'number' && type !== 'date') {
    throw fail(
      'invalid-data',
      sentence(
        'Column "{name}" of {file} holds neither dates nor numbers: rows cannot be put in order of time by it.',
        { name, file: raw.name },
      ),
      { field: FIELD, column: name },
    );
  }
  refuseGaps({ raw, split }, rows, (row) => !Number.isFinite(values[row]), sentence('no time'));
  return order.sort((a, b) => values[rows[a]!]! - values[rows[b]!]! || a - b);
}

/** Places in `rows` by the value of the group column, in the order in which the values come first. */
export function findGroups({ raw, split }: RoleTable, rows: Int32Array): readonly (readonly number[])[] {
  if (split === null) throw new Error('The column of groups was not read');
  const { values } = split;
  refuseGaps({ raw, split }, rows, (row) => Number.isNaN(values[row]), sentence('no group'));
  const groups = new Map<number, number[]>();
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    const there = groups.get(value);
    if (there === undefined) groups.set(value, [i]);
    else there.push(i);
  }
  return [...groups.values()];
}

function refuseGaps(
  { raw, split }: Pick<RoleTable, 'raw' | 'split'>,
  rows: Int32Array,
  isGap: (row: number) => boolean,
  what: Sentence,
): void {
  const row = rows.find(isGap);
  if (row === undefined) return;
  const line = findLine(raw, row);
  const name = split?.name ?? '';
  throw fail(
    'invalid-data',
    sentence(
      'There is {what} in {line} of {file}, column "{name}": fill it, or leave the row out by a filter.',
      { what, line: lineText(line, row), file: raw.name, name },
    ),
    { field: FIELD, column: name, ...toErrorInfo(raw, line) },
  );
}
