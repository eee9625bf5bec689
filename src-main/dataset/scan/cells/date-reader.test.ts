import { expect, it } from 'vitest';
import { Rng } from '../../../algorithms/numeric/rng';
import { hasSlashes, NO_DATE, readDate, slashDays } from './date-reader';

const read = (text: string): number => readDate(Buffer.from(text), 0, Buffer.byteLength(text));

it.each([
  ['1970-01-01', 0],
  ['2000-02-29', 11016],
  ['2024/1/2', 19724],
  ['1969-12-31', -1],
  ['0001-01-01', -719162],
  ['9999-12-31', 2932896],
  ['1970-01-02T12:00', 1.5],
  ['1970-01-02 06:00:00Z', 1.25],
  ['1970-01-02T00:00:00+06:00', 0.75],
  ['1970-01-02T00:00-0600', 1.25],
  ['1970-01-01 00:00:43.2', 0.0005],
  ['2.1.1970', 1],
  ['31.12.1970 12:00', 364.5],
  [' 1970-01-02 ', 1],
])('reads %s as %d', (text, days) => {
  expect(read(text)).toBeCloseTo(days, 9);
});

it.each([
  '2023-02-29',
  '1900-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-01-32',
  '2024-01',
  '20240102',
  '2024-01/02',
  '24-01-02',
  '31.4.2024',
  '32/1/2024',
  '13/13/2024',
  '2024-01-02T',
  '2024-01-02 25:00',
  '2024-01-02 12:60',
  '2024-01-02 12:00:60',
  '2024-01-02 12:00+25:00',
  '2024-01-02 12:00Zulu',
  '2024-01-02x',
  '1.5',
  '',
  'May 1',
])('takes %j for no date', (text) => {
  expect(read(text)).toBe(NO_DATE);
});

it('reads slashes either way', () => {
  const value = read('3/4/2024 18:00');
  expect(hasSlashes(value)).toBe(true);
  expect(hasSlashes(read('9999-12-31'))).toBe(false);
  expect(slashDays(value, true)).toBeCloseTo(read('2024-04-03 18:00'), 6);
  expect(slashDays(value, false)).toBeCloseTo(read('2024-03-04 18:00'), 6);
  expect(slashDays(read('1/31/2024'), true)).toBe(NO_DATE);
  expect(slashDays(read('13/1/2024'), false)).toBe(NO_DATE);
});

it('agrees with Date over ten thousand years', () => {
  const rng = new Rng(4);
  for (let round = 0; round < 20_000; round++) {
    const ms = (rng.integer(2932896 + 719162) - 719162) * 86_400_000;
    const text = new Date(ms).toISOString().slice(0, 10);
    expect(read(text)).toBe(ms / 86_400_000);
  }
});
