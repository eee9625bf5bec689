import { fail } from '../../../src-shared/errors';
import { counted, sentence, type Sentence } from '../../../src-shared/language/sentence';
import type { DatasetSpec, MissingPolicy } from '../../../src-shared/experiment/schema';
import {
  DROP_REASONS,
  type DatasetFacts,
  type DropReason,
} from '../../../src-shared/run/record/dataset-facts';
import { firstNotFinite } from '../../algorithms/numeric/finite';
import { findLine, lineText, toErrorInfo } from './lines';
import { countMarks, indicesUpTo, pick } from '../columns/typed/indices';
import type { RawColumn } from '../columns/raw-table';
import { findSettings, type RoleTable } from './roles';
import { sampleRows } from '../columns/sample';
import type { Slices } from '../source/slices';
import { at } from '../../../src-shared/present';

/** Where a column's policy for missing values comes from, and what it is. */
export interface MissingChoice {
  readonly policy: MissingPolicy;
  readonly field: string;
}

export function missingChoice(spec: DatasetSpec, name: string): MissingChoice {
  const own = findSettings(spec, name);
  return own?.settings.missing === undefined
    ? { policy: spec.missing, field: 'dataset.missing' }
    : { policy: own.settings.missing, field: `${own.field}.missing` };
}

/** Rows that filter and sample leave, and how many they leave out. */
export interface AskedRows {
  /** Ascending places in the table that was read. */
  readonly rows: Int32Array;
  readonly counts: Pick<DatasetFacts, 'filteredRows' | 'unsampledRows'>;
}

/**
 * The rows that a data set's filter and sample ask for.
 * @param marks 1 where the filter is true; null without one
 * @throws BenchtopError where the filter leaves none
 */
export function filteredRows(
  { raw }: RoleTable,
  spec: DatasetSpec,
  marks: Uint8Array | null,
  seed: number,
): AskedRows {
  if (marks === null) return { rows: indicesUpTo(raw.rows), counts: {} };
  const left = new Int32Array(countMarks(marks));
  for (let row = 0, at = 0; row < marks.length; row++) if (marks[row] === 1) left[at++] = row;
  if (left.length === 0) {
    throw fail(
      'invalid-data',
      sentence('The row filter leaves no row of the {rows} of {name}.', {
        rows: counted(raw.rows),
        name: raw.name,
      }),
      {
        field: 'dataset.filter',
        ...toErrorInfo(raw, null),
      },
    );
  }
  const filtered = { filteredRows: marks.length - left.length };
  const sample = spec.kind === 'file' ? spec.sample : null;
  if (sample === null) return { rows: left, counts: filtered };
  const rows = pick(left, sampleRows(left.length, sample, sample.seed ?? seed));
  return { rows, counts: { ...filtered, unsampledRows: left.length - rows.length } };
}

/** Types as a sentence names a value of theirs: "which is not a number". */
const TYPE_SENTENCES: Readonly<Record<RawColumn['type'], Sentence>> = {
  number: sentence('number'),
  category: sentence('category'),
  date: sentence('date'),
};

export interface ChosenRows {
  /** Ascending. */
  readonly rows: Int32Array;
  readonly dropped: number;
  readonly droppedByReason: DatasetFacts['droppedByReason'];
}

/** What makes a row unusable: the first that holds, in the order of {@link DROP_REASONS}. */
interface Fault {
  readonly reason: DropReason;
  holds(row: number): boolean;
  /** Where one such row is enough to refuse the data. */
  readonly refuse: ((row: number) => Error) | null;
}

/**
 * Chooses the rows to train on and validate with. Rows without a target or a weight are always left
 * out: there is nothing to learn from them. Under `rejects: missing` the bad cells of the table
 * become missing ones, in place, and doubtful rows are kept as they are.
 * @param rows that filter and sample left
 * @throws BenchtopError `invalid-data` at the first row where rows are not to be left out
 */
export async function chooseRows(
  table: RoleTable,
  spec: DatasetSpec,
  rows: Int32Array,
  slices: Slices,
): Promise<ChosenRows> {
  const used = [...table.features, ...(table.target === null ? [] : [table.target])];
  if (readRejects(spec) === 'missing') {
    for (const { values } of used) {
      for (let row = 0; row < values.length; row++) if (values[row] === Infinity) values[row] = NaN;
      await slices.next();
    }
  }
  // Most columns have nothing to look for, row by row.
  const flawed = new Set(used.filter(({ values }) => firstNotFinite(values) >= 0));
  const { features, target } = table;
  const faults = [
    ...doubtFaults(table, spec),
    ...[...flawed].map((column) => badCellFault(table, spec, column)),
    ...(target !== null && flawed.has(target) ? [missingFault(table, spec, target, 'target')] : []),
    ...weightFaults(table, spec),
    ...features
      .filter((column) => flawed.has(column))
      .filter(({ name }) => ['drop', 'error'].includes(missingChoice(spec, name).policy))
      .map((column) => missingFault(table, spec, column, 'missing')),
  ];
  const reasons = new Uint8Array(rows.length);
  for (const { reason, holds, refuse } of faults) {
    const code = DROP_REASONS.indexOf(reason) + 1;
    for (let i = 0; i < rows.length; i++) {
      if (reasons[i] !== 0 || !holds(rows[i]!)) continue;
      if (refuse !== null) throw refuse(rows[i]!);
      reasons[i] = code;
    }
    await slices.next();
  }
  const counts = new Array<number>(DROP_REASONS.length + 1).fill(0);
  for (const code of reasons) counts[code]!++;
  const kept = new Int32Array(at(counts, 0));
  for (let i = 0, to = 0; i < rows.length; i++) if (reasons[i] === 0) kept[to++] = rows[i]!;
  const byReason = DROP_REASONS.map((reason, i) => [reason, at(counts, i + 1)] as const);
  if (kept.length === 0) throw noRows(table, rows, (reason) => at(counts, DROP_REASONS.indexOf(reason) + 1));
  checkWeights(table, kept);
  return {
    rows: kept,
    dropped: rows.length - kept.length,
    droppedByReason: Object.fromEntries(byReason.filter(([, count]) => count > 0)),
  };
}

function readRejects(spec: DatasetSpec): 'drop' | 'missing' | 'error' {
  return spec.kind === 'file' ? spec.rejects : 'drop';
}

function doubtFaults({ raw }: RoleTable, spec: DatasetSpec): Fault[] {
  const { suspect } = raw;
  const rejects = readRejects(spec);
  if (suspect === null || rejects === 'missing') return [];
  const refuse = (row: number): Error => {
    const line = findLine(raw, row);
    const why = raw.rejected.find((rejected) => rejected.line === line)?.reason;
    return fail(
      'invalid-data',
      sentence(
        'Line {line} of {name} does not fit the table{why}: correct it, or choose to leave such rows out.',
        { line: line ?? 1, name: raw.name, why: why === undefined ? '' : ` (${why})` },
      ),
      { field: 'dataset.rejects', ...toErrorInfo(raw, line) },
    );
  };
  return [
    { reason: 'doubtful', holds: (row) => suspect[row] === 1, refuse: rejects === 'error' ? refuse : null },
  ];
}

function badCellFault({ raw }: RoleTable, spec: DatasetSpec, { name, type, values }: RawColumn): Fault {
  const refuse = (row: number): Error => {
    const line = findLine(raw, row);
    const cell = raw.rejected.find((rejected) => rejected.line === line && rejected.column === name);
    const text = cell === undefined ? undefined : `"${cell.text.slice(0, 60)}"`;
    return fail(
      'invalid-data',
      sentence(
        'Column "{name}" of {file} has {cell} in {line}, which is not a {type}: correct it, or choose to leave such rows out.',
        {
          name,
          file: raw.name,
          cell: text ?? sentence('a cell'),
          line: lineText(line, row),
          type: TYPE_SENTENCES[type],
        },
      ),
      { column: name, field: 'dataset.rejects', ...toErrorInfo(raw, line) },
    );
  };
  return {
    reason: 'badCell',
    holds: (row) => values[row] === Infinity,
    refuse: readRejects(spec) === 'error' ? refuse : null,
  };
}

function missingFault(
  { raw }: RoleTable,
  spec: DatasetSpec,
  { name, values }: RawColumn,
  reason: 'target' | 'missing',
): Fault {
  const { policy, field } = missingChoice(spec, name);
  const refuse = (row: number): Error => {
    const line = findLine(raw, row);
    return fail(
      'invalid-data',
      sentence(
        'Column "{name}" of {file} has no value in {line}: fill it in, or choose another way to deal with missing values.',
        { name, file: raw.name, line: lineText(line, row) },
      ),
      { column: name, field, ...toErrorInfo(raw, line) },
    );
  };
  return {
    reason,
    holds: (row) => Number.isNaN(values[row]),
    refuse: policy === 'error' ? refuse : null,
  };
}

/** A weight that is missing cannot be filled: it would be made up. */
function weightFaults({ raw, weight }: RoleTable, spec: DatasetSpec): Fault[] {
  if (weight === null) return [];
  const { name, values } = weight;
  const refuse = (row: number): Error => {
    const line = findLine(raw, row);
    const value = at(values, row);
    const what = Number.isFinite(value)
      ? sentence('the weight {value}', { value })
      : Number.isNaN(value)
        ? sentence('no weight')
        : sentence('no number');
    return fail(
      'invalid-data',
      sentence('Column "{name}" of {file} has {what} in {line}: a weight must be a number from 0 on.', {
        name,
        file: raw.name,
        what,
        line: lineText(line, row),
      }),
      { column: name, field: 'dataset.weight', ...toErrorInfo(raw, line) },
    );
  };
  const isBad = (row: number): boolean => values[row]! < 0 || values[row] === Infinity;
  return [
    { reason: 'weight', holds: isBad, refuse: readRejects(spec) === 'error' ? refuse : null },
    {
      reason: 'weight',
      holds: (row) => Number.isNaN(values[row]),
      refuse: readRejects(spec) === 'error' || missingChoice(spec, name).policy === 'error' ? refuse : null,
    },
  ];
}

/** Weights of 0 are right, but somebody must count. */
function checkWeights({ raw, weight }: RoleTable, rows: Int32Array): void {
  if (weight === null || rows.some((row) => at(weight.values, row) > 0)) return;
  throw fail(
    'invalid-data',
    sentence('Column "{name}" of {file} holds no weight above 0: no row would count.', {
      name: weight.name,
      file: raw.name,
    }),
    { column: weight.name, field: 'dataset.weight', ...toErrorInfo(raw, null) },
  );
}

function noRows(
  { raw, features, target, weight }: RoleTable,
  rows: Int32Array,
  dropped: (reason: DropReason) => number,
): Error {
  const isEmpty = ({ values }: RawColumn): boolean => rows.every((row) => !Number.isFinite(values[row]));
  const empty = features.find(isEmpty);
  const where = toErrorInfo(raw, null);
  const start = sentence('{name} has no rows that can be used: ', { name: raw.name });
  if (empty !== undefined) {
    return fail(
      'invalid-data',
      sentence('{start}column "{name}" has no values; leave it out.', { start, name: empty.name }),
      {
        field: 'dataset.features',
        ...where,
      },
    );
  }
  if (weight !== null && isEmpty(weight)) {
    const holds = rows.some((row) => weight.values[row] === Infinity)
      ? sentence('holds text, not numbers')
      : sentence('has no values');
    return fail(
      'invalid-data',
      sentence('{start}the weight column "{name}" {holds}.', { start, name: weight.name, holds }),
      {
        column: weight.name,
        field: 'dataset.weight',
        ...where,
      },
    );
  }
  if (target !== null && dropped('target') === rows.length) {
    return fail(
      'invalid-data',
      sentence('{start}the target column "{name}" has no values.', { start, name: target.name }),
      {
        column: target.name,
        field: 'dataset.target',
        ...where,
      },
    );
  }
  if (weight !== null && dropped('weight') === rows.length) {
    return fail(
      'invalid-data',
      sentence('{start}no cell of the weight column "{name}" is a number from 0 on.', {
        start,
        name: weight.name,
      }),
      { column: weight.name, field: 'dataset.weight', ...where },
    );
  }
  const missing = dropped('missing');
  return fail(
    'invalid-data',
    missing === rows.length
      ? sentence('{start}all {missing} have missing values; choose another way to deal with them.', {
          start,
          missing,
        })
      : sentence(
          '{start}all {rows} have missing or unreadable cells, or do not fit the table; choose another way to deal with them.',
          { start, rows: rows.length },
        ),
    { field: missing === rows.length ? 'dataset.missing' : 'dataset.rejects', ...where },
  );
}
