import { say } from '../../../../src-shared/language/say';
import { targetProblem } from '../../../../src-shared/experiment/proposal';
import type { FileDatasetSpec } from '../../../../src-shared/experiment/schema';
import type { FileColumn } from '../../../state/dataset/table/file-columns.svelte';
import { formatQuantity } from '../../../text/format';

/** Answer that no column is to be predicted. */
export const NO_TARGET = '';

/** Answers to what is to be predicted: the columns that can be, in the file's order, and none of them. */
export function targetOptions(
  columns: readonly Pick<FileColumn, 'name' | 'type'>[],
  target: string | null,
): readonly { readonly value: string; readonly label: string }[] {
  const names = columns
    .filter((column) => column.name === target || targetProblem(column) === null)
    .map(({ name }) => ({ value: name, label: name }));
  return [...names, { value: NO_TARGET, label: say('Nothing: find clusters') }];
}

/** So many columns are one click away where nothing was proposed. */
const LIKELY = 3;

/**
 * Columns that are most often the answer where none looks like it: the last ones that tell more than rows apart.
 * @param features columns that the model would learn from
 */
export function likelyTargets(
  columns: readonly Pick<FileColumn, 'name' | 'type'>[],
  features: readonly string[],
): readonly string[] {
  return columns
    .filter((column) => features.includes(column.name) && targetProblem(column) === null)
    .map(({ name }) => name)
    .slice(-LIKELY)
    .reverse();
}

/**
 * From what the model learns, as one clause.
 * @param without why columns are left out, where that was proposed
 */
export function learnsFrom(
  { features, target, weight }: Pick<FileDatasetSpec, 'features' | 'target' | 'weight'>,
  columns: number,
  without: string | null,
): string {
  const others = columns - (target === null ? 0 : 1) - (weight === null ? 0 : 1);
  const text =
    target === null ? learnsFromColumns(features.length, others) : learnsFromOthers(features.length, others);
  return without === null ? text : `${text}, ${without}`;
}

function learnsFromColumns(features: number, columns: number): string {
  if (features < columns)
    return say('from {features} of {columns}', { features, columns: formatQuantity(columns, 'column') });
  return columns === 1 ? say('from the one column') : say('from all {columns} columns', { columns });
}

function learnsFromOthers(features: number, others: number): string {
  if (features < others)
    return say('from {features} of {columns}', { features, columns: formatQuantity(others, 'other column') });
  return others === 1 ? say('from the other column') : say('from all {others} other columns', { others });
}
