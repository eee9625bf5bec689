import { describe, expect, it } from 'vitest';
import { DATE_PARTS } from '../../dataset/schema';
import { at } from '../../present';
import { computeDateParts, dayOfParts } from './date-parts';

/** Python's datetime: year, month, day, weekday() and hour of an instant in UTC, and its days since 1970. */
const KNOWN: readonly [string, number[]][] = [
  ['1970-01-01T00:00:00.000Z', [1970, 1, 1, 3, 0, 0]],
  ['1969-12-31T00:00:00.000Z', [1969, 12, 31, 2, 0, -1]],
  ['2000-02-29T00:00:00.000Z', [2000, 2, 29, 1, 0, 11016]],
  ['2024-05-31T12:30:00.000Z', [2024, 5, 31, 4, 12, 19874.520833333332]],
  ['2026-11-29T23:59:59.999Z', [2026, 11, 29, 6, 23, 20786.999999988428]],
  ['1600-03-01T00:00:00.000Z', [1600, 3, 1, 2, 0, -135080]],
  ['2023-01-01T00:00:00.000Z', [2023, 1, 1, 6, 0, 19358]],
];

describe('computeDateParts', () => {
  it.each(KNOWN)('%s is what Python says', (text, parts) => {
    expect(computeDateParts(Date.parse(text) / 86_400_000, DATE_PARTS)).toEqual(parts);
  });

  it('gives every whole hour, whose fraction of a day no double holds', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => computeDateParts(19_874 + hour / 24, ['hour'])[0]);
    expect(hours).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
  });

  it('keeps the order asked for', () => {
    expect(computeDateParts(19_874, ['weekday', 'year'])).toEqual([4, 2024]);
  });
});

describe('dayOfParts', () => {
  it.each(KNOWN)('finds %s again', (_, parts) => {
    expect(dayOfParts(DATE_PARTS, parts)).toBe(parts[5]);
    expect(dayOfParts(['year', 'month', 'day'], parts.slice(0, 3))).toBe(Math.floor(at(parts, 5)));
  });

  it('is null where nothing tells a day, or the parts are of no one day', () => {
    expect(dayOfParts(['year', 'month'], [2024, 5])).toBeNull();
    expect(dayOfParts(['year', 'month', 'day'], [2023, 2, 29])).toBeNull();
    expect(dayOfParts(['weekday', 'elapsed'], [0, 19_874])).toBeNull();
  });
});
