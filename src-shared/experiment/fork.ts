import type { RateChange } from '../models/network/rate-change';
import { FIELDS } from './fields';
import { inSteps, plannedSteps } from '../training/steps';
import { networkTask, type Experiment, type FieldProblem } from './schema';

/**
 * A fork is a run that goes on from another run's checkpoint with other settings: what may be
 * changed there, and why the rest may not. The form, the command line and the run service all ask
 * here.
 */

/** Settings that a model in training does not hang on; a path stands for all that is below it. */
const CHANGEABLE: Readonly<Record<Experiment['model']['kind'], readonly RegExp[]>> = {
  network: [
    /^model\.layers\.\d+\.dropout$/,
    /^model\.(loss|huberDelta)$/,
    /^model\.(optimizer|schedule|regularizer)(\.|$)/,
  ],
  kmeans: [/^model\.(init|nInit|maxIter|tol|tolOn)$/],
  svm: [/^model\.(l2|maxIter|tol|shrinking|folds|calibration)$/],
};

/** Why a setting stays as it was, by the part of the experiment; the first that fits counts. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^seed$/, 'the seed has decided the rows, the first weights and the order so far'],
  [/^dataset(\.|$)/, 'a model goes on with the rows and columns that it was trained on'],
  [/^model\.kind$/, 'the checkpoint holds a model of this kind'],
  [/^model\.layers(\.|$)/, "the checkpoint's weights belong to these layers"],
  [/^model\.(initializer|biasInitializer)$/, "the weights are the checkpoint's, none are drawn"],
  [/^model\.nClusters$/, 'the checkpoint holds this many centres'],
];

/**
 * Why a setting of a run cannot be changed in a fork of it, as a part of a sentence; null where it can.
 * @param path dotted, e.g. `model.layers.0.units`
 */
export function whyFixed({ model }: Pick<Experiment, 'model'>, path: string): string | null {
  if (path === 'name' || path.startsWith('training.')) return null;
  if (CHANGEABLE[model.kind].some((pattern) => pattern.test(path))) return null;
  const reason = REASONS.find(([pattern]) => pattern.test(path))?.[1];
  return reason ?? 'it belongs to the model that the checkpoint holds';
}

/**
 * What keeps an experiment from going on from a checkpoint of another one.
 * @param parent the experiment of the run that is forked
 * @param step of the checkpoint
 * @param trainRows that the parent was trained on, for training that is told in epochs; null: unknown
 */
export function forkProblems(
  parent: Experiment,
  child: Experiment,
  step: number,
  trainRows: number | null = null,
): FieldProblem[] {
  const problems = differences(parent, child).flatMap((field): FieldProblem[] => {
    const reason = whyFixed(parent, field);
    return reason === null
      ? []
      : [{ field, message: `${field} cannot be changed in a fork: ${reason}. Start a new run instead.` }];
  });
  if (problems.length > 0) return problems;
  const end = lastStep(child, trainRows);
  if (end !== null && end.step <= step) {
    const message = `A fork at step ${step} needs more than ${step} ${end.unit} in all, not ${end.step}.`;
    problems.push({ field: end.field, message });
  }
  const [before, after] = [parent.model, child.model];
  if (before.kind === 'network' && after.kind === 'network') {
    const [was, is] = [networkTask(before).kind, networkTask(after).kind];
    if (was !== is) {
      const message = `The loss ${after.loss} reads the target in another way than ${before.loss}: start a new run instead.`;
      problems.push({ field: 'model.loss', message });
    }
  }
  return problems;
}

/**
 * What a fork starts out with: the run's experiment with its epochs told in steps, with as many of
 * them again where it was at its end, and with the learning rate as it was changed by then.
 * @param rateChanges of the run
 */
export function forkedExperiment(
  { name, experiment, rateChanges, dataset }: ForkedRun,
  step: number,
): Experiment {
  const { model } = experiment;
  const training = dataset === null ? experiment.training : inSteps(experiment.training, dataset.trainRows);
  const forked = { ...experiment, training, name: forkName(name, step) };
  if (model.kind === 'svm') {
    const maxIter = model.maxIter > step ? model.maxIter : within('model.maxIter', step + model.maxIter);
    return { ...forked, model: { ...model, maxIter } };
  }
  if (model.kind === 'kmeans') return forked;
  const steps = training.steps > step ? training.steps : within('training.steps', step + training.steps);
  const change = [...rateChanges].reverse().find((made) => made.step <= step);
  // A schedule has more to it than one rate; the checkpoint knows where it stands.
  const isPlain = model.schedule.kind === 'constant' && model.schedule.warmupSteps === 0;
  const optimizer =
    change === undefined || !isPlain
      ? model.optimizer
      : { ...model.optimizer, learningRate: change.learningRate };
  return { ...forked, model: { ...model, optimizer }, training: { ...training, steps } };
}

interface ForkedRun {
  readonly name: string;
  readonly experiment: Experiment;
  readonly rateChanges: readonly RateChange[];
  readonly dataset: { readonly trainRows: number } | null;
}

/** `Fork of NAME at step 1200`, within what a name may be long. */
export function forkName(name: string, step: number): string {
  const end = ` at step ${step}`;
  return `Fork of ${name.slice(0, 280 - end.length)}${end}`;
}

/** Where training ends at the latest, counted from the parent's first step; null: by itself. */
function lastStep(
  { model, training }: Experiment,
  trainRows: number | null,
): { field: string; step: number; unit: string } | null {
  if (model.kind === 'network' && training.epochs !== null) {
    if (trainRows === null) return null;
    return { field: 'training.epochs', step: plannedSteps(training, trainRows), unit: 'steps' };
  }
  if (model.kind === 'network') return { field: 'training.steps', step: training.steps, unit: 'steps' };
  if (model.kind === 'svm') return { field: 'model.maxIter', step: model.maxIter, unit: 'passes' };
  return null;
}

function within(field: 'training.steps' | 'model.maxIter', value: number): number {
  return Math.min(value, FIELDS[field].max);
}

/** Paths of the values in which two documents differ, in the order of the documents. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (Object.is(a, b)) return [];
  const [x, y] = [partsOf(a), partsOf(b)];
  if (x === null || y === null) return [path];
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].flatMap((key) =>
    differences(x[key], y[key], path === '' ? key : `${path}.${key}`),
  );
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}
