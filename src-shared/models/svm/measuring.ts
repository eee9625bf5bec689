import { measuringAll, type MeasuredTable, type Measuring } from '../../training/measuring';
import type { SvmSpec } from './schema';

/** Nanoseconds of a look at a row and at each of its features, on the machine that Benchtop was built on. */
const ROW_NS = 90;
const FEATURE_NS = 1;
/** A look that takes less is made after each pass. */
const FREE_NS = 1e7;
/** A look takes two fifths of a pass. */
const SPARED_PASSES = 5;

/**
 * The duality gap of an SVM, by which it stops, is of all rows: it is looked at after each pass of a small
 * table, else after every fifth, and where the rows have settled by the solver's own bound.
 */
export function svmMeasuring(
  { tol }: Pick<SvmSpec, 'tol'>,
  { trainRows, validationRows, width }: MeasuredTable,
): Measuring {
  // Without a tolerance each pass is logged.
  if (tol === 0) return measuringAll(1);
  const lookNs = (trainRows + validationRows) * (ROW_NS + FEATURE_NS * width);
  return measuringAll(lookNs <= FREE_NS ? 1 : SPARED_PASSES);
}
