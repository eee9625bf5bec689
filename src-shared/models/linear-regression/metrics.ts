import { say } from '../../language/say';
import { type MetricDefinitions, type ModelObjective, runColumn, type RunColumns } from '../contract/metrics';

/** Metrics that a linear regression logs, in the target's own units. */
export const LINEAR_REGRESSION_METRICS = {
  r2: { label: 'R²', isOfRows: true, lowerIsBetter: false },
  rmse: { label: say('root mean squared error'), short: 'RMSE', isOfRows: true, lowerIsBetter: true },
  mae: { label: say('mean absolute error'), short: 'MAE', isOfRows: true, lowerIsBetter: true },
} as const satisfies MetricDefinitions;

export const LINEAR_REGRESSION_OBJECTIVE: ModelObjective = {
  metric: 'rmse',
  goal: 'min',
  isValidated: true,
  success: null,
  choices: ['valRmse', 'valR2', 'rmse', 'r2'],
};

const R2 = runColumn('metric:r2:last', 150);
const VALIDATION_R2 = runColumn('metric:valR2:last', 160);

/** Its columns of the table of runs. */
export const LINEAR_REGRESSION_COLUMNS: RunColumns = {
  alone: [
    runColumn('param:model.alpha', 100),
    VALIDATION_R2,
    runColumn('metric:valRmse:last', 170),
    R2,
    runColumn('metric:rmse:last', 160),
  ],
  beside: [VALIDATION_R2, R2],
};
