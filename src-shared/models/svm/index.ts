import { say } from '../../language/say';
import type { ModelDefinition } from '../contract/definition';
import type { TargetTask } from '../contract/task';
import { typeTag } from '../contract/type-tag';
import { svmNotConverged } from './convergence';
import { SVM_FIELDS } from './fields';
import { svmFork } from './fork';
import type { SvmFrame } from './frame';
import { svmMeasuring } from './measuring';
import { SVM_COLUMNS, SVM_METRICS, SVM_OBJECTIVE, svmMetricMeaning } from './metrics';
import { svmProposal } from './proposal';
import { svmResultSchema, type SvmResult } from './result';
import { svmProblems, svmSchema, type SvmSpec } from './schema';
import { svmSweep } from './sweep';

/** Linear support vector machines, one against the rest for several classes. */
export const svm = {
  kind: 'svm',
  text: {
    label: 'SVM',
    subject: say('An SVM'),
    phrase: say('linear SVM'),
    step: say('iteration'),
    steps: say('iterations'),
    aliases: [],
  },
  usesTarget: true,
  trainsInSteps: false,
  schema: svmSchema,
  fields: SVM_FIELDS,
  problems: svmProblems,
  partProblems: () => [],
  task: () => ({ kind: 'classes' }),
  targetProblem,
  canScaleTarget: () => false,
  batchSize: () => null,
  measuring: ({ model }, table) => svmMeasuring(model, table),
  rowSettings: () => ({}),
  sweep: svmSweep,
  fork: svmFork,
  proposal: svmProposal,
  resultSchema: svmResultSchema,
  frame: typeTag<SvmFrame>(),
  historyFile: 'hyperplane.csv',
  metrics: SVM_METRICS,
  mainMetrics: ['valAccuracy', 'accuracy', 'hingeLoss'],
  objective: SVM_OBJECTIVE,
  runColumns: SVM_COLUMNS,
  isMeasuredInFeatures: () => false,
  metricMeaning: svmMetricMeaning,
  notConverged: svmNotConverged,
} as const satisfies ModelDefinition<SvmSpec, SvmResult, SvmFrame>;

function targetProblem(target: TargetTask): string | null {
  if (target.kind === 'numbers') return problem(say('numbers to predict'));
  if (target.count === 2) return null;
  return problem(target.count === 1 ? '1 class' : say('{count} classes', { count: target.count }));
}

function problem(has: string): string {
  return say('An SVM needs two classes, and this data has {has}: choose a network or other data.', {
    has,
  });
}
