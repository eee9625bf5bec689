import type { PointSample, Prediction, Surface, SvmFrame } from '../../../src-shared/run/live/frames';
import type { Calibration } from '../../../src-shared/run/record/record';
import type { Answer, AnswerColumns } from '../contract/answers';
import type { ModelContext } from '../contract/model-context';
import { mapFourier } from './fourier';
import { scaledRows, unscaleLinear } from '../numeric/scaling';
import { plattProbabilities } from '../calibration/platt';
import { decideClass, decisionAt, countClassifiers, findSide, SUPPORT_TOLERANCE } from './decisions';
import type { SvmWeights } from './problem';
import { storedFourier, readWeights } from './state';

/** Points a side of a drawn surface. */
const DRAWN_GRID = 100;
/** Multiply-adds of one drawn surface, some 30 ms: a live picture is asked for ten times a second. */
const DRAWN_COST = 30e6;
/** A cosine costs about as much as this many multiply-adds. */
const COSINE_COST = 8;
const CHUNK = 1024;

/** A stored SVM that can be asked about raw points. */
interface StoredSvm {
  /** One, or one a class. */
  readonly classifiers: number;
  /** The straight lines in raw units; null behind random Fourier features. */
  readonly lines: readonly SvmWeights[] | null;
  readonly calibration: Calibration | null;
  /**
   * [rows][classifiers] of scaled rows [rows][features], flattened: a line in raw units loses its digits
   * where the columns lie far from zero.
   */
  decisions(scaled: Float64Array): Float64Array;
}

function storedSvm({ state, scaler, featureNames, classes }: ModelContext): StoredSvm {
  const classifiers = countClassifiers(classes.length);
  const map = storedFourier(state);
  const width = featureNames.length;
  const weights = readWeights(state, classifiers, map?.phases.length ?? width);
  const calibration = (state.extra['calibration'] as Calibration | undefined) ?? null;
  const lines =
    map === null ? weights.map(({ coef, intercept }) => unscaleLinear(coef, intercept, scaler)) : null;
  const inputs = map?.phases.length ?? width;
  return {
    classifiers,
    lines,
    calibration,
    decisions(scaled) {
      if (map === null) return allDecisions(weights, scaled, width);
      const rows = scaled.length / width;
      const mapped = new Float64Array(Math.min(rows, CHUNK) * inputs);
      const values = new Float64Array(rows * classifiers);
      for (let from = 0; from < rows; from += CHUNK) {
        const count = Math.min(CHUNK, rows - from);
        mapFourier(map, scaled.subarray(from * width, (from + count) * width), width, 0, count, mapped);
        values.set(allDecisions(weights, mapped.subarray(0, count * inputs), inputs), from * classifiers);
      }
      return values;
    },
  };
}

function allDecisions(
  classifiers: readonly SvmWeights[],
  features: Float64Array,
  width: number,
): Float64Array {
  const count = classifiers.length;
  const values = new Float64Array((features.length / width) * count);
  for (let row = 0; row * count < values.length; row++) {
    for (let k = 0; k < count; k++) values[row * count + k] = decisionAt(classifiers[k], features, row);
  }
  return values;
}

/**
 * The line with its support vectors; of a bent boundary or more than two classes the decisions of the
 * sample's points too, and over two features the surface that shows where each class is.
 */
export function svmPicture(context: ModelContext<'svm'>, sample: PointSample): SvmFrame {
  const svm = storedSvm(context);
  const decisions = svm.decisions(scaledRows(sample.values, context.scaler, context.featureNames.length));
  const supportVectors: number[] = [];
  for (let row = 0; row < sample.count; row++) {
    for (let k = 0; k < svm.classifiers; k++) {
      const side = findSide(sample.targets[row] ?? 0, k, context.classes.length);
      if (side * decisions[row * svm.classifiers + k] > 1 + SUPPORT_TOLERANCE) continue;
      supportVectors.push(row);
      break;
    }
  }
  const isLine = svm.classifiers === 1 && svm.lines !== null;
  return {
    kind: 'svm',
    step: context.state.step,
    coef: svm.lines?.[0]?.coef ?? new Float64Array(0),
    intercept: svm.lines?.[0]?.intercept ?? 0,
    supportVectors: Int32Array.from(supportVectors),
    ...(isLine
      ? { logits: decisions }
      : { decisions, surface: svmSurface(context, svm, drawnGrid(context)) }),
  };
}

/** Two classes: the decision over the plane; more: the index of the class. null where there is no plane. */
function svmSurface(
  { featureRanges, featureNames, scaler }: ModelContext,
  svm: StoredSvm,
  grid: number,
): Surface | null {
  if (featureNames.length !== 2) return null;
  // Some room around, as the picture has: the boundary goes on to its edge.
  const [x1, x2] = featureRanges.map(([low, high]) => {
    const room = 0.25 * (high - low || 1);
    return Float64Array.from(
      { length: grid },
      (_, i) => low - room + ((high - low + 2 * room) * i) / (grid - 1),
    );
  });
  if (x1 === undefined || x2 === undefined) return null;
  const points = new Float64Array(2 * grid * grid);
  for (let i = 0; i < grid; i++) {
    for (let j = 0; j < grid; j++) {
      points[2 * (i * grid + j)] = x1[j];
      points[2 * (i * grid + j) + 1] = x2[i];
    }
  }
  const { classifiers } = svm;
  const values = svm.decisions(scaledRows(points, scaler, 2));
  if (classifiers === 1) return { x1, x2, values: Float32Array.from(values) };
  const regions = Float32Array.from({ length: grid * grid }, (_, at) =>
    decideClass(values.subarray(at * classifiers, (at + 1) * classifiers)),
  );
  return { x1, x2, values: regions };
}

function drawnGrid({ model: { fourier }, featureNames, classes }: ModelContext<'svm'>): number {
  const classifiers = countClassifiers(classes.length);
  const cost =
    fourier === null
      ? featureNames.length * classifiers
      : fourier.nComponents * (featureNames.length + COSINE_COST + classifiers);
  return Math.max(16, Math.min(DRAWN_GRID, Math.floor(Math.sqrt(DRAWN_COST / cost))));
}

/** What is said of one row: class and logits, and the probabilities where Platt's scaling was fitted. */
function describeAnswer(
  { calibration, classifiers }: StoredSvm,
  classes: ModelContext['classes'],
  decisions: Float64Array,
): Pick<Prediction, 'class' | 'logit' | 'decisions' | 'plattProbabilities'> {
  const lines = calibration?.a.map((a, k) => ({ a, b: calibration.b[k] ?? 0 }));
  return {
    class: classes[decideClass(decisions)],
    ...(classifiers === 1 ? { logit: decisions[0] } : { decisions: [...decisions] }),
    ...(lines === undefined ? {} : { plattProbabilities: plattProbabilities(lines, decisions) }),
  };
}

/**
 * Predictions of an SVM: decision values, the class they speak for, and Platt's probabilities where the
 * run fitted them.
 * @param scaled [n][features] flattened
 * @returns reads the answer of a row, from 0
 */
export function svmAnswers(context: ModelContext, scaled: Float64Array): (row: number) => Answer {
  const svm = storedSvm(context);
  const decisions = svm.decisions(scaled);
  const { classifiers } = svm;
  return (row) =>
    describeAnswer(svm, context.classes, decisions.subarray(row * classifiers, (row + 1) * classifiers));
}

/**
 * Columns of predictions.csv for an SVM: predicted class, logit (one a class where there are more than
 * two), Platt's probabilities.
 * @param scaled [n][features] flattened
 */
export function svmColumns(context: ModelContext, scaled: Float64Array): AnswerColumns {
  const svm = storedSvm(context);
  const { classifiers, calibration } = svm;
  const { classes } = context;
  const decisions = svm.decisions(scaled);
  const logits = classifiers === 1 ? ['logit'] : classes.map((name) => `logit.${name}`);
  const platt = calibration === null ? [] : classes.map((name) => `plattProbability.${name}`);
  return {
    columns: ['predicted', ...logits, ...platt],
    values: (row) => {
      const rowDecisions = decisions.subarray(row * classifiers, (row + 1) * classifiers);
      const { class: predicted = '', plattProbabilities: shares = [] } = describeAnswer(
        svm,
        classes,
        rowDecisions,
      );
      return [predicted, ...rowDecisions, ...shares];
    },
  };
}

/** Sentence that explains an answer by its decision values: the sign of the one, or the largest of many. */
export function explainSvmAnswer(_: ModelContext, { class: predicted, logit }: Prediction): string {
  const named = predicted === undefined ? '' : `"${predicted}"`;
  if (logit === undefined) return `The predicted class has the highest logit: ${named}.`;
  return `The logit is ${logit > 0 ? 'above' : 'not above'} 0: the class is ${named}.`;
}
