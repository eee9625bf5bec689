import type { ColumnSummary } from '../../../src-shared/dataset/explore';

/** Columns by which the summary table can be sorted. */
export type SummaryKey = Exclude<keyof ColumnSummary, 'distinctAtLeast'>;

export interface SummaryOrder {
  /** null: the order of the file. */
  readonly key: SummaryKey | null;
  readonly isDescending: boolean;
}

/**
 * Columns in the order of one of their figures; those that lack it stay at the end either way. Dates
 * and numbers are not compared with each other but by their own figures, which are days.
 */
export function sortedSummaries(
  columns: readonly ColumnSummary[],
  { key, isDescending }: SummaryOrder,
): readonly ColumnSummary[] {
  if (key === null) return columns;
  const readStatistic = (column: ColumnSummary): number | string | null => {
    const value = column[key];
    return typeof value === 'object' ? (value?.count ?? null) : value;
  };
  const sign = isDescending ? -1 : 1;
  return [...columns].sort((a, b) => {
    const [first, second] = [readStatistic(a), readStatistic(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    if (typeof first === 'string' || typeof second === 'string') {
      return sign * String(first).localeCompare(String(second), 'en', { numeric: true });
    }
    return sign * (first - second);
  });
}

/** The next order after a click on a heading: ascending, descending, as in the file. */
export function nextOrder({ key, isDescending }: SummaryOrder, clicked: SummaryKey): SummaryOrder {
  if (key !== clicked) return { key: clicked, isDescending: false };
  return isDescending ? { key: null, isDescending: false } : { key: clicked, isDescending: true };
}
