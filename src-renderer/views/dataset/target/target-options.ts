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
  const all =
    features.length === others
      ? say('all {others}', { others: formatQuantity(others, 'other column') })
      : null;
  const some = `${features.length} of ${formatQuantity(others, 'other column')}`;
  const text = say('from {value}', {
    value: others === 1 && all !== null ? say('the other column') : (all ?? some),
  });
  const label = target === null ? text.replace('other ', '') : text;
  return without === null ? label : `${label}, ${without}`;
}
