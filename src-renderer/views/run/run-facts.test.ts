import { describe, expect, it } from 'vitest';
import { fakeRun } from '../../state/fake-api';
import { runFacts } from './run-facts';

const NO_METRICS = { step: new Float64Array(0), elapsedMs: new Float64Array(0), series: {} };

describe(runFacts, () => {
  it('has the last value of every figure of a network that predicts numbers', () => {
    const { record } = fakeRun('run-aaaa', 'finished', {
      summary: {
        loss: 0.25,
        valLoss: 0.5,
        mae: 0.3,
        valMae: 0.4,
        rmse: 0.5,
        valRmse: 0.6,
        r2: 0.9,
        valR2: 'NaN',
      },
    });
    const network = { ...record.experiment.model, kind: 'network' as const };
    const experiment = { ...record.experiment, model: network } as typeof record.experiment;
    const facts = runFacts({
      record: { ...record, experiment },
      metrics: NO_METRICS,
      frame: null,
      sample: null,
      elapsedMs: 0,
    });
    const valueOf = (label: string): string | undefined => facts.find((fact) => fact.label === label)?.value;
    expect([valueOf('R²'), valueOf('Validation R²')]).toEqual(['0.9000', 'NaN']);
    expect([valueOf('MAE'), valueOf('Validation MAE')]).toEqual(['0.3000', '0.4000']);
    expect([valueOf('RMSE'), valueOf('Validation RMSE')]).toEqual(['0.5000', '0.6000']);
    expect(facts.find((fact) => fact.label === 'MAE')?.title).toBe('Mean absolute error: 0.3');
    // What the run has not is not there.
    expect(valueOf('Accuracy')).toBeUndefined();
  });
});
