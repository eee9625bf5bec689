import { describe, expect, it } from 'vitest';
import {
  formatQuantity,
  fileName,
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatDateTime,
  formatNumber,
  formatPercent,
  formatRate,
  formatSetting,
  formatShare,
  fullNumber,
} from './format';

describe(formatNumber, () => {
  it.each([
    [0, '0'],
    [1, '1'],
    [0.123456, '0.1235'],
    [-0.28900001, '−0.2890'],
    [17.9234, '17.92'],
    [25000, '25,000'],
    [1234567, '1,234,567'],
    [1234.567, '1,235'],
    [-98765.4, '−98,770'],
    [0.000051287, '5.129e−5'],
    [0.0001, '0.0001000'],
    [1e-5, '1e−5'],
    [1.5e12, '1.5e12'],
    [NaN, 'NaN'],
    [-Infinity, '−∞'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('never shows a hyphen for a minus', () => {
    for (const value of [-1, -1e-9, -1e20, -0.5]) {
      expect(formatNumber(value)).not.toContain('-');
      expect(fullNumber(value)).not.toContain('-');
      expect(formatSetting(value)).not.toContain('-');
    }
  });
});

it('writes settings without rounding', () => {
  expect([5000, 25000, 0.03, 1e-8, 0.0001].map(formatSetting)).toEqual([
    '5000',
    '25,000',
    '0.03',
    '1e−8',
    '0.0001',
  ]);
});

it('writes counts, shares and rates', () => {
  expect([0, 999, 1000, -1234, 25000000].map(formatCount)).toEqual([
    '0',
    '999',
    '1,000',
    '−1,234',
    '25,000,000',
  ]);
  expect([formatQuantity(1, 'row'), formatQuantity(4, 'row')]).toEqual(['1 row', '4 rows']);
  expect([0, 0.999, 1, 1.2, NaN].map(formatPercent)).toEqual(['0 %', '99 %', '100 %', '100 %', '–']);
  expect([41234, 3.52, 0].map(formatRate)).toEqual(['41,200/s', '3.5/s', '–']);
});

it('shares are rounded, and none is called all or nothing that is not', () => {
  const shares = [0, 0.001, 1 / 27, 0.5, 26 / 27, 0.9999, 1, NaN];
  expect(shares.map(formatShare)).toEqual(['0 %', '<1 %', '4 %', '50 %', '96 %', '>99 %', '100 %', '–']);
});

it('writes durations', () => {
  expect([0, 78, 1500, 12340, 59990, 245000, 7380000, 3 * 86400000, -1].map(formatDuration)).toEqual([
    '0 s',
    '0.078 s',
    '1.50 s',
    '12.3 s',
    '1 min 00 s',
    '4 min 05 s',
    '2 h 03 min',
    '3 days',
    '–',
  ]);
});

it('writes bytes, moments and file names', () => {
  expect([0, 512, 1234, 47000000, 999950].map(formatBytes)).toEqual([
    '0 B',
    '512 B',
    '1.2 kB',
    '47 MB',
    '1.0 MB',
  ]);
  const now = new Date(2026, 4, 2, 18, 0);
  expect(formatDateTime(new Date(2026, 4, 2, 9, 5).toISOString(), now)).toBe('09:05');
  expect(formatDateTime(new Date(2026, 3, 30, 23, 59).toISOString(), now)).toBe('2026-04-30 23:59');
  expect(formatDateTime('never')).toBe('–');
  expect(formatDay(new Date(2026, 4, 2, 9, 5).toISOString(), now)).toBe('09:05');
  expect(formatDay(new Date(2026, 3, 30).toISOString(), now)).toBe('30 Apr');
  expect(formatDay(new Date(2025, 3, 30).toISOString(), now)).toBe('2025-04-30');
  expect([fileName('/a/b.csv'), fileName('C:\\data\\c.csv')]).toEqual(['b.csv', 'c.csv']);
});
