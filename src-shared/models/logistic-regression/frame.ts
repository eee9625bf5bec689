import type { LogisticEquation } from './result';

/** Picture of a logistic regression after one Newton step. */
export interface LogisticRegressionFrame {
  readonly kind: 'logistic-regression';
  readonly step: number;
  readonly reference: number | string;
  /** One for each class but the reference, in raw units. */
  readonly equations: readonly LogisticEquation[];
}
