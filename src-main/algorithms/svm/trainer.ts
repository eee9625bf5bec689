import type { SvmSpec } from '../../../src-shared/experiment/schema';
import type { Calibration } from '../../../src-shared/run/record/record';
import { trainingContext } from '../contract/model-context';
import { svmPicture } from './answers';
import { drawFourier, mapFourier, type FourierMap } from './fourier';
import { euclideanNorm, unscaleLinear } from '../numeric/scaling';
import { Rng } from '../numeric/rng';
import { calibrate } from './calibration/calibration';
import { isFarFromZero } from './centering/centered-rows';
import { crossValidate, toCrossValidation } from './calibration/cross-validation';
import { decisionAt, countClassifiers, findSide, SUPPORT_TOLERANCE, type SvmRows } from './decisions';
import { BinaryClassifiers } from './binary-classifiers';
import type { SolverState, SvmKernel, SvmProblem, SvmWeights } from './problem';
import {
  readCentered,
  readFolds,
  fourierTensors,
  isCentered,
  solverExtra,
  readSolver,
  solverTensors,
  storedFourier,
  readWeights,
  weightTensors,
} from './state';
import { featuresFor } from './solver/store';
import type { StepReport, Trainer, TrainerOptions, TrainingData } from '../contract/trainer';
import type { ModelState } from '../contract/state';

/** Multiply-adds between two chances to hand control back while rows are mapped, some 15 ms. */
const MAP_PIECE = 5e6;

/** Where a kernel starts: afresh with the classifier's own stream, or from a state. */
export type SolverStart = { readonly rng: Rng } | { readonly state: SolverState };

/** Makes the solver of one binary classifier; each engine has its own. */
export type KernelMaker = (problem: SvmProblem, start: SolverStart) => SvmKernel;

function svmMetricNames(data: TrainingData): string[] {
  const names = ['hingeLoss', 'objective', 'dualityGap', 'accuracy', 'nIter'];
  return data.rows === data.trainRows ? names : [...names, 'valHingeLoss', 'valAccuracy'];
}

/**
 * A linear SVM; `step` counts passes over the data. Metrics: hingeLoss is the mean of
 * max(0, 1 - y f(x)); objective is l2 / 2 (|w|² + b²) + the sum of the rows' losses, which is
 * liblinear's times l2 with C = 1 / l2, and scikit-learn's LinearSVC's with intercept_scaling 1:
 * the bias is the weight of a constant feature of 1 and is penalised like the others. dualityGap is
 * that minus the dual's value: the optimum is at most so far below. Without a tolerance every pass is
 * logged; with one, every `logEvery`th, the last, and those at whose end the rows had settled by the
 * solver's own bound, and the gap is held to it there.
 *
 * After the passes come the folds of cross-validation and Platt's scaling, where they are asked for.
 */
export function createSvm(model: SvmSpec, options: TrainerOptions, makeKernel: KernelMaker): Trainer {
  const { data, resume, seed } = options;
  const map = readFourier(model, options);
  const count = countClassifiers(data.classes.length);
  const rows = inputRows(data, map, count);
  // Random Fourier features lie about zero wherever the rows do. A run goes on as it began.
  const centers = resume === null ? map === null && isFarFromZero(model, rows) : isCentered(resume);
  const classifiers = new BinaryClassifiers(
    model,
    rows,
    readWeights(resume, count, rows.width),
    (problem, k) =>
      makeKernel(
        problem,
        resume === null
          ? { rng: Rng.derive(seed, count === 1 ? 'svm' : `svm.${k}`) }
          : { state: readSolver(resume, k, count, problem.rows) },
      ),
    centers ? (k) => (resume === null ? null : readCentered(resume, k)) : null,
  );
  for (const [k, isSettled] of ((resume?.extra['settled'] ?? []) as boolean[]).entries()) {
    classifiers.settled[k] = isSettled;
  }
  classifiers.isNear = resume?.extra['near'] === true;
  const folds = readFolds(resume, rows);
  let step = resume?.step ?? 0;
  /** The classifier that a pass goes on with: 0 between passes, `count` before a pass is measured. */
  let at = (resume?.extra['machine'] as number | undefined) ?? 0;
  let isDone = resume?.extra['converged'] === true;
  let calibration = (resume?.extra['calibration'] as Calibration | undefined) ?? null;
  const isLine = count === 1 && map === null;

  /** The metrics of the pass that has just been made; yields where control may go back. */
  function* measured(): Generator<undefined, StepReport, void> {
    const { objective, gap, hingeLoss, accuracy } = yield* classifiers.surveying();
    isDone = model.tol > 0 && gap <= model.tol * objective;
    const metrics: Record<string, number> = { hingeLoss, objective, dualityGap: gap, accuracy };
    if (rows.rows > rows.trainRows) {
      const validation = yield* classifiers.scoring(rows.trainRows, rows.rows);
      metrics['valHingeLoss'] = validation.hingeLoss;
      metrics['valAccuracy'] = validation.accuracy;
    }
    const history = isLine ? rawLine(classifiers.weights[0], data) : null;
    return {
      step: step + 1,
      metrics: { ...metrics, nIter: step + 1 },
      history: history === null ? null : [...history.coef, history.intercept],
    };
  }
  /**
   * Whether a pass is logged: all without a tolerance; with one, measuring every pass would cost as
   * much as the passes do.
   */
  const isLogged = (pass: number): boolean =>
    model.tol === 0 || classifiers.isNear || pass % options.training.logEvery === 0 || pass === model.maxIter;
  const between = (stage?: StepReport['stage']): StepReport => ({
    step,
    metrics: null,
    history: null,
    ...(stage === undefined ? {} : { stage }),
  });

  const toState = (solvers: readonly SolverState[]): ModelState => ({
    kind: 'svm',
    step,
    tensors: {
      ...weightTensors(classifiers.weights, rows.width),
      ...solverTensors(solvers, rows.trainRows),
      ...(map === null ? {} : fourierTensors(map, data.width)),
      ...(folds.scores.length === 0
        ? {}
        : { heldOut: { shape: [rows.trainRows, count], data: folds.heldOut.slice() } }),
    },
    extra: {
      pass: step,
      ...solverExtra(solvers),
      ...(at === 0 ? {} : { machine: at }),
      ...(at > 0 && classifiers.isNear ? { near: true } : {}),
      ...(isDone ? { converged: true } : {}),
      ...(classifiers.settled.includes(true) ? { settled: [...classifiers.settled] } : {}),
      ...(folds.scores.length === 0 ? {} : { folds: [...folds.scores] }),
      ...(calibration === null ? {} : { calibration }),
    },
  });
  const state = (): ModelState => toState(classifiers.kernels.map((kernel) => kernel.state()));

  return {
    totalSteps: model.maxIter,
    metricNames: svmMetricNames(data),
    historyColumns: isLine ? [...data.featureNames.map((name) => `w.${name}`), 'b'] : [],
    async *train(control) {
      if (map !== null) {
        const piece = Math.max(1, Math.floor(MAP_PIECE / (rows.width * (data.width + 8))));
        for (let row = 0; row < rows.rows; row += piece) {
          mapFourier(map, data.features, data.width, row, Math.min(rows.rows, row + piece), rows.features);
          if (row + piece < rows.rows) yield between();
        }
      }
      while (step < model.maxIter && !isDone) {
        for (const next of classifiers.pass(at)) {
          at = next;
          yield between();
        }
        // The pass is made; its step is counted once it has been measured.
        at = count;
        let report: StepReport | null = null;
        const pieces = isLogged(step + 1) ? measured() : null;
        for (let next = pieces?.next(); next !== undefined; next = pieces?.next()) {
          if (next.done === true) {
            report = next.value;
            break;
          }
          yield between();
        }
        at = 0;
        step++;
        control.due();
        const isLast = step === model.maxIter || isDone;
        yield { ...(report ?? between()), ...(isLast ? { isLast } : {}) };
      }
      for (const share of crossValidate(model, rows, seed, folds, centers)) {
        yield between({ label: 'Cross-validation', share });
      }
      calibration ??= calibrate(model, rows, classifiers.weights, folds);
    },
    state,
    frame: (sample) => svmPicture(trainingContext<'svm'>(model, data, state()), sample),
    result: () => {
      const lines = classifiers.weights.map((weights) => rawLine(weights, data));
      return {
        kind: 'svm',
        classes: [...data.classes],
        coef: map === null ? lines.map(({ coef }) => [...coef]) : [],
        intercept: map === null ? lines.map(({ intercept }) => intercept) : [],
        ...(map === null ? { scaledCoef: classifiers.weights.map(({ coef }) => [...coef]) } : {}),
        marginWidth: isLine ? 2 / euclideanNorm(lines[0].coef) : null,
        supportVectorCount: supportVectors(classifiers.weights, rows),
        objective: classifiers.objective().objective,
        dualityGap: classifiers.objective().gap,
        converged: isDone,
        crossValidation: toCrossValidation(model, seed, folds),
        calibration,
      };
    },
    dispose: () => {
      classifiers.dispose();
    },
  };
}

function rawLine({ coef, intercept }: SvmWeights, { scaler }: TrainingData): SvmWeights {
  return unscaleLinear(coef, intercept, scaler);
}

/** Training rows on or inside the margin of a classifier, or beyond it on the wrong side. */
function supportVectors(classifiers: readonly SvmWeights[], rows: SvmRows): number {
  let count = 0;
  for (let row = 0; row < rows.trainRows; row++) {
    const supports = classifiers.some(
      (weights, k) =>
        findSide(rows.target[row], k, rows.classes.length) * decisionAt(weights, rows.features, row) <=
        1 + SUPPORT_TOLERANCE,
    );
    if (supports) count++;
  }
  return count;
}

function readFourier(model: SvmSpec, { data, resume, seed }: TrainerOptions): FourierMap | null {
  if (model.fourier === null) return null;
  const { gamma, nComponents } = model.fourier;
  return resume === null
    ? drawFourier(data.width, nComponents, gamma, Rng.derive(seed, 'fourier'))
    : storedFourier(resume);
}

/** The rows as the classifiers see them; mapped ones are filled in while it trains. */
function inputRows(data: TrainingData, map: FourierMap | null, classifiers: number): SvmRows {
  const target = data.target ?? new Float64Array(data.rows);
  if (map === null) return { ...data, target };
  const width = map.phases.length;
  return { ...data, target, width, features: featuresFor({ ...data, width, classifiers }) };
}
