import { measuringAll, type MeasuredTable, type Measuring } from '../../training/measuring';

/** Nanoseconds of measuring a row and each of its features, on the machine that Benchtop was built on. */
const ROW_NS = 120;
const FEATURE_NS = 1;
/** A look that takes less is made after each step. */
const FREE_NS = 3e7;
/** From so many features on a Newton step takes more than ten looks. */
const WIDE = 40;
const SPARED_STEPS = 5;

/**
 * Each of the few Newton steps of a logistic regression is measured, but of a long and narrow table every
 * fifth and the last: a look at the rows takes a quarter of a step there.
 */
export function logisticMeasuring({ trainRows, validationRows, width }: MeasuredTable): Measuring {
  const lookNs = (trainRows + validationRows) * (ROW_NS + FEATURE_NS * width);
  return measuringAll(lookNs <= FREE_NS || width >= WIDE ? 1 : SPARED_STEPS);
}
