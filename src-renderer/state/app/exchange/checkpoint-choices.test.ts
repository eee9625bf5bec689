import { expect, it } from 'vitest';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { checkpointChoices } from './checkpoint-choices';

function record(losses: readonly (number | 'NaN' | null)[]): Pick<RunRecord, 'checkpoints' | 'experiment'> {
  return {
    experiment: { model: { kind: 'network' } } as RunRecord['experiment'],
    checkpoints: losses.map((valLoss, i) => ({
      step: (i + 1) * 1000,
      path: `checkpoints/step-000${i + 1}000`,
      bytes: 1,
      metrics: { loss: 1, ...(valLoss === null ? {} : { valLoss }) },
    })),
  };
}

it('offers the last checkpoint, then the best on validation rows, then the others', () => {
  expect(checkpointChoices(record([0.5, 0.25, 'NaN', 0.75])).map(({ step }) => step)).toEqual([
    4000, 2000, 3000, 1000,
  ]);
  const labels = checkpointChoices(record([0.5, 0.25, 0.75])).map(({ label }) => label);
  expect(labels[0]).toBe('Last, step 3,000');
  expect(labels[1]).toBe('Step 2,000 (best on validation rows: Validation loss 0.2500)');
});

it('says of the last one that it is the best, and nothing where there are no validation rows', () => {
  expect(checkpointChoices(record([0.5, 0.25]))[0]?.label).toMatch(/^Last, step 2,000 \(best on/);
  expect(checkpointChoices(record([null, null])).map(({ label }) => label)).toEqual([
    'Last, step 2,000',
    'Step 1,000',
  ]);
  expect(checkpointChoices(record([]))).toEqual([]);
});
