import type { ComparePart } from '../../contract/view';
import ComparedLogisticRegression from './ComparedLogisticRegression.svelte';

/** Logistic regressions side by side. */
export const logisticRegressionCompare: ComparePart<'logistic-regression'> = {
  Picture: ComparedLogisticRegression,
  surface: () => null,
  whyNotDrawn: () => null,
  plane: () => null,
  matched: () => null,
};
