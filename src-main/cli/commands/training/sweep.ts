import { command } from '../../declare/command';
import { readExperiment } from '../../inputs/experiment';
import { EXPERIMENT_OPTIONS } from '../../options/experiment';
import { EXPERIMENT } from '../../options/operands';
import { FOLD_OPTIONS } from './groups/folds';
import { INNER_OPTIONS, nestedPlan } from './groups/nested';
import { SWEEP_OPTIONS, sweepPlan } from './groups/plan';
import { ELSEWHERE_OPTIONS, trainGroup } from './groups/train-group';

/** Trains an experiment with other settings, to find the best. */
export const sweep = command({
  name: 'sweep',
  group: 'Training',
  summary: 'train an experiment with other settings, and find the best',
  operands: [EXPERIMENT],
  options: {
    ...SWEEP_OPTIONS,
    ...ELSEWHERE_OPTIONS,
    ...EXPERIMENT_OPTIONS,
    ...FOLD_OPTIONS,
    ...INNER_OPTIONS,
  },
  examples: [
    ['sweep xnor --grid model.optimizer.learningRate=0.01,0.1 --grid seed=1,2,3', 'six trials'],
    [
      'sweep xnor --random model.optimizer.learningRate=1e-3..1log --trials 27 --halving',
      'rates from 0.001 to 1 by successive halving',
    ],
    [
      'sweep xnor --search tpe --random model.hiddenLayers=1..3 --random model.layers.1.units=2..32log --trials 60 --halving asha',
      'learns from trial to trial, and stops the worse ones early; a second layer has units only where there is one',
    ],
    [
      'sweep mine.json --grid model.C=0.1,1,10 --folds 5 --inner-folds 3',
      'what the sweep is worth on rows that it did not choose by: inner folds choose, outer ones judge',
    ],
    [
      'sweep mine.json --grid seed=1,2,3,4 --emit slurm job',
      'a folder for a cluster; “benchtop import job” takes in its results',
    ],
  ],
  asksWorker: true,
  async run({ operands: [name = ''], options }, services) {
    const experiment = await readExperiment(name, options, services);
    const plan = nestedPlan(sweepPlan(experiment, options), options);
    return trainGroup({ name: experiment.name, experiment, plan }, options, services);
  },
});
