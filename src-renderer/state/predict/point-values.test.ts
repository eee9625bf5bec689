import { describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import type { RawColumnFacts } from '../../../src-shared/run/points/raw-columns';
import {
  queryText,
  dayNumber,
  dayText,
  slidText,
  sliderScale,
  startText,
  usefulNumber,
  parsePointValue,
} from './point-values';

const number = (range: [number, number] | null, median: number | null): RawColumnFacts => ({
  name: 'h',
  kind: 'number',
  range,
  median,
  categories: [],
  mode: null,
  fill: null,
});
const day: RawColumnFacts = { ...number([100, 200], 150.5), kind: 'date' };
const colour: RawColumnFacts = {
  ...number(null, null),
  kind: 'category',
  categories: ['green', 'red'],
  mode: 'red',
};

describe('a control', () => {
  it('starts at the median without idle digits, or at the most frequent word', () => {
    expect([number([0, 1], 1 / 3), number(null, null), colour, day].map(startText)).toEqual([
      '0.333333',
      '',
      'red',
      '1970-05-31',
    ]);
  });

  it('reads what is typed as a person writes it', () => {
    expect([' 5,000 ', '\u22122', '', 'x'].map((text) => parsePointValue({ kind: 'number' }, text))).toEqual([
      5000,
      -2,
      null,
      NaN,
    ]);
    expect([' 5,000 ', '\u22122', '', 'x'].map((text) => queryText({ kind: 'number' }, text))).toEqual([
      '5000',
      '-2',
      '',
      'x',
    ]);
    expect(queryText(colour, '5,000')).toBe('5,000');
  });

  it('has days as dates and back', () => {
    expect(dayText(19874.25)).toBe('2024-05-31');
    expect(dayNumber('2024-05-31')).toBe(19874);
    expect([dayNumber('31.5.2024'), dayNumber('2024-13-01')]).toEqual([NaN, NaN]);
  });
});

describe('useful digits', () => {
  it('are written without idle zeros', () => {
    expect([16.5, 0, 1 / 3, -0.822981, 1200, 100, 1.5e-7].map((value) => usefulNumber(value))).toEqual([
      '16.5',
      '0',
      '0.333333',
      '\u22120.822981',
      '1,200',
      '100',
      '1.5e\u22127',
    ]);
    expect(usefulNumber(16.50001, 4)).toBe('16.5');
  });
});

describe('a slider', () => {
  it('has about two hundred round steps, whole ones for whole numbers', () => {
    expect(sliderScale(number([0, 1], 0.5))).toEqual({ min: 0, max: 1, step: 0.005 });
    expect(sliderScale(number([58.5, 79.1], 67.9))).toEqual({ min: 58.5, max: 79.1, step: 0.2 });
    expect(sliderScale(number([0, 10], 4))).toEqual({ min: 0, max: 10, step: 1 });
    expect(sliderScale(number([0, 100_000], 4))).toMatchObject({ step: 500 });
    expect(sliderScale(day)).toEqual({ min: 100, max: 200, step: 1 });
  });

  it('is none where there is nothing to choose', () => {
    expect([number([3, 3], 3), number(null, 1), colour].map(sliderScale)).toEqual([null, null, null]);
  });

  it('writes round values, and the exact ends of the range', () => {
    const column = number([58.123, 79.456], 67);
    const scale = present(sliderScale(column));
    expect(scale.step).toBe(0.2);
    expect([58.123, 58.323, 70.1230000001, 79.456].map((value) => slidText(column, value, scale))).toEqual([
      '58.123',
      '58.4',
      '70.2',
      '79.456',
    ]);
    expect(slidText(day, 150, present(sliderScale(day)))).toBe('1970-05-31');
  });

  it.each([1e-9, 1e-3, 0.7, 12, 1e6, 1e12])('never writes a value outside a range of %d', (size) => {
    const column = number([-size / 3, size], 0.1 * size);
    const scale = present(sliderScale(column));
    for (let i = 0; i <= 50; i++) {
      const value = scale.min + ((scale.max - scale.min) * i) / 50;
      const written = Number(slidText(column, value, scale));
      expect(written).toBeGreaterThanOrEqual(scale.min);
      expect(written).toBeLessThanOrEqual(scale.max);
      expect(Math.abs(written - value)).toBeLessThanOrEqual(scale.step * 0.51);
    }
  });
});

it('a date with times is a moment, read and written to the minute', () => {
  // 2024-05-31 is day 19,874.
  const timed: RawColumnFacts = { ...day, range: [19874, 19876], median: 19874.5, hasTimes: true };
  expect(startText(timed)).toBe('2024-05-31T12:00');
  expect(parsePointValue(timed, '2024-05-31T18:00')).toBe(19874.75);
  expect(parsePointValue(timed, '2024-05-31')).toBe(19874);
  expect(parsePointValue(timed, '2024-05-31T25:00')).toBeNaN();
  expect(sliderScale(timed)).toEqual({ min: 19874, max: 19876, step: 1 / 24 });
  expect(slidText(timed, 19874 + 13 / 24, present(sliderScale(timed)))).toBe('2024-05-31T13:00');
});
