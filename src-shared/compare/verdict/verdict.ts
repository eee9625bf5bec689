/** How a verdict was reached. */
type VerdictTest = 'corrected resampled t' | 'paired t' | 'McNemar, exact' | 'DeLong' | 'paired t over rows';

/** One of two that are compared: a group of runs, or a run. */
export interface VerdictSide {
  readonly id: string;
  readonly name: string;
  /** Of the metric over the pairs; of a run the metric itself. */
  readonly mean: number;
  /** Over the pairs (n - 1 below); null of a single run. */
  readonly sd: number | null;
}

/** What a test of two found, before anything is said of it. */
export interface Evidence {
  readonly a: VerdictSide;
  readonly b: VerdictSide;
  readonly metric: string;
  readonly lowerIsBetter: boolean;
  readonly test: VerdictTest;
  /** Pairs of runs, or rows. */
  readonly n: number;
  readonly df: number | null;
  /** b - a in the metric's own units. */
  readonly estimate: number;
  readonly interval: readonly [low: number, high: number];
  /** Standard error of the estimate, corrected for overlapping training rows. */
  readonly error: number;
  readonly pValue: number;
  /** b - a of each pair; null of rows. */
  readonly differences: readonly number[] | null;
  /** Validation rows for each training row, where the test is corrected by them. */
  readonly testTrainRatio: number;
  /** What more of the pairs would be: folds, seeds or rows. */
  readonly pairs: 'folds' | 'seeds' | 'rows';
  /** Which rows it is of, within a sentence: "2 × 5 folds". */
  readonly over: string;
  /** Which rows it is of, whole: "2 × 5 folds of the 300 rows of d.csv". */
  readonly rows: string;
  /** What a person must know beside it, each a sentence. */
  readonly notes: readonly string[];
}

type VerdictOutcome = 'better' | 'worse' | 'equal' | 'undecided';

/** Whether one is better than the other, and how sure that is. `run --json` prints it as it is. */
export interface Verdict extends Omit<Evidence, 'testTrainRatio' | 'pairs'> {
  /** Of the interval. */
  readonly level: number;
  /** By Holm over all that are held against one baseline; null where there is one only. */
  readonly adjustedPValue: number | null;
  /** P(b better than a). */
  readonly probabilityBetter: number;
  /** Region of practical equivalence: differences from -width to width, and the probability of each side. */
  readonly rope: {
    readonly width: number;
    readonly better: number;
    readonly within: number;
    readonly worse: number;
  };
  /** Pairs that b wins, ties and loses, with the sign test's p value; null of rows. */
  readonly counts: {
    readonly wins: number;
    readonly ties: number;
    readonly losses: number;
    readonly pValue: number;
  } | null;
  /** Power to find this difference with as many pairs, and pairs that would find it in 80 %; null: none would. */
  readonly more: {
    readonly of: Evidence['pairs'];
    readonly power: number;
    readonly needed: number | null;
  } | null;
  /** Of b: better or worse where the interval leaves 0 out, equal where it lies within the region. */
  readonly outcome: VerdictOutcome;
  readonly sentence: string;
}
