import { expect, it } from 'vitest';
import { FIELDS } from '../../src-shared/experiment/fields';
import { editableNumber, parseNumber, rangeHint } from './number-input';
import { nextIndex } from './roving';

it('reads what people type for a number', () => {
  expect(['5000', ' 1e-3 ', '5,000', '−2', '.5', '3.', '1E5', '12,345.5'].map(parseNumber)).toEqual([
    5000, 0.001, 5000, -2, 0.5, 3, 100000, 12345.5,
  ]);
  expect(parseNumber('   ')).toBeNull();
});

it('takes nothing else for a number', () => {
  for (const text of ['abc', '1,5', '1 000', '0x10', 'Infinity', '1e', '--1', '1,23,456', 'NaN']) {
    expect(parseNumber(text), text).toBeNaN();
  }
});

it('writes numbers so that they can be edited and read back', () => {
  for (const value of [5000, 0.03, 1e-8, -2, 123456789]) {
    expect(parseNumber(editableNumber(value))).toBe(value);
  }
  expect(editableNumber(null)).toBe('');
});

it('tells range and default of a field', () => {
  expect(rangeHint(FIELDS['model.nClusters'])).toBe('1 to 1000, default 4');
  expect(rangeHint(FIELDS['model.optimizer.learningRate'])).toBe('above 0 to 1000, default 0.03');
  expect(rangeHint(FIELDS['dataset.missingValue'])).toBe('any number, default 0');
});

it('moves among siblings and wraps around', () => {
  expect(nextIndex('ArrowRight', 2, 3)).toBe(0);
  expect(nextIndex('ArrowUp', 0, 3)).toBe(2);
  expect(nextIndex('End', 0, 3)).toBe(2);
  expect(nextIndex('a', 0, 3)).toBeNull();
  expect(nextIndex('Home', 0, 0)).toBeNull();
});
