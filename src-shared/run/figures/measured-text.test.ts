import { expect, it } from 'vitest';
import { measuringAll } from '../../training/measuring';
import {
  isStepOfSample,
  measuringText,
  sampleText,
  summarySampleText,
  type MeasuredRun,
} from './measured-text';

const dataset = { trainRows: 270_000, validationRows: 30_000 };
const measuring = {
  logEvery: 50,
  sample: { trainRows: 4096, validationRows: 4096 },
  fullEvery: null,
};
const run: MeasuredRun = { measuring, dataset };
const text = (of: MeasuredRun): string | null => measuringText(of, 'step', 'steps');

it('a sample is named with the rows that it is of', () => {
  expect(sampleText(run)).toBe(
    'a sample of 4,096 of 270,000 training rows and 4,096 of 30,000 validation rows',
  );
  const few = { trainRows: 270_000, validationRows: 0 };
  const ofFew = { ...measuring, sample: { trainRows: 4096, validationRows: 0 } };
  expect(sampleText({ measuring: ofFew, dataset: few })).toBe('a sample of 4,096 of 270,000 training rows');
  const small = { ...dataset, validationRows: 900 };
  const whole = { ...measuring, sample: { trainRows: 4096, validationRows: 900 } };
  expect(sampleText({ measuring: whole, dataset: small })).toBe(
    'a sample of 4,096 of 270,000 training rows and all 900 validation rows',
  );
});

it('all rows are no sample, nor are those of a run that has read nothing or names its steps itself', () => {
  expect(sampleText({ ...run, measuring: measuringAll(10) })).toBeNull();
  expect(sampleText({ ...run, dataset: null })).toBeNull();
  expect(sampleText({ dataset })).toBeNull();
  expect(text({ dataset })).toBeNull();
});

it('when it is measured is said with it', () => {
  expect(text(run)).toBe(
    'measured every 50 steps on a sample of 4,096 of 270,000 training rows and 4,096 of 30,000 validation rows, at the end on all rows',
  );
  expect(text({ ...run, measuring: { ...measuring, fullEvery: 5000 } })).toMatch(
    / validation rows, every 5,000 steps and at the end on all rows$/,
  );
  expect(text({ ...run, measuring: measuringAll(1) })).toBe('measured every step on all rows');
});

it('the figures of a record are of a sample only where it says so', () => {
  expect(summarySampleText({ ...run, isSummaryOfSample: true }, 'training')).toBe(
    'a sample of 4,096 of 270,000 rows',
  );
  expect(summarySampleText({ ...run, isSummaryOfSample: true }, 'validation')).toBe(
    'a sample of 4,096 of 30,000 rows',
  );
  expect(summarySampleText(run, 'training')).toBeNull();
});

it('steps are of the sample but the last and those that are measured on all rows', () => {
  const at = (step: number, fullEvery: number | null = null): boolean =>
    isStepOfSample({ measuring: { ...measuring, fullEvery }, totalSteps: 1172 }, step);
  expect([at(50), at(1150), at(1172)]).toEqual([true, true, false]);
  expect([at(500, 500), at(550, 500)]).toEqual([false, true]);
  expect(isStepOfSample({ totalSteps: 10 }, 5)).toBe(false);
});
