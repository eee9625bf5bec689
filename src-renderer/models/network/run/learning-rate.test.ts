import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../../src-shared/models/network/schema';
import type { MetricColumns } from '../../../../src-shared/run/live/frames';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { fakeRun } from '../../../testing/fake-api';
import { learningRate } from './learning-rate';

const { record } = fakeRun('run-aaaa', 'running', { totalSteps: null });
const rateAt = (run: RunRecord, metrics: MetricColumns, step: number): number =>
  learningRate({ record: run, model: run.experiment.model as NetworkSpec, metrics }, step);

describe('the learning rate of a run', () => {
  const metrics = (step: readonly number[], learningRate?: readonly number[]): MetricColumns => ({
    step: Float64Array.from(step),
    elapsedMs: new Float64Array(step.length),
    series: learningRate === undefined ? {} : { learningRate: Float64Array.from(learningRate) },
  });
  const changed = {
    ...record,
    rateChanges: [
      { step: 25, learningRate: 0.2 },
      { step: 900, learningRate: 0.001 },
    ],
  };

  it('is the experiment’s until it was changed, and the change from its step on', () => {
    expect(rateAt(record, metrics([10, 20]), 20)).toBe(0.03);
    expect(rateAt(changed, metrics([10, 20]), 24)).toBe(0.03);
    expect(rateAt(changed, metrics([10, 20]), 25)).toBe(0.2);
    expect(rateAt(changed, metrics([10, 1000]), 1001)).toBe(0.001);
  });

  it('is what a schedule has made of it since', () => {
    expect(rateAt(record, metrics([10, 20], [0.03, 0.02]), 20)).toBe(0.02);
    expect(rateAt(changed, metrics([10, 20], [0.03, 0.02]), 27)).toBe(0.2);
    expect(rateAt(changed, metrics([20, 30], [0.02, 0.19]), 31)).toBe(0.19);
  });
});
