import { LOGISTIC_REGRESSION_METRICS } from '../../../src-shared/models/logistic-regression/metrics';
import type { LogisticRegressionSpec } from '../../../src-shared/models/logistic-regression/schema';
import { classWeights } from '../classes/class-weights';
import { readTensor, type ModelState } from '../contract/state';
import type { StepReport, Trainer, TrainerOptions } from '../contract/trainer';
import { partNames } from '../regression/measured-parts';
import { workReports } from '../regression/work-reports';
import { startLogisticRegression, type LogisticRegression, type LogisticState } from '.';
import type { LogisticRegressionFit } from './logistic-fit';
import { measure, resultFrom, unfitted } from './model';

/** A logistic regression; `step` counts Newton's steps. Weights of rows count as so many equal rows. */
export function createLogisticRegression(model: LogisticRegressionSpec, options: TrainerOptions): Trainer {
  const { data, resume, measuring } = options;
  const { width, classes, trainRows } = data;
  const target = data.target ?? new Float64Array(data.rows);
  const { penalty, C, tol, maxIter } = model;
  let step = resume?.step ?? 0;
  let regression: LogisticRegression | null = null;
  let fit: LogisticRegressionFit | null = null;

  function* start(): Generator<StepReport, LogisticRegression, void> {
    const work = startLogisticRegression(
      {
        features: data.features,
        rows: trainRows,
        width,
        weights: data.weights,
        target,
        classes: classes.length,
      },
      {
        penalty,
        C,
        tol,
        maxIter,
        scaler: data.scaler,
        classWeights: classWeights(model.classWeight, { ...data, target }),
      },
      resume === null ? null : readSolverState(resume),
    );
    return yield* workReports(work, 'Preparing', step);
  }

  function* steps(): Generator<StepReport, void, void> {
    regression = yield* start();
    fit = regression.fit();
    while (regression.status === 'running') {
      yield* workReports(regression.iterate(), 'Newton step', step);
      fit = regression.fit();
      const scaled = { classes: fit.classes, coef: fit.scaledCoef, intercept: fit.scaledIntercept };
      const isLast = regression.status !== 'running';
      // Each step is logged, whatever the experiment says, but where the program found that to be too much.
      const isLogged = isLast || regression.iteration % (measuring?.logEvery ?? 1) === 0;
      const metrics = isLogged ? yield* workReports(measure(scaled, data), 'Metrics', step) : null;
      step = regression.iteration;
      yield { step, metrics, history: null, ...(isLast ? { isLast } : {}) };
    }
  }

  const result = (): ReturnType<typeof resultFrom> =>
    fit === null ? unfitted(classes) : resultFrom(fit, data);
  return {
    totalSteps: maxIter,
    metricNames: partNames(Object.keys(LOGISTIC_REGRESSION_METRICS), data),
    historyColumns: [],
    async *train(control) {
      for (const report of steps()) {
        control.due();
        yield report;
      }
    },
    state(): ModelState {
      if (regression === null || fit === null) return resume ?? emptyState(width, classes.length);
      const { coefficients, status, separation } = regression.state();
      const equations = classes.length - 1;
      return {
        kind: 'logistic-regression',
        step,
        tensors: {
          coef: { shape: [equations, width], data: fit.scaledCoef.slice() },
          intercept: { shape: [equations], data: fit.scaledIntercept.slice() },
          standardized: { shape: [equations, 1 + width], data: coefficients.slice() },
        },
        extra: { status, separation, result: result() },
      };
    },
    frame: () => {
      const { reference, equations } = result();
      return { kind: 'logistic-regression', step, reference, equations };
    },
    result,
    dispose: () => undefined,
  };
}

/** What the solver goes on from; null where it has not begun. */
function readSolverState(state: ModelState): LogisticState | null {
  if (state.step === 0) return null;
  const { status, separation } = state.extra as Pick<LogisticState, 'status' | 'separation'>;
  const coefficients = Float64Array.from(readTensor(state, 'standardized').data);
  return { coefficients, iteration: state.step, status, separation };
}

function emptyState(width: number, classes: number): ModelState {
  return {
    kind: 'logistic-regression',
    step: 0,
    tensors: {
      coef: { shape: [classes - 1, width], data: new Float64Array((classes - 1) * width) },
      intercept: { shape: [classes - 1], data: new Float64Array(classes - 1) },
    },
    extra: {},
  };
}
