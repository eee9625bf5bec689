import type { Coefficient } from '../contract/coefficients';

/** Picture of a linear regression. */
export interface LinearRegressionFrame {
  readonly kind: 'linear-regression';
  /** 0 before the fit, 1 after it. */
  readonly step: number;
  /** The intercept, then each feature, in raw units. */
  readonly coefficients: readonly Coefficient[];
}
