import type { PredictionRow } from './query-points';

/**
 * Which column of a file stands for a column of the model, by hand; null: for none, its cells are
 * filled as in training. Columns that are not named here are matched by themselves.
 */
export type ColumnMatches = Readonly<Record<string, string | null>>;

/** A column of the model with what stands for it in a file. */
export interface MatchedColumn {
  readonly column: string;
  readonly kind: 'number' | 'date' | 'category';
  /** The file's column; null: none. */
  readonly source: string | null;
  /**
   * name: the same; similar: it differs in case, blanks or dashes only; order: the file has no names;
   * hand: a person said so, also that nothing stands for it; null: it was not found.
   */
  readonly how: 'name' | 'similar' | 'order' | 'hand' | null;
  /** Whether a missing cell can be filled as in training. */
  readonly canFill: boolean;
  /** What was found in its cells; null where they were not read. */
  readonly cells: CellCounts | null;
}

/** What a file's cells are worth to a model. */
export interface CellCounts {
  readonly missing: number;
  /** Cells of another type than the column's, e.g. words among numbers. */
  readonly bad: number;
  readonly firstBad: { readonly line: number; readonly text: string } | null;
  /** Cells with categories not seen in training. */
  readonly unknown: number;
  /** Those words, the most frequent first, at most 20. */
  readonly unknownCategories: readonly { readonly word: string; readonly count: number }[];
  readonly below: number;
  readonly above: number;
}

/** A file of points as it would be predicted, before it is. */
export interface PointFileCheck {
  readonly path: string;
  readonly name: string;
  /** Tells this state of the file from a later one. */
  readonly stamp: string;
  /** Rows that hold names. */
  readonly header: number;
  /** The file's columns. */
  readonly columns: readonly string[];
  readonly matched: readonly MatchedColumn[];
  /** Columns of the model for which nothing was found; with any of them nothing is predicted. */
  readonly absent: readonly string[];
  /** Columns of the file that the model does not use. */
  readonly extra: readonly string[];
  /** Names of the answers. */
  readonly answers: readonly string[];
  /** Counted where nothing is absent, else null. */
  readonly rows: PointFileRows | null;
  /** Anything a person should know of how the file is read. */
  readonly notes: readonly string[];
}

export interface PointFileRows {
  readonly total: number;
  /** Rows that can be answered. */
  readonly usable: number;
  /** Rows whose cells may not be in their right columns: they are not answered. */
  readonly doubtful: number;
  /** Rows with a value outside the run’s data. */
  readonly outside: number;
}

/** What came out of a file of points. */
export interface PointFileResult {
  readonly step: number;
  /** Names of the answers. */
  readonly columns: readonly string[];
  readonly rows: PointFileRows;
  /** How often each class or cluster was answered, the most frequent first; null for numbers. */
  readonly labels: readonly { readonly label: string; readonly count: number }[] | null;
  /** Statistics of an answer that is a number; null for labels, and without any answer. */
  readonly numbers: {
    readonly column: string;
    readonly min: number;
    readonly mean: number;
    readonly max: number;
  } | null;
}

/** Some rows of a file with their answers. */
export interface PointFilePage {
  readonly from: number;
  readonly rows: readonly (PredictionRow & { readonly line: number })[];
}
