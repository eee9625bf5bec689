import type { Cell, QueryPoint } from '../points/query-points';

/**
 * Rows that an explanation is of: those kept apart, or (where there are none) the training rows; the test part
 * where it was opened and is asked for.
 */
export type ExplainedPart = 'validation' | 'train' | 'test';

/** What an explanation speaks of: a predicted number, a probability, a decision value, or 1 in a row's cluster. */
export type ExplainedScale = 'number' | 'probability' | 'decision' | 'membership';

/** Metrics by which a column's importance can be told; of clusters the share of rows that stay in theirs. */
export const IMPORTANCE_METRICS = ['accuracy', 'logLoss', 'rmse', 'mae', 'r2', 'sameCluster'] as const;
export type ImportanceMetric = (typeof IMPORTANCE_METRICS)[number];

/** What every explanation says of itself. */
export interface Explanation {
  /** Of the model that is explained. */
  readonly step: number;
  readonly scale: ExplainedScale;
  /** What the model gives, e.g. the classes it has a probability of; the target of a number. */
  readonly outputs: readonly string[];
  readonly part: ExplainedPart;
  /** Rows that were looked at, drawn from the part where they are fewer than `partRows`. */
  readonly rows: number;
  readonly partRows: number;
  readonly seed: number;
}

/** How much worse a metric becomes when one column is shuffled. */
interface ColumnImportance {
  readonly column: string;
  /** Of the repeats; above 0: the metric became worse. */
  readonly mean: number;
  /** Standard deviation of the repeats, by n - 1. */
  readonly sd: number;
  readonly repeats: readonly number[];
}

/** Permutation importance of every raw column (Breiman 2001), the most important first. */
export interface Importance extends Explanation {
  readonly metric: ImportanceMetric;
  /** Further metrics that could have been taken. */
  readonly metrics: readonly ImportanceMetric[];
  /** Of the rows as they are. */
  readonly baseline: number;
  readonly repeats: number;
  readonly columns: readonly ColumnImportance[];
}

/** Values of a column at which a model was asked. */
export interface DependenceGrid {
  readonly column: string;
  /** Dates are days since 1970-01-01 UTC. */
  readonly kind: 'number' | 'date' | 'category';
  /** Raw values, ascending; of categories their places. */
  readonly values: Float64Array;
  /** Categories by place; empty for others. */
  readonly categories: readonly string[];
  /** The 5 % and the 95 % quantile of the rows: beyond it there are few; null of categories and of parts of dates. */
  readonly central: readonly [number, number] | null;
  /** Some of the rows' own values, ascending; of categories the rows of each. */
  readonly rug: Float64Array;
}

/** Accumulated local effects (Apley and Zhu 2020) at the edges of intervals that hold as many rows each. */
export interface AccumulatedEffects {
  readonly edges: Float64Array;
  /** [outputs][edges], centred: their mean over the rows is 0. */
  readonly values: Float64Array;
  /** Rows of each interval. */
  readonly counts: Int32Array;
}

/** What the model says on average, and of single rows, while one column goes through its values. */
export interface Dependence extends Explanation {
  readonly grid: DependenceGrid;
  /** Partial dependence (Friedman 2001), [outputs][values]: mean over the rows. */
  readonly mean: Float64Array;
  /** Individual conditional expectation (Goldstein et al. 2015), [outputs][iceRows][values]. */
  readonly ice: Float64Array;
  /** 1-based rows of the table that the single lines are of. */
  readonly iceRows: readonly number[];
  /** Null for categories, which have no order, and for parts of dates. */
  readonly ale: AccumulatedEffects | null;
}

/** How Shapley values were computed. */
export type ShapleyMethod = 'linear' | 'exact' | 'sampled';

/** How one row's answer is made up of its columns, beginning at the mean over the background rows. */
export interface Attribution {
  readonly method: ShapleyMethod | 'gradients';
  /** [outputs]: what the model says on average over the background; of gradients, of its mean. */
  readonly base: Float64Array;
  /** [outputs]: what it says of the row. */
  readonly prediction: Float64Array;
  /** [outputs][columns]: they add up to prediction - base. */
  readonly values: Float64Array;
  /** [outputs][columns]: standard errors of sampled values; null where nothing was sampled. */
  readonly errors: Float64Array | null;
  /** Pairs of orders that were drawn; of gradients the points of the path; else null. */
  readonly draws: number | null;
  /** Training rows that stand for what is not known. */
  readonly backgroundRows: number;
}

/** How rows are explained: Shapley values, or integrated gradients of a network. */
export const EXPLAIN_METHODS = ['shap', 'gradients'] as const;
export type ExplainMethod = (typeof EXPLAIN_METHODS)[number];

/** A row of the table by its 1-based number, or a point. */
export type ExplainedRow = { readonly row: number } | { readonly point: QueryPoint };

/** One row, explained. */
export interface RowExplanation extends Omit<Explanation, 'part' | 'rows' | 'partRows'> {
  /** Part of the data that a row of the table is in; null of a point. */
  readonly part: ExplainedPart | null;
  readonly columns: readonly string[];
  /** The row's cells, for people. */
  readonly cells: readonly Cell[];
  readonly attribution: Attribution;
}

/** Shapley values of many rows, of one output. */
export interface AttributionSummary extends Explanation {
  readonly output: number;
  readonly method: ShapleyMethod | 'gradients';
  readonly base: number;
  readonly backgroundRows: number;
  readonly draws: number | null;
  readonly columns: readonly string[];
  /** [columns]: mean size of a column's values over the rows. */
  readonly meanSize: Float64Array;
  /** [rows][columns]. */
  readonly values: Float64Array;
  /** [rows][columns]: where a row's value lies in the column, 0 to 1 of its range; NaN of categories. */
  readonly places: Float64Array;
  /** 1-based rows of the table. */
  readonly rowNumbers: Int32Array;
}
