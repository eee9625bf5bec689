import type { ComparePart } from '../../contract/view';
import ComparedLinearRegression from './ComparedLinearRegression.svelte';

/** Linear regressions side by side. */
export const linearRegressionCompare: ComparePart<'linear-regression'> = {
  Picture: ComparedLinearRegression,
  surface: () => null,
  whyNotDrawn: () => null,
  plane: () => null,
  matched: () => null,
};
