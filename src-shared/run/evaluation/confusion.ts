import { at } from '../../present';

/**
 * Figures of a confusion matrix, as scikit-learn's `metrics` has them. They are here because the page
 * works them out anew at every move of the threshold. A matrix is [classes][classes] flattened:
 * entry [i][j] is the weight (without sample weights: the number) of the rows of class i that were
 * taken for class j. A figure of no rows at all is NaN.
 */
type Matrix = ArrayLike<number>;

/** One class against all others. */
interface ClassScore {
  /** Share of the rows taken for the class that are of it; 0 where none was taken for it. */
  readonly precision: number;
  /** Share of the rows of the class that were taken for it; 0 where there are none. */
  readonly recall: number;
  /** Harmonic mean of the two, 2 tp / (2 tp + fp + fn); 0 where there is nothing to divide by. */
  readonly f1: number;
  /** Weight of the rows of the class. */
  readonly support: number;
  /** Weight of the rows taken for the class. */
  readonly predicted: number;
}

interface AverageScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** `precision_recall_fscore_support` with `zero_division=0`. */
export interface ClassScores {
  /** [classes]. */
  readonly perClass: readonly ClassScore[];
  /**
   * Plain mean over the classes that some row is of or was taken for, scikit-learn's labels when it
   * is given none.
   */
  readonly macro: AverageScore;
  /** Over all rows at once; with one class a row all three are the accuracy. */
  readonly micro: AverageScore;
  /** Mean over the classes, each by its support. */
  readonly weighted: AverageScore;
}

/** Share of the rows whose class is right. @param classes how many there are */
export function accuracy(confusion: Matrix, classes: number): number {
  return diagonal(confusion, classes) / total(confusion);
}

/** Mean of the recalls of the classes that have rows. @param classes how many there are */
export function balancedAccuracy(confusion: Matrix, classes: number): number {
  const recalls = precisionRecallFscoreSupport(confusion, classes)
    .perClass.filter(({ support }) => support > 0)
    .map(({ recall }) => recall);
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}

/**
 * Matthews' correlation of true and predicted classes for any number of them (Gorodkin 2004): 1 all
 * right, 0 no better than chance, also where only one class occurs.
 * @param classes how many there are
 */
export function matthewsCorrelation(confusion: Matrix, classes: number): number {
  const all = total(confusion);
  if (!(all > 0)) return NaN;
  const { rows, columns } = sumMargins(confusion, classes);
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, i) => sum + value * at(b, i), 0);
  const covariance = diagonal(confusion, classes) * all - dot(rows, columns);
  const spread = (all * all - dot(columns, columns)) * (all * all - dot(rows, rows));
  return spread > 0 ? covariance / Math.sqrt(spread) : 0;
}

/** Precision, recall and F1 of each class with their means. @param classes how many there are */
export function precisionRecallFscoreSupport(confusion: Matrix, classes: number): ClassScores {
  const { rows, columns } = sumMargins(confusion, classes);
  const perClass = Array.from({ length: classes }, (_, c): ClassScore => {
    const right = at(confusion, c * classes + c);
    const support = at(rows, c);
    const predicted = at(columns, c);
    return {
      precision: share(right, predicted),
      recall: share(right, support),
      f1: share(2 * right, support + predicted),
      support,
      predicted,
    };
  });
  const all = total(confusion);
  const right = share(diagonal(confusion, classes), all);
  return {
    perClass,
    macro: averageScores(perClass, ({ support, predicted }) => (support + predicted > 0 ? 1 : 0)),
    micro: { precision: right, recall: right, f1: right },
    weighted: averageScores(perClass, ({ support }) => support),
  };
}

function averageScores(
  scores: readonly ClassScore[],
  readWeight: (score: ClassScore) => number,
): AverageScore {
  const weight = scores.reduce((sum, score) => sum + readWeight(score), 0);
  const mean = (name: keyof AverageScore): number =>
    scores.reduce((sum, score) => sum + readWeight(score) * score[name], 0) / weight;
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function total(confusion: Matrix): number {
  let sum = 0;
  for (let i = 0; i < confusion.length; i++) sum += at(confusion, i);
  return sum;
}

function diagonal(confusion: Matrix, classes: number): number {
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += at(confusion, c * classes + c);
  return sum;
}

/** What the rows and the columns come to. */
function sumMargins(confusion: Matrix, classes: number): { rows: Float64Array; columns: Float64Array } {
  const rows = new Float64Array(classes);
  const columns = new Float64Array(classes);
  for (let i = 0; i < classes; i++) {
    for (let j = 0; j < classes; j++) {
      rows[i]! += at(confusion, i * classes + j);
      columns[j]! += at(confusion, i * classes + j);
    }
  }
  return { rows, columns };
}
