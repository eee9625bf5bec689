import {
  accuracy,
  balancedAccuracy,
  matthewsCorrelation,
  precisionRecallFscoreSupport,
} from '../../run/evaluation/confusion';
import {
  clippingShows,
  type ClassEvaluation,
  type ClassPart,
  type Evaluation,
  type EvaluationPart,
  type NumberEvaluation,
  type NumberPart,
} from '../../run/evaluation/evaluation';
import { count, quantity } from '../html/numbers';
import type { Cell, Table } from './table';

/** What was not trained on comes first. */
const PARTS: readonly EvaluationPart[] = ['validation', 'train'];
export const PART_NAMES: Readonly<Record<EvaluationPart, string>> = {
  validation: 'validation',
  train: 'training',
};

/** The parts of an evaluation that there are, validation first. */
export function partsOf<E extends Evaluation>(
  evaluation: E,
): readonly { readonly part: EvaluationPart; readonly of: NonNullable<E['train']> }[] {
  return PARTS.flatMap((part) => {
    const of = evaluation[part];
    return of === null ? [] : [{ part, of: of }];
  });
}

/** Figures of a model on its own rows, beside a model that knows no feature. */
export function evaluationTable(evaluation: Evaluation): Table {
  const parts = partsOf(evaluation);
  const rows = evaluation.kind === 'classes' ? classFigures(evaluation) : numberFigures(evaluation);
  const of = parts.map(({ part, of: { rows: n } }) => quantity(n, `${PART_NAMES[part]} row`)).join(', ');
  const weighted = evaluation.isWeighted ? ' Rows count by their weights.' : '';
  const none =
    evaluation.validation === null
      ? ' There are no validation rows: every figure is of rows that the model was trained on.'
      : '';
  return {
    caption: `Evaluation of ${evaluation.target} at step ${count(evaluation.step)}`,
    columns: ['Figure', ...parts.map(({ part }) => `${capital(PART_NAMES[part])} rows`)],
    rows,
    note: `Of ${of}.${none}${weighted} Baseline: ${baselineText(evaluation)}.`,
  };
}

function baselineText({ kind }: Evaluation): string {
  return kind === 'classes'
    ? 'always the most frequent class of the training rows'
    : 'always the mean of the training rows';
}

function classFigures(evaluation: ClassEvaluation): Cell[][] {
  const n = evaluation.classes.length;
  const parts = partsOf(evaluation).map(({ of }) => of);
  const row = (label: string, read: (part: ClassPart) => number | null): Cell[] => [
    label,
    ...parts.map(read),
  ];
  const auc = (part: ClassPart, key: 'rocAuc' | 'averagePrecision'): number | null => {
    const values = part.curves.map((curve) => curve[key]).filter((value) => value !== null);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const mean = n > 2 ? ', mean of the classes' : '';
  return [
    row('Rows', ({ rows }) => rows),
    row('Accuracy', ({ confusion }) => accuracy(confusion, n)),
    [
      'Accuracy of the baseline',
      ...partsOf(evaluation).map(({ part }) => evaluation.baseline[part]?.accuracy ?? null),
    ],
    row('Balanced accuracy', ({ confusion }) => balancedAccuracy(confusion, n)),
    row('Macro F1', ({ confusion }) => precisionRecallFscoreSupport(confusion, n).macro.f1),
    row('Matthews correlation', ({ confusion }) => matthewsCorrelation(confusion, n)),
    row(`Area under ROC${mean}`, (part) => auc(part, 'rocAuc')),
    row(`Average precision${mean}`, (part) => auc(part, 'averagePrecision')),
    ...(parts.some(({ logLoss }) => logLoss !== null) ? [row('Log loss', ({ logLoss }) => logLoss)] : []),
    ...(parts.some(clippingShows) ? [row('Cross-entropy', ({ crossEntropy }) => crossEntropy)] : []),
  ];
}

function numberFigures(evaluation: NumberEvaluation): Cell[][] {
  const parts = partsOf(evaluation);
  const row = (label: string, read: (part: NumberPart) => number): Cell[] => [
    label,
    ...parts.map(({ of }) => read(of)),
  ];
  const base = (key: 'r2' | 'meanAbsoluteError' | 'rootMeanSquaredError'): Cell[] =>
    parts.map(({ part }) => evaluation.baseline[part]?.[key] ?? null);
  return [
    row('Rows', ({ rows }) => rows),
    row('R²', ({ r2 }) => r2),
    row('Explained variance', ({ explainedVariance }) => explainedVariance),
    row('Mean absolute error', ({ meanAbsoluteError }) => meanAbsoluteError),
    row('Root mean squared error', ({ rootMeanSquaredError }) => rootMeanSquaredError),
    row('Median absolute error', ({ medianAbsoluteError }) => medianAbsoluteError),
    ['Mean absolute error of the baseline', ...base('meanAbsoluteError')],
    ['Root mean squared error of the baseline', ...base('rootMeanSquaredError')],
  ];
}

/** Precision, recall and F1 of each class on one part of the rows. */
export function classTable({ classes }: ClassEvaluation, part: EvaluationPart, of: ClassPart): Table {
  const scores = precisionRecallFscoreSupport(of.confusion, classes.length);
  const row = (
    label: string,
    { precision, recall, f1 }: { precision: number; recall: number; f1: number },
  ): Cell[] => [label, precision, recall, f1];
  const support = scores.perClass.reduce((sum, own) => sum + own.support, 0);
  return {
    caption: `Classes, ${PART_NAMES[part]} rows`,
    columns: ['Class', 'Precision', 'Recall', 'F1', 'Support'],
    rows: [
      ...scores.perClass.map((own, c) => [...row(String(classes[c]), own), own.support]),
      [...row('Macro average', scores.macro), support],
      [...row('Weighted average', scores.weighted), support],
    ],
  };
}

/** How often each class was taken for each other one. */
export function confusionTable(
  { classes, isWeighted }: ClassEvaluation,
  part: EvaluationPart,
  of: ClassPart,
): Table {
  const n = classes.length;
  return {
    caption: `Confusion matrix, ${PART_NAMES[part]} rows`,
    columns: ['True class', ...classes.map(String)],
    rows: classes.map((own, r) => [String(own), ...of.confusion.subarray(r * n, (r + 1) * n)]),
    note: `A row is a true class, a column what the model says${isWeighted ? '; sums of weights' : ''}.`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
