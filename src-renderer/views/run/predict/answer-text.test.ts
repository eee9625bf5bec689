import { describe, expect, it } from 'vitest';
import { fakeRun } from '../../../testing/fake-api';
import { answeredRows, modelScore } from './answer-text';

describe('the rows of a file that figures are of', () => {
  it('are all, or those that were answered', () => {
    expect(answeredRows({ usable: 1200, total: 1200 })).toBe('of all 1,200 rows of the file');
    expect(answeredRows({ usable: 1180, total: 1200 })).toBe('of the 1,180 rows of 1,200 that were answered');
  });
});

describe('how good an asked model was', () => {
  const checkpoint = { bytes: 1, createdAt: '2026-01-01T00:00:00.000Z', path: 'checkpoints/1' };
  const { record } = fakeRun('run-aaaa', 'finished', {
    steps: 200,
    summary: { loss: 0.1, valLoss: 0.25 },
    checkpoints: [
      { ...checkpoint, step: 100, metrics: { loss: 0.5 } },
      { ...checkpoint, step: 200, metrics: { loss: 0.1, valLoss: 0.75 } },
    ],
  });

  it('is said with its rows, validation before training', () => {
    expect(modelScore(record, 100)).toBe('training loss 0.5000');
    // The finished model's own, not what was logged at its last step.
    expect(modelScore(record, 200)).toBe('validation loss 0.2500');
  });

  it('is not said of a step that nothing is known of', () => {
    expect(modelScore(record, 150)).toBeNull();
  });
});
