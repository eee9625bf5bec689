import { fail } from '../../../../src-shared/errors';
import { command } from '../../declare/command';
import { splitList, text } from '../../declare/option';
import { readExperiment } from '../../inputs/experiment';
import { EXPERIMENT_OPTIONS } from '../../options/experiment';
import { EXPERIMENT } from '../../options/operands';
import { FOLD_OPTIONS, foldsPlan } from './groups/folds';
import { ELSEWHERE_OPTIONS, trainGroup } from './groups/train-group';

/** Those of scikit-learn. */
const USUAL_SIZES = [0.1, 0.325, 0.55, 0.775, 1];
const USUAL_FOLDS = 5;

/** Trains an experiment on more and more rows, to see whether more would help. */
export const learningCurve = command({
  name: 'learning-curve',
  group: 'Training',
  summary: 'train an experiment on more and more rows: would more data help?',
  operands: [EXPERIMENT],
  options: {
    sizes: text('A,B,C', `parts of each fold’s training rows, or numbers of rows (${USUAL_SIZES.join(',')})`),
    ...FOLD_OPTIONS,
    ...ELSEWHERE_OPTIONS,
    ...EXPERIMENT_OPTIONS,
  },
  examples: [
    ['learning-curve mine.json', 'five sizes of each of five folds'],
    ['learning-curve mine.json --sizes 50,100,200,400 --folds 10 --stratify --json', 'by numbers of rows'],
  ],
  asksWorker: true,
  async run({ operands: [name = ''], options }, services) {
    const experiment = await readExperiment(name, options, services);
    const folds = foldsPlan({ ...options, folds: options.folds ?? USUAL_FOLDS });
    if (folds === null) throw new Error('There are folds');
    const plan = { ...folds, kind: 'learning-curve' as const, sizes: parseSizes(options.sizes) };
    return trainGroup({ name: experiment.name, experiment, plan }, options, services);
  },
});

function parseSizes(given: string | undefined): number[] {
  if (given === undefined) return USUAL_SIZES;
  const sizes = splitList(given).map(Number);
  if (sizes.length >= 2 && sizes.every((size) => size > 0 && (size <= 1 || Number.isInteger(size))))
    return sizes;
  throw fail(
    'usage',
    `--sizes takes two sizes or more, such as 0.1,0.5,1 (parts) or 50,100,200 (rows), not "${given}".`,
    { field: 'sizes' },
  );
}
