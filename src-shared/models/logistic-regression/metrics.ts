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

/** Metrics that a logistic regression logs. */
export const LOGISTIC_REGRESSION_METRICS = {
  logLoss: { label: say('log loss'), isOfRows: true, lowerIsBetter: true },
  accuracy: ACCURACY,
} as const satisfies MetricDefinitions;

export const LOGISTIC_REGRESSION_OBJECTIVE: ModelObjective = {
  metric: 'logLoss',
  goal: 'min',
  isValidated: true,
  success: null,
  choices: ['valLogLoss', 'valAccuracy', 'logLoss', 'accuracy'],
};

/** Its columns of the table of runs. */
export const LOGISTIC_REGRESSION_COLUMNS: RunColumns = {
  alone: [
    runColumn('param:model.penalty', 100),
    VALIDATION_ACCURACY_COLUMN,
    runColumn('metric:valLogLoss:last', 180),
    ACCURACY_COLUMN,
    runColumn('metric:logLoss:last', 170),
  ],
  beside: [VALIDATION_ACCURACY_COLUMN, ACCURACY_COLUMN],
};
