import type { Scaling } from '../../dataset/schema';
import type { Prediction } from '../live/frames';
import type { Encoder } from '../record/dataset-facts';

/** A cell of a raw column: a number, the word of a category, a date as 2024-05-31, null if missing. */
export type Cell = number | string | null;

/**
 * A point to ask about: a text for each raw column (numbers with a decimal point, dates as 2024-05-31,
 * empty if missing), or model inputs in raw units.
 */
export type QueryPoint = { readonly cells: readonly string[] } | { readonly inputs: readonly number[] };

/** A value that lies outside what the model was trained on. */
export interface OutsideCell {
  readonly column: string;
  readonly side: 'below' | 'above';
  /** The end of the range of the run’s data that it passed, written as the cell is. */
  readonly limit: number | string;
}

/** A point with what the model says of it. */
export interface PredictionRow {
  /** By raw column. */
  readonly given: Readonly<Record<string, Cell>>;
  /** Texts of the cells in the columns' order, to ask again with; null for inputs that no cells give. */
  readonly cells: readonly string[] | null;
  /** The model's inputs, raw units; null where the cells give none. */
  readonly inputs: readonly number[] | null;
  /** Why there is no answer, as a sentence; null where there is one. */
  readonly problem: string | null;
  /** Columns that were missing and were filled as in training. */
  readonly filled: readonly string[];
  readonly outside: readonly OutsideCell[];
  /** A cell for each answer column; null without an answer. */
  readonly answer: readonly (number | string)[] | null;
  readonly prediction: Prediction | null;
}

/** Answers to points of any kind of model. */
export interface PointPredictions {
  /** Step of the model that answered. */
  readonly step: number;
  /** Names of the answers, in their order. */
  readonly columns: readonly string[];
  readonly rows: readonly PredictionRow[];
  /** How the answer to the first point came about, where that was asked for and there is one. */
  readonly steps: ComputedSteps | null;
}

/** One model input on its way: encoded, then (encoded - offset) / scale. */
export interface ComputedInput {
  readonly name: string;
  readonly encoded: number;
  readonly scaling: Scaling;
  readonly offset: number;
  readonly scale: number;
  readonly scaled: number;
}

/** One raw column on its way into the model. */
export interface ComputedColumn {
  readonly column: string;
  readonly kind: Encoder['kind'];
  readonly raw: Cell;
  readonly isFilled: boolean;
  /** The cell, or what stands in for it. */
  readonly value: Cell;
  readonly inputs: readonly ComputedInput[];
}

/** How an answer is computed: raw value, filled, encoded, scaled, given to the model, read back. */
export interface ComputedSteps {
  readonly columns: readonly ComputedColumn[];
  /** What the model gives, by name. */
  readonly outputs: readonly { readonly name: string; readonly value: number | string }[];
  /** How the answer is read from that, as a sentence. */
  readonly reading: string;
}
