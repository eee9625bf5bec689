import { say } from '../../../../src-shared/language/say';
import { generatedFeatures } from '../../../../src-shared/dataset/generators';
import type { Experiment } from '../../../../src-shared/experiment/schema';
import type { FileColumn } from '../../dataset/table/file-columns.svelte';
import { formatCount } from '../../../text/format';

/** Number of model inputs that a row makes, as far as that is known before the data is loaded. */
export interface InputCount {
  readonly count: number;
  readonly bound: 'exact' | 'atLeast' | 'atMost';
}

type KnownColumn = Pick<FileColumn, 'name' | 'type' | 'profile'>;

/**
 * Counts a model's inputs: one for a number or an ordinal category, one for each part of a date, one for
 * each category of a one-hot column.
 * @param columns of the file, as far as they are known; of those that are not, one input each is counted
 */
export function inputCount(
  { dataset }: Pick<Experiment, 'dataset'>,
  columns: readonly KnownColumn[],
): InputCount {
  if (dataset.kind === 'generated') return { count: generatedFeatures(dataset).length, bound: 'exact' };
  const known = new Map(columns.map((column) => [column.name, column]));
  const own = new Map(dataset.columnSettings.map((settings) => [settings.name, settings]));
  let count = 0;
  let isAtLeast = false;
  let isOneHot = false;
  for (const name of dataset.features) {
    const column = known.get(name);
    const parts = own.get(name)?.dateParts;
    if (parts !== undefined && (column === undefined || column.type === 'date')) {
      count += parts.length;
      continue;
    }
    const encoding = own.get(name)?.encoding ?? dataset.encoding;
    const isCategorical = column === undefined || column.type === 'category' || column.type === 'text';
    if (encoding !== 'oneHot' || !isCategorical) {
      count++;
      continue;
    }
    const { distinct = 1, distinctAtLeast = true } = column?.profile ?? {};
    count += Math.max(1, distinct);
    isAtLeast ||= distinctAtLeast;
    isOneHot = true;
  }
  // Rows that are left out may take a category's only cell with them.
  const isOfSome = isOneHot && (dataset.filter !== null || dataset.sample !== null);
  return { count, bound: isAtLeast ? 'atLeast' : isOfSome ? 'atMost' : 'exact' };
}

/** A number with what is known of it: "7", "at least 7". */
export function boundedCount(count: number, bound: InputCount['bound']): string {
  const prefixes = { exact: '', atLeast: say('at least '), atMost: say('at most ') };
  return prefixes[bound] + formatCount(count);
}
