import { describe, expect, it } from 'vitest';
import { axisTicks, dateTicks, formatOn, formatTime } from './axis-ticks';

describe('ticks', () => {
  const days = (text: string): number => Date.parse(`${text}Z`) / 86_400_000;

  it('of dates are at steps of the calendar', () => {
    const labels = (from: string, to: string, maxTicks: number): string[] =>
      dateTicks([days(from), days(to)], maxTicks).map(({ label }) => label);
    expect(labels('2019-06-01', '2024-06-01', 6)).toEqual(['2020', '2021', '2022', '2023', '2024']);
    expect(labels('2024-01-15', '2024-07-15', 5)).toEqual(['2024-04', '2024-07']);
    expect(labels('2024-02-27', '2024-03-02', 5)).toEqual([
      '2024-02-27',
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
      '2024-03-02',
    ]);
    expect(labels('2024-03-01T00:00', '2024-03-01T12:00', 5)).toEqual([
      '2024-03-01',
      '2024-03-01 03:00',
      '2024-03-01 06:00',
      '2024-03-01 09:00',
      '2024-03-01 12:00',
    ]);
    expect(labels('1066-01-01', '2066-01-01', 5).length).toBeLessThanOrEqual(6);
    expect(dateTicks([-1e12, 1e12], 5).length).toBeLessThan(101);
  });

  it('of words are at their places, as many as fit', () => {
    const axis = {
      name: 'c',
      type: 'category',
      categories: ['one', 'two', 'three', 'a word beyond fourteen'],
    } as const;
    expect(axisTicks(axis, [-0.1, 3.1], 400, 20)).toEqual([
      { value: 0, label: 'one' },
      { value: 1, label: 'two' },
      { value: 2, label: 'three' },
      { value: 3, label: 'a word beyond…' },
    ]);
    expect(axisTicks(axis, [-0.1, 3.1], 40, 20).map(({ value }) => value)).toEqual([0, 2]);
  });

  it('write values as their axis has them', () => {
    expect(formatOn({ type: 'category', categories: ['a', 'b'] }, 1)).toBe('b');
    expect(formatOn({ type: 'date' }, days('2024-03-01T06:30'))).toBe('2024-03-01 06:30');
    expect(formatTime(days('1969-12-31'))).toBe('1969-12-31');
    expect(formatOn({ type: 'number' }, 1234.5678)).toBe('1,235');
  });
});
