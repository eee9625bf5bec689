import { LINEAR_REGRESSION_METRICS } from '../../../src-shared/models/linear-regression/metrics';
import type { LinearRegressionSpec } from '../../../src-shared/models/linear-regression/schema';
import type { ModelState } from '../contract/state';
import type { StepReport, Trainer, TrainerOptions } from '../contract/trainer';
import { partNames } from '../regression/measured-parts';
import { workReports } from '../regression/work-reports';
import { fitLinearRegression } from '.';
import { readLinearFunction, measure, resultFrom, readResult, UNFITTED, type LinearFunction } from './model';

/** A linear regression: one step, which is the whole fit. Weights of rows count as so many equal rows. */
export function createLinearRegression(model: LinearRegressionSpec, options: TrainerOptions): Trainer {
  const { data, resume } = options;
  const { width, trainRows } = data;
  let step = resume?.step ?? 0;
  let result = resume === null ? UNFITTED : readResult(resume);
  let fitted: LinearFunction =
    resume === null ? { coef: new Float64Array(width), intercept: 0 } : readLinearFunction(resume);

  function* fit(): Generator<StepReport, void, void> {
    const rows = { features: data.features, rows: trainRows, width, weights: data.weights };
    const target = data.target ?? new Float64Array(data.rows);
    const work = fitLinearRegression({ ...rows, target }, { alpha: model.alpha, scaler: data.scaler });
    const solution = yield* workReports(work, 'Least squares', 0);
    const solved = { coef: solution.scaledCoef, intercept: solution.scaledIntercept };
    const metrics = yield* workReports(measure(solved, data), 'Metrics', 0);
    fitted = solved;
    result = resultFrom(solution, data);
    step = 1;
    yield { step, metrics, history: null, isLast: true };
  }

  return {
    totalSteps: 1,
    metricNames: partNames(Object.keys(LINEAR_REGRESSION_METRICS), data),
    historyColumns: [],
    async *train(control) {
      if (step > 0) return;
      for (const report of fit()) {
        control.due();
        yield report;
      }
    },
    state: (): ModelState => ({
      kind: 'linear-regression',
      step,
      tensors: {
        coef: { shape: [width], data: fitted.coef.slice() },
        intercept: { shape: [1], data: Float64Array.of(fitted.intercept) },
      },
      extra: step === 0 ? {} : { result },
    }),
    frame: () => ({ kind: 'linear-regression', step, coefficients: result.coefficients }),
    result: () => result,
    dispose: () => undefined,
  };
}
