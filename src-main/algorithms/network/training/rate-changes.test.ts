import { describe, expect, it } from 'vitest';
import { SCHEDULES, type ScheduleKind } from '../../../../src-shared/experiment/schema';
import { toTrainingData, drain, networkSpec, trainingSpec } from '../../../testing/data';
import { createTypedTrainer } from '../../models/create-trainer';
import type { StepReport, TrainerOptions } from '../../contract/trainer';
import type { ModelState } from '../../contract/state';

/** State that a checkpoint gives back: arrays of their own, `extra` through JSON. */
function stored(state: ModelState): ModelState {
  return {
    ...state,
    tensors: Object.fromEntries(
      Object.entries(state.tensors).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
    ),
    extra: JSON.parse(JSON.stringify(state.extra)) as ModelState['extra'],
  };
}

describe('a learning rate that is changed while it trains', () => {
  const rows = Array.from({ length: 30 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);
  const options = (
    schedule: { kind: ScheduleKind; warmupSteps: number },
    rateChanges: TrainerOptions['rateChanges'] = [],
  ): TrainerOptions => ({
    model: networkSpec({
      layers: [
        { units: 4, activation: 'tanh', dropout: 0.2 },
        { units: 1, activation: 'linear' },
      ],
      schedule,
    }),
    training: trainingSpec({ steps: 40, batchSize: 8, logEvery: 1 }),
    seed: 6,
    data: toTrainingData(
      rows,
      rows.map(([x, y]) => x * y),
      24,
    ),
    resume: null,
    rateChanges,
  });
  const changes = [
    { step: 10, learningRate: 0.2 },
    { step: 25, learningRate: 0.001 },
  ];

  it.each(SCHEDULES)('gives what the same changes planned give, also from a checkpoint: %s', async (kind) => {
    const live = createTypedTrainer(options({ kind, warmupSteps: 12 }));
    const reports: StepReport[] = [];
    const states: ModelState[] = [];
    for await (const report of live.train({ due: () => false })) {
      reports.push(report);
      states.push(stored(live.state()));
      const change = changes.find(({ step }) => step === report.step);
      if (change !== undefined) live.setLearningRate?.(change.learningRate);
    }
    const planned = options({ kind, warmupSteps: 12 }, changes);
    expect(await drain(createTypedTrainer(planned))).toEqual(reports);
    const unchanged = await drain(createTypedTrainer(options({ kind, warmupSteps: 12 })));
    expect(unchanged.slice(0, 10)).toEqual(reports.slice(0, 10));
    expect(unchanged[10]).not.toEqual(reports[10]);
    // Saved before, at and after a change.
    for (const at of [3, 10, 11, 25, 30]) {
      const again = createTypedTrainer({ ...planned, resume: states[at - 1] });
      expect(await drain(again)).toEqual(reports.slice(at));
    }
  });

  it('takes the place of one that was planned for the same step', async () => {
    const trainer = createTypedTrainer(options({ kind: 'constant', warmupSteps: 1 }, changes));
    await drain(trainer, 10);
    trainer.setLearningRate?.(0.7);
    const [next] = await drain(trainer, 1);
    expect(next?.metrics?.['learningRate']).toBe(0.7);
  });
});
