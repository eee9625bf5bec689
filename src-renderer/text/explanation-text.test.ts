import { expect, it } from 'vitest';
import { explainedRowsText } from './explanation-text';

const of = { step: 1, scale: 'number', outputs: ['y'], seed: 0 } as const;

it.each([
  [{ part: 'validation', rows: 1, partRows: 1 }, '1 validation row'],
  [{ part: 'validation', rows: 1200, partRows: 1200 }, '1,200 validation rows'],
  [{ part: 'validation', rows: 1, partRows: 3 }, '1 of 3 validation rows'],
  [{ part: 'train', rows: 1, partRows: 1 }, '1 training row, for none were kept apart'],
  [{ part: 'train', rows: 8, partRows: 20 }, '8 of 20 training rows, for none were kept apart'],
] as const)('says how many rows %j is of', (rows, text) => {
  expect(explainedRowsText({ ...of, ...rows })).toBe(text);
});
