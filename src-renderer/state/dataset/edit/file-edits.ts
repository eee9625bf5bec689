import type { FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import { namedColumns, whyLeftOut, type KnownTable } from '../../../../src-shared/experiment/proposal';
import { withColumns, withRole, type Role } from './dataset-edit';
import type { FileColumns } from '../table/file-columns.svelte';

/** Edits of a data set that take into account what is known of its file. */

/** Columns that a data set names and its file does not have. @param names of the file's columns */
export function absentColumns(dataset: FileDatasetSpec, names: readonly string[]): string[] {
  const { features, target, weight, split } = dataset;
  const existing = new Set(names);
  const single = [target, weight, split.method === 'column' ? split.column : null];
  const requested = [...features, ...single.filter((name) => name !== null)];
  return [...new Set(requested)].filter((name) => !existing.has(name));
}

/**
 * Data set with a role given to columns. A new target lets the former one be a feature again, unless it
 * would be a bad one.
 * @param table what is known of the file; null: nothing yet
 */
export function withChosenRole(
  dataset: FileDatasetSpec,
  role: Role,
  names: readonly string[],
  columns: FileColumns,
  table: KnownTable | null,
): FileDatasetSpec {
  const changed = withUnits(withRole(dataset, names, role, columns.names), role, names, columns);
  const { target } = dataset;
  const isFreed = role === 'target' && target !== null && target !== changed.target;
  if (!isFreed || names.includes(target) || !isGoodFeature(target, columns, table)) return changed;
  return withRole(changed, [target], 'feature', columns.names);
}

/** Columns of amounts that nobody chose a type for are read as numbers once they have a role. */
function withUnits(
  dataset: FileDatasetSpec,
  role: Role,
  names: readonly string[],
  columns: FileColumns,
): FileDatasetSpec {
  if (role === 'ignore') return dataset;
  const amounts = columns.all.filter(({ name }) => names.includes(name) && columns.chosenType(name) === null);
  return amounts.reduce(
    (now, { name, unit }) => (unit === undefined ? now : withColumns(now, [name], { type: 'number', unit })),
    dataset,
  );
}

function isGoodFeature(name: string, columns: FileColumns, table: KnownTable | null): boolean {
  if (table === null) return false;
  const named = namedColumns(table, columns.names).find((column) => column.name === name);
  return named !== undefined && whyLeftOut(table, named) === null;
}
