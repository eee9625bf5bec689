/** More distinct values than this are no classes. */
export const MAX_CLASSES = 1000;

/** Distinct values, ascending; at most one more than can be classes. Missing ones (NaN) do not count. */
export function findDistinct(values: Float64Array): number[] {
  const distinct = new Set<number>();
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    distinct.add(value);
    if (distinct.size > MAX_CLASSES) break;
  }
  return [...distinct].sort((a, b) => a - b);
}
