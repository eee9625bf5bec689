import type { BinnedColumn, ScatterAnswer } from '../../dataset/explore';

export const EVALUATION_PARTS = ['train', 'validation'] as const;
export type EvaluationPart = (typeof EVALUATION_PARTS)[number];

/** How good the model of a checkpoint is, on the rows it was trained on and on those kept for validation. */
export type Evaluation = ClassEvaluation | NumberEvaluation;

export interface ClassEvaluation {
  readonly kind: 'classes';
  /** Step of the checkpoint. */
  readonly step: number;
  readonly target: string;
  /** At least two, in the order of the confusion matrix. */
  readonly classes: readonly (number | string)[];
  /** What the curves are drawn by: an SVM's (and the hinge loss') decision values are no probabilities. */
  readonly scores: 'probability' | 'decision';
  /** Two classes: the score from which on the model says the second one; null for more. */
  readonly threshold: number | null;
  /** Whether rows have weights: then every count is a sum of them. */
  readonly isWeighted: boolean;
  readonly baseline: ClassBaseline;
  readonly train: ClassPart;
  /** null without validation rows. */
  readonly validation: ClassPart | null;
}

/** Always answering the most frequent class of the training rows: what a classifier must beat. */
export interface ClassBaseline {
  /** Index of the class among `classes`. */
  readonly class: number;
  readonly train: { readonly accuracy: number };
  /** null without validation rows. */
  readonly validation: { readonly accuracy: number } | null;
}

/** Always answering the mean of the training rows: what a model of numbers must beat. */
export interface NumberBaseline {
  readonly mean: number;
  readonly train: NumberScores;
  /** null without validation rows. */
  readonly validation: NumberScores | null;
}

/** Errors in units of the target, and the share of its variance that is explained. */
export interface NumberScores {
  readonly r2: number;
  readonly meanAbsoluteError: number;
  readonly rootMeanSquaredError: number;
}

export interface ClassPart {
  readonly rows: number;
  /** Sum of the weights of all rows; their number where they have no weights. */
  readonly weight: number;
  /** [true][predicted] flattened: weights of rows, as the model itself says their class. */
  readonly confusion: Float64Array;
  /** scikit-learn's: probabilities are kept 2.2e-16 from 0 and 1. null without probabilities. */
  readonly logLoss: number | null;
  /** Keras' and a run's loss without its penalty: they are kept 1e-7 from 0 and 1. null without probabilities. */
  readonly crossEntropy: number | null;
  /** Curves of each class against all others; for two classes that of the second alone. */
  readonly curves: readonly ClassCurve[];
  /** Rows that the curves are from: fewer than `rows` where rows x classes are too many to sort. */
  readonly curveRows: number;
}

/**
 * Whether log loss and cross-entropy are worth telling apart: of a model that is all but certain of a
 * wrong class they differ, of most they are the same.
 */
export function clippingShows({
  logLoss,
  crossEntropy,
}: Pick<ClassPart, 'logLoss' | 'crossEntropy'>): boolean {
  return logLoss !== null && crossEntropy !== null && Math.abs(logLoss - crossEntropy) > 1e-6 * logLoss;
}

/** One class against all others at descending thresholds: taken for it where the score is at least that. */
export interface ClassCurve {
  /** Index of the class among `classes`. */
  readonly class: number;
  /** Weight of the rows of the class, and of all others. */
  readonly positives: number;
  readonly negatives: number;
  /** [points] of the distinct scores; all of them where they are few. */
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  /** How many distinct scores there are; the areas are of all of them. */
  readonly distinctScores: number;
  /** null where the class or all others have no rows. */
  readonly rocAuc: number | null;
  /** null where the class has no rows. */
  readonly averagePrecision: number | null;
  readonly precisionRecallAuc: number | null;
}

export interface NumberEvaluation {
  readonly kind: 'numbers';
  readonly step: number;
  readonly target: string;
  readonly isWeighted: boolean;
  readonly baseline: NumberBaseline;
  readonly train: NumberPart;
  readonly validation: NumberPart | null;
}

export interface NumberPart {
  readonly rows: number;
  readonly weight: number;
  readonly r2: number;
  readonly explainedVariance: number;
  /** In units of the target, as the next two. */
  readonly meanAbsoluteError: number;
  readonly rootMeanSquaredError: number;
  readonly medianAbsoluteError: number;
  /** Predicted over actual values, both axes over the same range; many rows are counted in cells. */
  readonly fitted: ScatterAnswer;
  /** Residuals, actual - predicted, over predicted values. */
  readonly residuals: ScatterAnswer;
  /** Residuals of the rows, each counted once whatever its weight. */
  readonly histogram: BinnedColumn;
}

/** Exports of an evaluation: all of it, or its curves (of numbers: every row) as a table. */
export const EVALUATION_FORMATS = ['json', 'csv'] as const;
export type EvaluationFormat = (typeof EVALUATION_FORMATS)[number];
