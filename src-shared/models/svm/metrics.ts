import { say } from '../../language/say';
import {
  ACCURACY,
  type MetricDefinitions,
  type ModelObjective,
  ACCURACY_COLUMN,
  VALIDATION_ACCURACY_COLUMN,
  runColumn,
  type RunColumns,
} from '../contract/metrics';
import type { MeasuredSettings } from '../contract/settings';
import type { SvmSpec } from './schema';

/** Metrics that an SVM logs. */
export const SVM_METRICS = {
  hingeLoss: { label: say('hinge loss'), isOfRows: true, lowerIsBetter: true },
  objective: { label: say('objective'), isOfRows: true, lowerIsBetter: true },
  dualityGap: { label: say('duality gap'), isOfRows: false, lowerIsBetter: true },
  accuracy: ACCURACY,
  nIter: { label: say('iterations'), isOfRows: false, lowerIsBetter: null },
} as const satisfies MetricDefinitions;

export const SVM_OBJECTIVE: ModelObjective = {
  metric: 'accuracy',
  goal: 'max',
  isValidated: true,
  success: 0.95,
  choices: ['valAccuracy', 'accuracy', 'hingeLoss'],
};

/** The objective and its gap have the weights of their parts. */
export function svmMetricMeaning(metric: string, { model }: MeasuredSettings<SvmSpec>): string {
  return /objective|gap/i.test(metric)
    ? say('{loss}, l2 {l2}, class weights {classWeight}', {
        loss: model.loss,
        l2: model.l2,
        classWeight: JSON.stringify(model.classWeight),
      })
    : metric;
}

/** Its columns of the table of runs. */
export const SVM_COLUMNS: RunColumns = {
  alone: [
    runColumn('param:model.l2', 80),
    VALIDATION_ACCURACY_COLUMN,
    ACCURACY_COLUMN,
    runColumn('metric:objective:best', 190),
  ],
  beside: [VALIDATION_ACCURACY_COLUMN, ACCURACY_COLUMN],
};
