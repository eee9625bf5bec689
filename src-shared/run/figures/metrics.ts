import { say } from '../../language/say';
import { MODEL_KINDS, MODELS } from '../../models';
import type { MetricDefinition, MetricDefinitions } from '../../models/contract/metrics';

/** Scores of an evaluation, whatever the kind of model; names and formulas are scikit-learn's. */
const EVALUATION_METRICS = {
  logLoss: { label: say('log loss'), isOfRows: true, lowerIsBetter: true },
  rocAuc: { label: say('area under the ROC curve'), isOfRows: true, lowerIsBetter: false },
  averagePrecision: { label: say('average precision'), isOfRows: true, lowerIsBetter: null },
  meanAbsoluteError: { label: say('mean absolute error'), isOfRows: true, lowerIsBetter: true },
  rootMeanSquaredError: { label: say('root mean squared error'), isOfRows: true, lowerIsBetter: true },
  medianAbsoluteError: { label: say('median absolute error'), isOfRows: true, lowerIsBetter: true },
} as const satisfies MetricDefinitions;

/** Every metric that is known, by its name on disk without `val`. */
export const METRICS: ReadonlyMap<string, MetricDefinition> = new Map(
  [EVALUATION_METRICS, ...MODEL_KINDS.map((kind) => MODELS[kind].metrics)].flatMap((metrics) =>
    Object.entries<MetricDefinition>(metrics),
  ),
);

const VALIDATION = /^val(?=[A-Z])/;

/** Whether a metric is of the validation rows, by its name on disk: `valLoss`. */
export function isOfValidation(metric: string): boolean {
  return VALIDATION.test(metric);
}

/** The metric of the training rows that a metric of the validation rows is beside: `valLoss`, `loss`. */
export function toTrainingMetric(metric: string): string {
  const rest = metric.replace(VALIDATION, '');
  return rest === metric ? metric : `${rest.charAt(0).toLowerCase()}${rest.slice(1)}`;
}

/** The metric of the validation rows beside a metric of the training rows: `loss`, `valLoss`. */
export function validationMetric(metric: string): string {
  return `val${metric.charAt(0).toUpperCase()}${metric.slice(1)}`;
}
