import { command } from '../../declare/command';
import { readExperiment } from '../../inputs/experiment';
import { EXPERIMENT_OPTIONS } from '../../options/experiment';
import { EXPERIMENT } from '../../options/operands';
import { finish } from './groups/finish';
import { SWEEP_OPTIONS, sweepPlan } from './groups/plan';

/** Trains an experiment with other settings, to find the best. */
export const sweep = command({
  name: 'sweep',
  group: 'Training',
  summary: 'train an experiment with other settings, and find the best',
  operands: [EXPERIMENT],
  options: { ...SWEEP_OPTIONS, ...EXPERIMENT_OPTIONS },
  examples: [
    ['sweep xnor --grid model.optimizer.learningRate=0.01,0.1 --grid seed=1,2,3', 'six trials'],
    [
      'sweep xnor --random model.optimizer.learningRate=1e-3..1log --trials 27 --halving',
      'rates from 0.001 to 1 by successive halving',
    ],
  ],
  asksWorker: true,
  async run({ operands: [name = ''], options }, services) {
    const experiment = await readExperiment(name, options, services);
    const plan = sweepPlan(experiment, options);
    const { id } = await services.runs.groups.start({ name: experiment.name, experiment, plan });
    return finish(id, options, services);
  },
});
