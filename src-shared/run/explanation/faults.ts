import type { Cell } from '../points/query-points';
import type { Explanation } from './explanation';
import type { ProbabilityFigures, RepairMethod } from './repair';

/** A row that the model is wrong on. */
export interface FaultyRow {
  /** 1-based row of the table. */
  readonly row: number;
  /** Line in the file; null for generated data. */
  readonly line: number | null;
  /** -ln p(own class), how far a decision value lies on the wrong side, or |error|. */
  readonly loss: number;
  readonly actual: number | string;
  readonly predicted: number | string;
  /** Probability that the model gave what it predicted; null where it gives none. */
  readonly probability: number | null;
  /** In the order of `columns`. */
  readonly cells: readonly Cell[];
}

/** Rows with one value of a column, or in one quarter of it. */
export interface FaultySlice {
  readonly column: string;
  /** A category, or the ends of a quarter of the rows, both in it. */
  readonly value: string | readonly [number, number];
  readonly rows: number;
  /** Share of wrong answers (with Wilson's interval), or mean of |error| (with the normal one). */
  readonly figure: number;
  readonly low: number;
  readonly high: number;
}

/** Answers of about one probability, and how often they came true. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  /** Mean of what was predicted; null of no rows. */
  readonly predicted: number | null;
  /** Share that came true. */
  readonly observed: number | null;
}

/** Whether probabilities are what they say. */
export interface Calibration extends ProbabilityFigures {
  /** What the bins are of: the class, or (of many) whichever the model predicted. */
  readonly of: string | null;
  readonly bins: readonly ReliabilityBin[];
  /**
   * What each repair makes of them, fitted to other fifths of these rows; none of fewer than 50 rows, and of
   * the test part, which nothing is fitted to.
   */
  readonly repairs: readonly (ProbabilityFigures & { readonly method: RepairMethod })[];
  /** What the run's own repair makes of them, where these rows are not those that it was fitted to; else null. */
  readonly kept: (ProbabilityFigures & { readonly method: RepairMethod; readonly rows: number }) | null;
}

/** Where a model with a target is wrong. */
export interface Faults extends Explanation {
  readonly measure: 'logLoss' | 'wrongSide' | 'absoluteError';
  readonly columns: readonly string[];
  readonly worst: readonly FaultyRow[];
  /** Share of wrong answers, or mean of |error|, of all rows. */
  readonly overall: number;
  /** The worst first. */
  readonly slices: readonly FaultySlice[];
  /** Null where the model gives no probabilities. */
  readonly calibration: Calibration | null;
}
