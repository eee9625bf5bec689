import { say } from '../../language/say';
import { getPath } from '../../fields/change';
import { measuringAll } from '../../training/measuring';
import type { ModelDefinition } from '../contract/definition';
import { USUAL_TRAINING } from '../contract/proposal';
import { numberAt } from '../contract/sweep';
import type { TargetTask } from '../contract/task';
import { typeTag } from '../contract/type-tag';
import { LINEAR_REGRESSION_FIELDS } from './fields';
import type { LinearRegressionFrame } from './frame';
import { LINEAR_REGRESSION_COLUMNS, LINEAR_REGRESSION_METRICS, LINEAR_REGRESSION_OBJECTIVE } from './metrics';
import { linearRegressionResultSchema, type LinearRegressionResult } from './result';
import { linearRegressionProblems, linearRegressionSchema, type LinearRegressionSpec } from './schema';

const BEGINNING = { kind: 'linear-regression', alpha: 0 } as const;

/** Linear regression: ordinary least squares or ridge, solved at once. */
export const linearRegression = {
  kind: 'linear-regression',
  text: {
    label: say('Linear'),
    subject: say('Linear regression'),
    phrase: say('linear regression'),
    step: say('fit'),
    steps: say('fits'),
    aliases: ['linear', 'ols', 'ridge'],
  },
  usesTarget: true,
  trainsInSteps: false,
  schema: linearRegressionSchema,
  fields: LINEAR_REGRESSION_FIELDS,
  problems: linearRegressionProblems,
  partProblems: () => [],
  task: () => ({ kind: 'numbers' }),
  targetProblem,
  canScaleTarget: () => false,
  batchSize: () => null,
  measuring: () => measuringAll(1),
  rowSettings: () => ({}),
  sweep: {
    number: (path, model) => numberAt(LINEAR_REGRESSION_FIELDS, path, getPath({ model }, path)),
    choice: () => null,
    changes: (change) => [change],
    derived: [],
    condition: () => null,
    budget: () => ({
      field: 'model.kind',
      message: say('Halving needs a network or an SVM: linear regression is solved at once.'),
    }),
  },
  fork: {
    changeable: [],
    reasons: [
      [/^model\.alpha$/, say('linear regression is solved at once, so that there is nothing to go on from')],
    ],
    problems: () => [],
    end: () => ({ field: 'model.kind', step: 1, unit: say('fits') }),
    begin: (settings) => settings,
  },
  proposal: {
    proposedFor: null,
    scalesFeatures: true,
    scalesTarget: false,
    model: () => ({ settings: BEGINNING, reasons: [] }),
    training: () => USUAL_TRAINING,
    initial: BEGINNING,
    forTarget: (model) => model,
  },
  resultSchema: linearRegressionResultSchema,
  frame: typeTag<LinearRegressionFrame>(),
  historyFile: null,
  metrics: LINEAR_REGRESSION_METRICS,
  mainMetrics: ['valR2', 'r2'],
  objective: LINEAR_REGRESSION_OBJECTIVE,
  runColumns: LINEAR_REGRESSION_COLUMNS,
  isMeasuredInFeatures: () => false,
  metricMeaning: (metric) => metric,
  notConverged: () => null,
} as const satisfies ModelDefinition<LinearRegressionSpec, LinearRegressionResult, LinearRegressionFrame>;

function targetProblem(target: TargetTask): string | null {
  if (target.kind === 'numbers') return null;
  return say(
    'Linear regression predicts numbers, and this data has classes: choose logistic regression or other data.',
  );
}
