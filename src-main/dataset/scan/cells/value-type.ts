import type { SlashCounts } from './date-reader';

/** What the cells of a column are read as. */
export type ValueType = 'number' | 'date' | 'category';

/** A column is of numbers, or of dates, with the other cells listed, when at least this share of its cells are. */
const TYPE_SHARE = 0.9;

/** Whether so many numbers make a column of numbers. */
export function areNumbers(numbers: number, filled: number): boolean {
  return filled > 0 && numbers >= TYPE_SHARE * filled;
}

/**
 * Whether so many dates make a column of dates.
 * @param slashes those of them with slashes: their order of day and month must be told, and those
 *   that do not fit it are no dates
 */
export function areDates(dates: number, filled: number, slashes: SlashCounts): boolean {
  return filled > 0 && slashes.areTold && dates - slashes.invalid >= TYPE_SHARE * filled;
}
