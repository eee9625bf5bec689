import { say } from '../../language/say';
import { getPath, type Change } from '../../fields/change';
import type { ModelDefinition } from '../contract/definition';
import { stepsOfFork } from '../contract/fork';
import { USUAL_TRAINING } from '../contract/proposal';
import { numberAt } from '../contract/sweep';
import type { TargetTask } from '../contract/task';
import { typeTag } from '../contract/type-tag';
import { LOGISTIC_REGRESSION_FIELDS } from './fields';
import type { LogisticRegressionFrame } from './frame';
import { logisticMeasuring } from './measuring';
import {
  LOGISTIC_REGRESSION_COLUMNS,
  LOGISTIC_REGRESSION_METRICS,
  LOGISTIC_REGRESSION_OBJECTIVE,
} from './metrics';
import { logisticRegressionResultSchema, type LogisticRegressionResult } from './result';
import {
  logisticRegressionProblems,
  logisticRegressionSchema,
  PENALTIES,
  type LogisticRegressionSpec,
} from './schema';

const BEGINNING = { kind: 'logistic-regression', penalty: 'none' } as const;

/** Logistic regression of two classes or more by Newton's method. */
export const logisticRegression = {
  kind: 'logistic-regression',
  text: {
    label: say('Logistic'),
    subject: say('Logistic regression'),
    phrase: say('logistic regression'),
    step: say('iteration'),
    steps: say('iterations'),
    aliases: ['logistic', 'logit'],
  },
  usesTarget: true,
  trainsInSteps: false,
  schema: logisticRegressionSchema,
  fields: LOGISTIC_REGRESSION_FIELDS,
  problems: logisticRegressionProblems,
  partProblems: () => [],
  task: () => ({ kind: 'classes' }),
  targetProblem,
  canScaleTarget: () => false,
  batchSize: () => null,
  measuring: (_, table) => logisticMeasuring(table),
  rowSettings: () => ({}),
  sweep: {
    number(path, model) {
      const name = path.replace(/^model\.(C|tol|maxIter)$/, 'model.logistic.$1');
      return numberAt(LOGISTIC_REGRESSION_FIELDS, name, getPath({ model }, path));
    },
    choice: (path) => (path === 'model.penalty' ? { label: say('Penalty'), choices: PENALTIES } : null),
    changes: penalised,
    derived: [],
    condition: () => null,
    budget: () => ({
      field: 'model.kind',
      message: say(
        'Halving needs a network or an SVM: logistic regression ends by itself after a few steps.',
      ),
    }),
  },
  fork: {
    changeable: [/^model\.(penalty|C|classWeight|tol|maxIter)(\.|$)/],
    reasons: [],
    problems: () => [],
    end: ({ model }) => ({ field: 'model.maxIter', step: model.maxIter, unit: say('iterations') }),
    begin: ({ model, training }, step) => ({
      model: {
        ...model,
        maxIter: stepsOfFork(model.maxIter, step, LOGISTIC_REGRESSION_FIELDS['model.logistic.maxIter'].max),
      },
      training,
    }),
  },
  proposal: {
    proposedFor: null,
    scalesFeatures: true,
    scalesTarget: false,
    model: () => ({
      settings: BEGINNING,
      reasons: [
        { field: 'model.penalty', text: say('maximum likelihood, so that coefficients have p-values') },
      ],
    }),
    training: () => USUAL_TRAINING,
    initial: BEGINNING,
    forTarget: (model) => model,
  },
  resultSchema: logisticRegressionResultSchema,
  frame: typeTag<LogisticRegressionFrame>(),
  historyFile: null,
  metrics: LOGISTIC_REGRESSION_METRICS,
  mainMetrics: ['valAccuracy', 'accuracy'],
  objective: LOGISTIC_REGRESSION_OBJECTIVE,
  runColumns: LOGISTIC_REGRESSION_COLUMNS,
  isMeasuredInFeatures: () => false,
  metricMeaning: (metric) => metric,
  notConverged: () => null,
} as const satisfies ModelDefinition<
  LogisticRegressionSpec,
  LogisticRegressionResult,
  LogisticRegressionFrame
>;

/** C is of the penalty: a trial that names a C has one, unless it names the penalty as well. */
function penalised(change: Change, document: unknown, among: readonly Change[]): readonly Change[] {
  const isIgnored = change.path === 'model.C' && getPath(document, 'model.penalty') === 'none';
  if (!isIgnored || among.some(({ path }) => path === 'model.penalty')) return [change];
  return [{ path: 'model.penalty', value: 'l2' }, change];
}

function targetProblem(target: TargetTask): string | null {
  if (target.kind === 'classes' && target.count >= 2) return null;
  const has = target.kind === 'numbers' ? 'numbers' : say('one class');
  return say(
    'Logistic regression needs two classes or more, and this data has {has}: choose {value} or other data.',
    { has, value: target.kind === 'numbers' ? say('linear regression') : say('another target') },
  );
}
