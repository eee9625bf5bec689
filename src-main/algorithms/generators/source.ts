import type { GeneratorParam } from '../../../src-shared/dataset/generators';
import type { Rng } from '../numeric/rng';

/** What a generator draws from. Each purpose has a stream of its own: other noise, the same points. */
export interface Source {
  /** A parameter as given, or the generator's default. */
  readonly param: (name: GeneratorParam) => number;
  /** The points, and what is drawn once, such as centres. */
  readonly points: Rng;
  /** Normal, of mean 0 and standard deviation `noise`. */
  readonly jitter: () => number;
}

/** Generator of one data set, row by row. */
export interface RowMaker {
  readonly draw: DrawRow;
  /**
   * The rows come in an order that says something about them: they are shuffled afterwards, so that
   * the last tenth, or every second row, is like the whole.
   */
  readonly isOrdered: boolean;
}

/** Writes the features of row `row` of the table to `x` from `at` on; returns its target. */
type DrawRow = (row: number, x: Float64Array, at: number) => number;
