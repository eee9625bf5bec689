import { LOSS_NAMES } from './loss-names';
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
import type { NetworkSpec } from './schema';

/** Metrics that a network logs; all are in the target's own units. */
export const NETWORK_METRICS = {
  loss: { label: say('loss'), isOfRows: true, lowerIsBetter: true },
  accuracy: ACCURACY,
  mae: { label: say('mean absolute error'), short: 'MAE', isOfRows: true, lowerIsBetter: true },
  rmse: { label: say('root mean squared error'), short: 'RMSE', isOfRows: true, lowerIsBetter: true },
  r2: { label: 'R²', isOfRows: true, lowerIsBetter: false },
  learningRate: { label: say('learning rate'), isOfRows: false, lowerIsBetter: null },
} as const satisfies MetricDefinitions;

/** Below a loss of 0.001 a network of the bundled experiments has learned its table. */
export const NETWORK_OBJECTIVE: ModelObjective = {
  metric: 'loss',
  goal: 'min',
  isValidated: true,
  success: 0.001,
  choices: ['valLoss', 'valAccuracy', 'loss', 'accuracy'],
};

/** The loss is that of the model with its penalty, both of a target that was scaled for training. */
export function networkMetricMeaning(
  metric: string,
  { model, targetScale }: MeasuredSettings<NetworkSpec>,
): string {
  if (!/^(val)?loss$/i.test(metric)) return metric;
  const { l1, l2 } = model.regularizer;
  const penalty = [l1 === 0 ? '' : ` + ${l1} L1`, l2 === 0 ? '' : ` + ${l2} L2`].join('');
  const ofScaled =
    penalty === '' || targetScale === null
      ? ''
      : say(' of a target divided by {targetScale}', { targetScale });
  // Huber's delta counts in the units of what is learned.
  const delta = model.loss === 'huber' ? ` (delta ${model.huberDelta * (targetScale ?? 1)})` : '';
  return `${LOSS_NAMES[model.loss]}${delta}${penalty}${ofScaled}`;
}

const LOSS = runColumn('metric:loss:best', 164);
const VALIDATION_LOSS = runColumn('metric:valLoss:best', 184);

/** Its columns of the table of runs. */
export const NETWORK_COLUMNS: RunColumns = {
  alone: [VALIDATION_LOSS, VALIDATION_ACCURACY_COLUMN, LOSS, ACCURACY_COLUMN],
  beside: [VALIDATION_LOSS, LOSS],
};
