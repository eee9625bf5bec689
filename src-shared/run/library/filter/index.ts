import type { Names } from '../columns';
import type { RunRow } from '../row';
import type { SortKey } from '../sort';
import { toPredicate } from './evaluate';
import { columnNamed, isLabel } from './names';
import { parse } from './parse';
import { FilterError, type FilterProblem } from './problem';

export type { FilterProblem } from './problem';

export type FilterResult =
  | { readonly ok: true; readonly matches: (row: RunRow) => boolean }
  | { readonly ok: false; readonly problem: FilterProblem };

/**
 * Reads a filter such as `loss < 0.01 and nClusters = 4`. Words without a comparison are looked for
 * in name, data set, tags, note and id. An empty text lets every run through.
 *
 * Settings and metrics go by their names or by their labels, however they are spelt in capitals:
 * `valLoss < 0.1`, `Validation loss < 0.1`.
 *
 * Comparisons: = != < <= > >= ~ (contains) !~, `in (a, b)`; `none` stands for no value. A condition
 * on what a run does not have is false. Metrics are meant by their last value; `best(loss)`,
 * `min(loss)` and `max(loss)` by another.
 * @param names of the settings and metrics there are: others are a mistake
 */
export function parseFilter(text: string, names: Names): FilterResult {
  return guarded(() => {
    const expression = parse(text, (words) => isLabel(words, names));
    return { ok: true, matches: expression === null ? () => true : toPredicate(expression, names) };
  });
}

export type SortResult =
  | { readonly ok: true; readonly keys: readonly SortKey[] }
  | { readonly ok: false; readonly problem: FilterProblem };

/** Reads keys to sort by, with commas between them, a dash before one that descends: `-best(loss), name`. */
export function parseSort(text: string, names: Names): SortResult {
  return guarded(() => {
    const keys: SortKey[] = [];
    let from = 0;
    for (const part of text.split(',')) {
      const key = /^\s*(-?)\s*(?:(last|best|min|max)\(\s*([^()\s]+)\s*\)|([^()\s]+))\s*$/i.exec(part);
      const span = { from, to: from + part.length };
      if (key === null)
        throw new FilterError(
          `“${part.trim()}” is no key to sort by: write a column, e.g. -best(loss) or name.`,
          span,
        );
      const [, dash, statisticName, metric, plain] = key;
      const statistic = statisticName?.toLowerCase() as 'last' | 'best' | 'min' | 'max' | undefined;
      const column = columnNamed(metric ?? plain ?? '', statistic ?? null, names, span);
      keys.push({ column, descending: dash === '-' });
      from = span.to + 1;
    }
    return { ok: true, keys };
  });
}

function guarded<T>(read: () => T): T | { readonly ok: false; readonly problem: FilterProblem } {
  try {
    return read();
  } catch (error) {
    if (error instanceof FilterError) return { ok: false, problem: error.problem };
    throw error;
  }
}
