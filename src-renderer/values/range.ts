import { at } from '../../src-shared/present';

/** A closed range of an axis: its lower and its upper end. */
export type Range = readonly [number, number];

/** A range with `share` of its span added on both sides; never empty. */
export function padRange([low, high]: Range, share: number): Range {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const span = high - low;
  if (span <= 0) {
    const room = Math.abs(low) > 0 ? Math.abs(low) * 0.1 : 1;
    return [low - room, high + room];
  }
  return [low - span * share, high + span * share];
}

/** Smallest and largest of every `width`-th value from `offset`, with some room around. */
export function columnRange(values: ArrayLike<number>, width: number, offset: number, room = 0.06): Range {
  let low = Infinity;
  let high = -Infinity;
  for (let i = offset; i < values.length; i += width) {
    const value = at(values, i);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return padRange([low, high], room);
}

/** Ranges of two features, by their index, over all rows of a sample. */
export function featureRanges(
  { values, features }: { readonly values: ArrayLike<number>; readonly features: readonly string[] },
  [x, y]: readonly [number, number],
): [Range, Range] {
  return [columnRange(values, features.length, x), columnRange(values, features.length, y)];
}
