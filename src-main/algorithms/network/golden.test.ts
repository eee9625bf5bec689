import { describe, expect, it } from 'vitest';
import { parseExperiment, type ExperimentInput } from '../../../src-shared/experiment/schema';
import { toTrainingData, drain, last, planned } from '../../testing/data';
import { createTypedTrainer } from '../models/create-trainer';
import { Rng } from '../numeric/rng';
import golden from './golden.json';

/**
 * Experiments from files of the first release, with the losses and the weighted sum of the state that
 * release gave for them on the typed engine: an old file must load as it is and give the same numbers to
 * the bit.
 */
const OLD: readonly {
  readonly model: unknown;
  readonly training: unknown;
  readonly gave: readonly number[];
}[] = golden;

const rng = new Rng(77);
const rows = Array.from({ length: 60 }, () => [rng.normal(), 2 * rng.normal() - 1, rng.uniform()]);
const target = rows.map(([a, b, c]) => (a * b + c > 0.2 ? 1 : 0));
const weights = rows.map((_, i) => [1, 0.5, 2, 0][i % 4]);

describe('an experiment file of the first release', () => {
  it.each(OLD)('gives what it gave, to the bit: $model', async ({ model, training, gave }) => {
    const experiment = parseExperiment({
      schemaVersion: 1,
      name: 'old',
      seed: 9,
      dataset: { kind: 'generated', generator: 'xnor' },
      model,
      training,
    } as ExperimentInput);
    const found: number[] = [];
    for (const given of [null, weights]) {
      const trainer = createTypedTrainer({
        model: experiment.model,
        training: planned(experiment).training,
        seed: experiment.seed,
        data: toTrainingData(rows, target, 45, given),
        resume: null,
      });
      const reports = await drain(trainer);
      let sum = 0;
      for (const { data } of Object.values(trainer.state().tensors)) {
        data.forEach((value, i) => (sum += value * (i + 1)));
      }
      found.push(last(reports, 'loss'), last(reports, 'valLoss'), sum);
    }
    expect(found).toEqual(gave);
  });
});
