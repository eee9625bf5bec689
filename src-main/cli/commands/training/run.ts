import { MAX_TRIALS } from '../../../../src-shared/group/group';
import { fail } from '../../../../src-shared/errors';
import { command } from '../../declare/command';
import { flag, wholeNumber } from '../../declare/option';
import { readExperiment } from '../../inputs/experiment';
import { EXPERIMENT_OPTIONS } from '../../options/experiment';
import { EXPERIMENT } from '../../options/operands';
import { waitFor } from '../../output/wait-for';
import { FOLD_OPTIONS, foldsPlan } from './groups/folds';
import { repeatRuns } from './groups/repeat';
import { ELSEWHERE_OPTIONS, trainGroup } from './groups/train-group';

/** Trains an experiment and waits for it. */
export const run = command({
  name: 'run',
  group: 'Training',
  summary: 'train an experiment, and wait for it',
  operands: [EXPERIMENT],
  options: {
    ...EXPERIMENT_OPTIONS,
    repeat: wholeNumber('N', 'runs with seeds one after the other', { min: 1, max: MAX_TRIALS }),
    ...FOLD_OPTIONS,
    ...ELSEWHERE_OPTIONS,
    baselines: flag('holds what was trained against simple models on the same rows'),
    'same-data': flag('with --repeat: the same rows in training and validation for all seeds'),
  },
  examples: [
    ['run xnor', 'the bundled experiment'],
    ['run mine.json --data new.csv --split stratified:0.2', 'another file, a fifth of it for validation'],
    ['run xnor --repeat 200', 'how often training succeeds'],
    ['run mine.json --folds 5 --repeats 2 --stratify', 'ten runs, each validated with other rows'],
    ['run mine.json --folds 5 --baselines', 'whether it beats logistic regression, a forest and others'],
  ],
  asksWorker: true,
  async run({ operands: [name = ''], options }, services) {
    const experiment = await readExperiment(name, options, services);
    const folds = foldsPlan(options);
    if (folds !== null)
      return trainGroup({ name: experiment.name, experiment, plan: folds }, options, services);
    if (options.repeat !== undefined) return repeatRuns(experiment, options.repeat, options, services);
    const elsewhere = (['emit', 'on'] as const).find((name) => options[name] !== undefined);
    if (elsewhere !== undefined)
      throw fail('usage', `--${elsewhere} is for many runs: use it with --repeat or --folds.`, {
        field: elsewhere,
      });
    if (options.baselines === true)
      throw fail(
        'usage',
        '--baselines is for many runs: use it with --repeat or --folds, or “benchtop baselines last” once a run has finished.',
        { field: 'baselines' },
      );
    return waitFor(await services.runs.start(experiment, null), options, services);
  },
});
