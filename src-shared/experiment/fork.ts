import { say } from '../language/say';
import { modelDefinition } from '../models';
import type { RateChange } from '../models/network/rate-change';
import type { Measuring } from '../training/measuring';
import { inSteps } from '../training/steps';
import type { Experiment, FieldProblem } from './schema';

/**
 * A fork is a run that goes on from another run's checkpoint with other settings: what may be
 * changed there, and why the rest may not. The form, the command line and the run service all ask
 * here.
 */

/** Why a setting stays as it was, by the part of the experiment; the first that fits counts. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^seed$/, say('the seed has decided the rows, the initial weights and the order so far')],
  [/^dataset(\.|$)/, say('a model goes on with the rows and columns that it was trained on')],
  [/^model\.kind$/, say('the checkpoint holds a model of this kind')],
];

/**
 * Why a setting of a run cannot be changed in a fork of it, as a part of a sentence; null where it can.
 * @param path dotted, e.g. `model.layers.0.units`
 */
export function whyFixed({ model }: Pick<Experiment, 'model'>, path: string): string | null {
  if (path === 'name' || path.startsWith('training.')) return null;
  const { changeable, reasons } = modelDefinition(model.kind).fork;
  if (changeable.some((pattern) => pattern.test(path))) return null;
  const reason = [...REASONS, ...reasons].find(([pattern]) => pattern.test(path))?.[1];
  return reason ?? say('it belongs to the model that the checkpoint holds');
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
      : [
          {
            field,
            message: say('{field} cannot be changed in a fork: {reason}. Start a new run instead.', {
              field,
              reason,
            }),
          },
        ];
  });
  if (problems.length > 0) return problems;
  const { fork } = modelDefinition(parent.model.kind);
  const end = fork.end(child, trainRows);
  if (end !== null && end.step <= step) {
    const message = say('A fork at step {step} needs more than {step2} {unit} in all, not {step3}.', {
      step,
      step2: step,
      unit: end.unit,
      step3: end.step,
    });
    problems.push({ field: end.field, message });
  }
  problems.push(...fork.problems(parent.model, child.model));
  return problems;
}

/**
 * What a fork starts out with: the run's experiment with its epochs told in steps, with as many of
 * them again where it was at its end, and with the learning rate as it was changed by then.
 * @param rateChanges of the run
 */
export function forkedExperiment(
  { name, experiment, rateChanges, dataset, measuring }: ForkedRun,
  step: number,
): Experiment {
  const told = dataset === null ? experiment.training : inSteps(experiment.training, dataset.trainRows);
  // Its curve branches off the run's: where that measures all rows, at the same steps.
  const training = measuring?.sample === null ? { ...told, logEvery: measuring.logEvery } : told;
  const { fork } = modelDefinition(experiment.model.kind);
  const begun = fork.begin({ model: experiment.model, training }, step, rateChanges);
  return { ...experiment, ...begun, name: forkName(name, step) };
}

interface ForkedRun {
  readonly name: string;
  readonly experiment: Experiment;
  readonly rateChanges: readonly RateChange[];
  readonly dataset: { readonly trainRows: number } | null;
  /** What `auto` came to; absent where the experiment says when it is measured. */
  readonly measuring?: Measuring;
}

/** `Fork of NAME at step 1200`, within what a name may be long. */
function forkName(name: string, step: number): string {
  const end = say(' at step {step}', { step });
  return say('Fork of {name}{end}', { name: name.slice(0, 280 - end.length), end });
}

/** Paths of the values in which two documents differ, in the order of the documents. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (Object.is(a, b)) return [];
  const [x, y] = [asRecord(a), asRecord(b)];
  if (x === null || y === null) return [path];
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].flatMap((key) =>
    differences(x[key], y[key], path === '' ? key : `${path}.${key}`),
  );
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}
