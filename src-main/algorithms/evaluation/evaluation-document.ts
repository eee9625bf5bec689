import {
  accuracy,
  balancedAccuracy,
  matthewsCorrelation,
  precisionRecallFscoreSupport,
} from '../../../src-shared/run/evaluation/confusion';
import type {
  ClassCurve,
  ClassEvaluation,
  ClassPart,
  Evaluation,
  NumberPart,
} from '../../../src-shared/run/evaluation/evaluation';
import type { PredictionTable } from '../contract/answers';
import { macroAverage } from './curves';

type Json = Readonly<Record<string, unknown>>;

/**
 * An evaluation as `evaluate --json` prints it and as it is exported: its metrics by scikit-learn's
 * names, and the confusion matrix row by row. What cannot be had is null.
 * @param withCurves all points of the curves too
 */
export function evaluationDocument(evaluation: Evaluation, withCurves: boolean): Json {
  const { kind, step, target, isWeighted, validation } = evaluation;
  if (evaluation.kind === 'numbers') {
    return {
      kind,
      step,
      target,
      isWeighted,
      baseline: evaluation.baseline,
      train: numbersDocument(evaluation.train),
      validation: evaluation.validation === null ? null : numbersDocument(evaluation.validation),
    };
  }
  const { classes, scores, threshold } = evaluation;
  return {
    kind,
    step,
    target,
    classes,
    scores,
    threshold,
    isWeighted,
    baseline: { ...evaluation.baseline, class: classes[evaluation.baseline.class] ?? null },
    train: classesDocument(evaluation, evaluation.train, withCurves),
    validation: validation === null ? null : classesDocument(evaluation, validation as ClassPart, withCurves),
  };
}

function numbersDocument(part: NumberPart): Json {
  const { rows, weight, r2, explainedVariance } = part;
  const { meanAbsoluteError, rootMeanSquaredError, medianAbsoluteError } = part;
  return {
    rows,
    weight,
    r2,
    explainedVariance,
    meanAbsoluteError,
    rootMeanSquaredError,
    medianAbsoluteError,
  };
}

function classesDocument({ classes }: ClassEvaluation, part: ClassPart, withCurves: boolean): Json {
  const { rows, weight, confusion, logLoss, crossEntropy, curves, curveRows } = part;
  const count = classes.length;
  const { perClass, macro, micro, weighted } = precisionRecallFscoreSupport(confusion, count);
  const curveByClass = new Map(curves.map((curve) => [curve.class, curve]));
  return {
    rows,
    weight,
    accuracy: accuracy(confusion, count),
    balancedAccuracy: balancedAccuracy(confusion, count),
    matthewsCorrelation: matthewsCorrelation(confusion, count),
    logLoss,
    crossEntropy,
    rocAuc: macroAverage(curves.map((curve) => curve.rocAuc)),
    averagePrecision: macroAverage(curves.map((curve) => curve.averagePrecision)),
    precisionRecallAuc: macroAverage(curves.map((curve) => curve.precisionRecallAuc)),
    macro,
    micro,
    weighted,
    perClass: perClass.map((score, index) => {
      const curve = curveByClass.get(index);
      const { rocAuc = null, averagePrecision = null, precisionRecallAuc = null } = curve ?? {};
      return { class: classes[index], ...score, rocAuc, averagePrecision, precisionRecallAuc };
    }),
    confusionMatrix: classes.map((_, row) => [...confusion.subarray(row * count, (row + 1) * count)]),
    ...(curveRows < rows ? { curveRows } : {}),
    ...(withCurves ? { curves: curves.map((curve) => curveDocument(classes, curve)) } : {}),
  };
}

function curveDocument(classes: ClassEvaluation['classes'], curve: ClassCurve): Json {
  const { positives, negatives, thresholds, truePositives, falsePositives } = curve;
  return {
    class: classes[curve.class],
    positives,
    negatives,
    thresholds: [...thresholds],
    truePositives: [...truePositives],
    falsePositives: [...falsePositives],
  };
}

/** ROC and precision-recall in one table: a row a threshold, class by class, training rows first. */
export function curvesTable(evaluation: ClassEvaluation): PredictionTable {
  const { classes, train, validation } = evaluation;
  const curves = [
    ...train.curves.map((curve) => ['train', curve] as const),
    ...(validation?.curves ?? []).map((curve) => ['validation', curve] as const),
  ];
  let rows = 0;
  const starts = curves.map(([, { thresholds }]) => (rows += thresholds.length) - thresholds.length);
  let at = 0;
  return {
    columns: [
      'part',
      'class',
      'threshold',
      'truePositives',
      'falsePositives',
      'falsePositiveRate',
      'truePositiveRate',
      'precision',
    ],
    rows,
    row(index) {
      // Rows are asked for in turn.
      if (index < starts[at]) at = 0;
      while (at + 1 < starts.length && starts[at + 1] <= index) at++;
      const [part, { class: classIndex, thresholds, truePositives, falsePositives, positives, negatives }] =
        curves[at];
      const i = index - starts[at];
      const [right, wrong] = [truePositives[i], falsePositives[i]];
      return [
        part,
        classes[classIndex] ?? classIndex,
        thresholds[i],
        right,
        wrong,
        wrong / negatives,
        right / positives,
        right / (right + wrong),
      ];
    },
  };
}

/** Every row of a regression with its error, in the order of the data: training rows first. */
export function residualsTable(
  data: { readonly target: Float64Array; readonly trainRows: number },
  predicted: Float64Array,
  rowNumbers: ArrayLike<number>,
): PredictionTable {
  return {
    columns: ['row', 'part', 'actual', 'predicted', 'residual'],
    rows: predicted.length,
    row: (i) => [
      rowNumbers[i] ?? i + 1,
      i < data.trainRows ? 'train' : 'validation',
      data.target[i],
      predicted[i],
      data.target[i] - predicted[i],
    ],
  };
}
