import { describe, expect, it } from 'vitest';
import type { MetricColumns } from '../../../../src-shared/run/live/frames';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { fakeRun } from '../../../testing/fake-api';
import { toModelRun, type RunOf } from '../../contract/run-of';
import { networkFacts } from './facts';

const NO_METRICS = { step: new Float64Array(0), elapsedMs: new Float64Array(0), series: {} };

/** A run without a picture. */
function ofNetwork(record: RunRecord, metrics: MetricColumns): RunOf<'network'> {
  return toModelRun({ record, metrics, frame: null, sample: null, history: null }) as RunOf<'network'>;
}

describe(networkFacts, () => {
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
    const facts = networkFacts(ofNetwork({ ...record, experiment }, NO_METRICS));
    const findValue = (label: string): string | undefined =>
      facts.find((fact) => fact.label === label)?.value;
    expect([findValue('Training R²'), findValue('Validation R²')]).toEqual(['0.9000', 'NaN']);
    expect([findValue('Training MAE'), findValue('Validation MAE')]).toEqual(['0.3000', '0.4000']);
    expect([findValue('Training RMSE'), findValue('Validation RMSE')]).toEqual(['0.5000', '0.6000']);
    expect(facts.find((fact) => fact.label === 'Training MAE')?.title).toBe(
      'Training mean absolute error: 0.3',
    );
    // What the run has not is not there.
    expect(findValue('Training accuracy')).toBeUndefined();
    // Validation comes first.
    expect(facts.slice(0, 5).map(({ label }) => label)).toEqual([
      'Validation loss',
      'Validation MAE',
      'Validation RMSE',
      'Validation R²',
      'Training loss',
    ]);
  });

  it('names the best validation value with its step, the best training value where there is no other', () => {
    const { record } = fakeRun('run-aaaa', 'finished', {});
    const network = { ...record.experiment.model, kind: 'network' as const };
    const experiment = { ...record.experiment, model: network } as typeof record.experiment;
    const bestFacts = (series: Readonly<Record<string, Float64Array>>) =>
      networkFacts(
        ofNetwork(
          { ...record, experiment },
          { step: Float64Array.of(0, 10, 20), elapsedMs: new Float64Array(3), series },
        ),
      )
        .filter(({ label }) => label.startsWith('Best'))
        .map(({ label, value, detail }) => [label, value, detail]);
    const loss = Float64Array.of(0.9, 0.5, 0.25);
    expect(bestFacts({ loss, valLoss: Float64Array.of(0.9, 0.5, 0.75) })).toEqual([
      ['Best validation loss', '0.5000', '@ 10'],
    ]);
    expect(bestFacts({ loss })).toEqual([['Best training loss', '0.2500', '@ 20']]);
  });

  it('says which rows the figures are of where steps are measured on a sample', () => {
    const series = { loss: Float64Array.of(0.9, 0.5), valLoss: Float64Array.of(0.8, 0.7) };
    const metrics = { step: Float64Array.of(10, 20), elapsedMs: new Float64Array(2), series };
    const facts = (status: 'finished' | 'running'): string[] => {
      const { record } = fakeRun('run-aaaa', status, {
        summary: { loss: 0.55, valLoss: 0.75 },
        totalSteps: 40,
        measuring: { logEvery: 10, sample: { trainRows: 4096, validationRows: 900 }, fullEvery: null },
        dataset: { trainRows: 270_000, validationRows: 900 } as RunRecord['dataset'],
      });
      return networkFacts(ofNetwork(record, metrics)).map(({ label, value, detail, title }) =>
        [label, value, detail, title].filter((part) => part !== undefined).join(' | '),
      );
    };
    expect(facts('running')).toEqual([
      'Validation loss | 0.7000 | Validation loss: 0.7, on all 900 validation rows',
      'Best validation loss | 0.7000 | @ 20 · sample | 0.7',
      'Training loss | 0.5000 | Training loss: 0.5, on 4,096 of 270,000 training rows',
    ]);
    // A run that is over was measured on all rows, whatever its last logged step was.
    expect(facts('finished')).toEqual([
      'Validation loss | 0.7500 | Validation loss: 0.75, on all 900 validation rows',
      'Best validation loss | 0.7000 | @ 20 · sample | 0.7',
      'Training loss | 0.5500 | Training loss: 0.55, on all 270,000 training rows',
    ]);
  });
});
