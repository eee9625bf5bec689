import { fail } from '../../../src-shared/errors';
import type { DatasetSpec } from '../../../src-shared/experiment/schema';
import { sentence, type Sentence } from '../../../src-shared/language/sentence';
import { at } from '../../../src-shared/present';
import type { DropReason } from '../../../src-shared/run/record/dataset-facts';
import type { RawColumn } from '../columns/raw-table';
import { findLine, lineText, toErrorInfo } from './lines';
import { missingChoice } from './missing-choice';
import type { RoleTable } from './roles';

/** Types as a sentence names a value of theirs: "which is not a number". */
const TYPE_SENTENCES: Readonly<Record<RawColumn['type'], Sentence>> = {
  number: sentence('number'),
  category: sentence('category'),
  date: sentence('date'),
};

/** What makes a row unusable: the first that holds, in the order of `DROP_REASONS`. */
interface Fault {
  readonly reason: DropReason;
  holds(row: number): boolean;
  /** Where one such row is enough to refuse the data. */
  readonly refuse: ((row: number) => Error) | null;
}

/** What is to be done with cells and rows that do not fit; generated data has none. */
export function readRejects(spec: DatasetSpec): 'drop' | 'missing' | 'error' {
  return spec.kind === 'file' ? spec.rejects : 'drop';
}

/** Rows that the reader doubted. */
export function doubtFaults({ raw }: RoleTable, spec: DatasetSpec): Fault[] {
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

/** Cells that are not of their column's type. */
export function badCellFault(
  { raw }: RoleTable,
  spec: DatasetSpec,
  { name, type, values }: RawColumn,
): Fault {
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

/** Cells that are empty. @param reason what the rows are then counted under */
export function missingFault(
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
export function weightFaults({ raw, weight }: RoleTable, spec: DatasetSpec): Fault[] {
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
