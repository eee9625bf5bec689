import { z } from 'zod';
import { checked } from '../checked';
import { lazy } from '../lazy';
import { fail } from '../errors';
import { fileDatasetSchema, generatedDatasetSchema } from './schema';

/**
 * Looking at data before training: what the window asks for, and what the data worker counts. All
 * figures are of the rows that the data set's filter and sample leave, as they stand in the file:
 * before anything is filled in or scaled.
 */

/** The part of a data set that says which rows there are; roles and preparation change nothing. */
const explored = fileDatasetSchema.shape;
const exploredDatasetSchema = lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: explored.kind,
      path: explored.path,
      source: explored.source,
      columns: explored.columns,
      dialect: explored.dialect,
      columnSettings: explored.columnSettings,
      rejects: explored.rejects,
      filter: explored.filter,
      sample: explored.sample,
    }),
    generatedDatasetSchema,
  ]),
);
export type ExploredDataset = z.output<typeof exploredDatasetSchema>;

/** @throws BenchtopError `invalid-experiment` naming the first bad field, e.g. `dataset.sample.rows` */
export function parseExploredDataset(input: unknown): ExploredDataset {
  const parsed = checked(exploredDatasetSchema, input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = ['dataset', ...(issue?.path ?? [])].join('.');
  throw fail('invalid-experiment', `${field}: ${issue?.message ?? 'not a data set'}`, { field });
}

const column = lazy(() => z.string().min(1).max(10000));
const columns = lazy(() => z.array(column).max(1000));
const range = lazy(() => z.tuple([z.number(), z.number()]));
const pixels = lazy(() => z.number().int().min(16).max(8192));

export const chartSchema = lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('scatter'),
      x: column,
      y: column,
      colour: column.nullable(),
      /** null: so that every point is in it. */
      view: z.strictObject({ x: range, y: range }).nullable(),
      /** Size of the plane that is drawn, in CSS pixels. */
      width: pixels,
      height: pixels,
      /** How much is drawn beyond each edge of the view, as a share of its span, for panning. */
      margin: z.number().min(0).max(1).default(0),
    }),
    z.strictObject({
      kind: z.literal('histogram'),
      columns,
      /** null: by the rule of Freedman and Diaconis, at most 100. */
      bins: z.number().int().min(1).max(1000).nullable(),
      byClass: column.nullable(),
    }),
    z.strictObject({
      kind: z.literal('correlation'),
      columns: columns.max(100),
      method: z.enum(['pearson', 'spearman']),
    }),
    /** null: all columns, as far as there is room for a thousand. */
    z.strictObject({ kind: z.literal('summary'), columns: columns.nullable() }),
  ]),
);
export type ChartRequest = z.input<typeof chartSchema>;
export type Chart = z.output<typeof chartSchema>;
export type ChartKind = Chart['kind'];
export type CorrelationMethod = Extract<Chart, { kind: 'correlation' }>['method'];

export type Interval = readonly [number, number];

/** Which rows the figures are about. */
export interface ExploredRows {
  /** Rows that the data set's filter and sample leave. */
  readonly total: number;
  /** Rows looked at: fewer where there are too many, and then evenly spread over them. */
  readonly used: number;
  /** Left out because their cells may not be in their right columns. */
  readonly doubtful: number;
}

/** A column's values are numbers, days since 1970-01-01 UTC, or indices in a list of categories. */
type ExploredType = 'number' | 'date' | 'category';

export interface Axis {
  readonly name: string;
  readonly type: ExploredType;
  /** Names of the categories 0, 1, …, at most 1,000; empty for the other types. */
  readonly categories: readonly string[];
}

export interface View {
  readonly x: Interval;
  readonly y: Interval;
}

/** Classes by their colour's number: at most eight, then `other`, then rows without one. */
export const MAX_CLASSES_SHOWN = 8;
export const OTHER_CLASS = 8;
export const NO_CLASS = 9;

export interface ClassCount {
  readonly class: number;
  readonly label: string;
  readonly count: number;
}

export type ColourScale =
  | { readonly kind: 'classes'; readonly name: string; readonly classes: readonly ClassCount[] }
  /**
   * From the 1st to the 99th percentile, so that a single outlier does not take all of the scale;
   * `min` and `max` are of all values.
   */
  | {
      readonly kind: 'values';
      readonly name: string;
      readonly type: 'number' | 'date';
      readonly low: number;
      readonly high: number;
      readonly min: number;
      readonly max: number;
    };

export interface DrawnPoints {
  readonly how: 'points';
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Class of each point, or its value (NaN where missing); empty without a colour column. */
  readonly colour: Float64Array;
  /** 1-based row in the table. */
  readonly row: Float64Array;
}

export interface DrawnBins {
  readonly how: 'binned';
  readonly columns: number;
  readonly rows: number;
  /** counts[row * columns + column], the first row at the lowest y. */
  readonly counts: Uint32Array;
  /** The largest count. */
  readonly most: number;
  /** The most frequent class of each cell; empty without classes. */
  readonly majority: Uint8Array;
  /** How many points of the cell are of it. */
  readonly majorityCounts: Uint32Array;
  /** The mean of the colour column in each cell (NaN where it has none); empty without values. */
  readonly means: Float32Array;
}

export interface ScatterAnswer {
  readonly kind: 'scatter';
  readonly rows: ExploredRows;
  readonly x: Axis;
  readonly y: Axis;
  readonly colour: ColourScale | null;
  /** View that was requested, or the whole. */
  readonly view: View;
  /** What is drawn: the view and its margin. */
  readonly window: View;
  /** Smallest and largest of the points; null without any. */
  readonly extent: View | null;
  /** Points: rows with both values. */
  readonly total: number;
  readonly inView: number;
  /** Rows left out because x or y is missing or no value of its column's type. */
  readonly missing: number;
  readonly drawn: DrawnPoints | DrawnBins;
}

export interface BinnedColumn {
  readonly name: string;
  readonly type: 'number' | 'date';
  readonly shape: 'bins';
  readonly missing: number;
  readonly bad: number;
  readonly low: number;
  readonly high: number;
  /** Equally wide over [low, high], the last one closed. */
  readonly counts: readonly number[];
  /** [classes][bins] in the order of the answer's classes; empty without them. */
  readonly byClass: readonly (readonly number[])[];
}

export interface BarColumn {
  readonly name: string;
  readonly type: 'category';
  readonly shape: 'bars';
  readonly missing: number;
  readonly bad: number;
  /** The 30 most frequent. */
  readonly categories: readonly string[];
  readonly counts: readonly number[];
  /** Rows of all other words, and how many words these are. */
  readonly other: { readonly count: number; readonly categories: number };
  /** [classes][words, then the others]. */
  readonly byClass: readonly (readonly number[])[];
}

/** A column that cannot be read as asked, e.g. with too many words. */
export interface UnreadColumn {
  readonly name: string;
  readonly shape: 'unread';
  readonly problem: string;
}

export interface HistogramAnswer {
  readonly kind: 'histogram';
  readonly rows: ExploredRows;
  readonly columns: readonly (BinnedColumn | BarColumn | UnreadColumn)[];
  readonly classes: { readonly name: string; readonly classes: readonly ClassCount[] } | null;
}

export interface CorrelationAnswer {
  readonly kind: 'correlation';
  readonly rows: ExploredRows;
  readonly method: CorrelationMethod;
  /** Rows that the figures are from: fewer than used for Spearman's above 200,000. */
  readonly from: number;
  readonly columns: readonly string[];
  /** [columns][columns] flattened; NaN where a column does not vary over the pair's rows. */
  readonly values: Float64Array;
  /** Rows that have both values, for each pair. */
  readonly pairs: Float64Array;
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

export interface ColumnSummary {
  readonly name: string;
  readonly type: ExploredType;
  /** Filled cells of the column's type. */
  readonly count: number;
  readonly missing: number;
  /** Filled cells that are not of the type. */
  readonly bad: number;
  /** The next seven are null for categories and for columns without values; std with fewer than two. */
  readonly mean: number | null;
  readonly std: number | null;
  readonly min: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly max: number | null;
  readonly distinct: number;
  /** Counting stopped there. */
  readonly distinctAtLeast: boolean;
  /** null where nothing comes twice or too much is distinct to count. */
  readonly mostFrequent: { readonly value: number | string; readonly count: number } | null;
}

export interface SummaryAnswer {
  readonly kind: 'summary';
  readonly rows: ExploredRows;
  readonly columns: readonly ColumnSummary[];
  readonly unread: readonly UnreadColumn[];
}

export type ChartAnswer = ScatterAnswer | HistogramAnswer | CorrelationAnswer | SummaryAnswer;
