import { fail } from '../../../src-shared/errors';
import { counted, sentence } from '../../../src-shared/language/sentence';
import type { DatasetSpec } from '../../../src-shared/experiment/schema';
import {
  DROP_REASONS,
  type DatasetFacts,
  type DropReason,
} from '../../../src-shared/run/record/dataset-facts';
import { firstNotFinite } from '../../algorithms/numeric/finite';
import { toErrorInfo } from './lines';
import { countMarks, indicesUpTo, pick } from '../columns/typed/indices';
import type { RawColumn } from '../columns/raw-table';
import { missingChoice } from './missing-choice';
import type { RoleTable } from './roles';
import { badCellFault, doubtFaults, missingFault, readRejects, weightFaults } from './row-faults';
import { sampleRows } from '../columns/sample';
import type { Slices } from '../source/slices';
import { at } from '../../../src-shared/present';

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

export interface ChosenRows {
  /** Ascending. */
  readonly rows: Int32Array;
  readonly dropped: number;
  readonly droppedByReason: DatasetFacts['droppedByReason'];
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
