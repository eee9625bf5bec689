import { describe, expect, it } from 'vitest';
import { count } from '../../testing/files/data-folder';
import { dateText, listCategories, parseDay, sortedCategories } from './categories';

describe('words', () => {
  it('ascend as numbers where all are, else as texts', () => {
    expect(sortedCategories(['10', '9', '2', '10'])).toEqual(['2', '9', '10']);
    expect(sortedCategories(['10', '9', 'x'])).toEqual(['10', '9', 'x']);
    expect(sortedCategories(['b', 'a', 'B', 'ä'])).toEqual(['B', 'a', 'b', 'ä']);
    expect(sortedCategories(['1.0', '1'])).toEqual(['1', '1.0']);
  });

  it('are listed shortly', () => {
    expect(listCategories(['a', 'b'])).toBe('"a", "b"');
    expect(listCategories(count(7).map(String), 2)).toBe('"0", "1" and 5 more');
  });

  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2024-02-29', 19782],
    ['1970-01-01T12:00', 0.5],
    ['1970-01-01 18:00:00Z', 0.75],
    ['1970-01-02T02:00+02:00', 1],
    ['1970-01-01T22:30:00-0130', 1],
  ])('of a date: %s', (text, day) => {
    expect(parseDay(text)).toBe(day);
  });

  it.each(['2023-02-29', '2024-13-01', '2024-00-10', '1.2.2024', 'soon', '2024-01-01T25:00', '2024-1-1'])(
    'of no date: %s',
    (text) => {
      expect(parseDay(text)).toBeNaN();
    },
  );

  it('of a day', () => {
    expect(dateText(19782)).toBe('2024-02-29');
    expect(dateText(0.5)).toBe('1970-01-01T12:00:00.000Z');
    expect(parseDay(dateText(0.5))).toBe(0.5);
  });
});
