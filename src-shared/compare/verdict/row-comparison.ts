import type { BootstrapInterval } from '../../statistics/bootstrap';
import type { DeLong } from '../../statistics/delong';
import type { McNemar } from '../../statistics/mcnemar';

/** Two models on the same validation rows. */
export interface RowComparison {
  readonly kind: 'classes' | 'numbers';
  readonly target: string;
  readonly rows: number;
  /** Rows have weights, which are not used here. */
  readonly isWeighted: boolean;
  readonly figures: readonly RowFigure[];
  /** null of numbers. */
  readonly mcnemar: McNemar | null;
  /** null but of two classes. */
  readonly rocAuc: DeLong | null;
}

/** A figure of both, and the bootstrap interval of b - a. */
export interface RowFigure extends BootstrapInterval {
  /** accuracy, logLoss; rmse, mae. */
  readonly name: string;
  readonly a: number;
  readonly b: number;
  /** Paired t test of what each row adds to it. */
  readonly pValue: number;
}
