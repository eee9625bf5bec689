import { log } from '../../../src-shared/portable-math/log';
import type { Repair, RepairCurve, RepairMethod } from '../../../src-shared/run/explanation/repair';
import type { Work } from '../explore/slices';
import { Rng } from '../numeric/rng';
import { fitIsotonic, isotonicAt } from './isotonic';
import { fitPlatt, plattProbability } from './platt';

/** Probabilities of rows, [rows][units]; one unit stands for the second class of two. */
export interface Probabilities {
  readonly values: Float64Array;
  readonly units: number;
}

/** So far the sums of slopes of Platt's scaling go down: the line has ten digits then. */
const PRECISION = 1e-9;

/**
 * Fits what repairs probabilities, as scikit-learn's `CalibratedClassifierCV` does with a fitted model: of two
 * classes one curve for the second, of more one a class against the rest.
 * - `platt`: 1 / (1 + exp(a f + b)) of the logit f = ln(p / (1 - p)), with Platt's targets (n+ + 1) / (n+ + 2)
 *   and 1 / (n- + 2) (Platt 1999; `_SigmoidCalibration` given the same f).
 * - `isotonic`: the rising function of p with the least squared distance (Zadrozny and Elkan 2002).
 * @param truth [rows]: index of the class
 * @param rows places of the rows that it is fitted to; absent: all
 */
export function fitRepair(
  method: RepairMethod,
  { values, units }: Probabilities,
  truth: Float64Array,
  rows: Int32Array = Int32Array.from(truth, (_, row) => row),
): Repair['curves'] {
  const curves = curveUnits(units);
  if (method === 'platt') {
    return curves.map((unit) => {
      const logits = Float64Array.from(rows, (row) => logit(values[row * units + unit]));
      const sides = Float64Array.from(rows, (row) => (came(truth[row], unit, units) === 1 ? 1 : -1));
      return fitPlatt(logits, sides, null, PRECISION);
    });
  }
  return curves.map((unit) => {
    const { x, y } = fitIsotonic(
      Float64Array.from(rows, (row) => values[row * units + unit]),
      Float64Array.from(rows, (row) => came(truth[row], unit, units)),
    );
    return corners(x, y);
  });
}

/** Units that have a curve: of two classes the second's. */
function curveUnits(units: number): number[] {
  return units <= 2 ? [units - 1] : Array.from({ length: units }, (_, unit) => unit);
}

function came(truth: number, unit: number, units: number): number {
  return Number(units === 1 ? truth === 1 : truth === unit);
}

function logit(p: number): number {
  const inside = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p));
  return log(inside / (1 - inside));
}

/** The ends of level stretches: what is between them says nothing more. */
function corners(x: Float64Array, y: Float64Array): { readonly x: number[]; readonly y: number[] } {
  const last = x.length - 1;
  const kept = [...x.keys()].filter((i) => i === 0 || i === last || y[i] !== y[i - 1] || y[i] !== y[i + 1]);
  return { x: kept.map((i) => x[i]), y: kept.map((i) => y[i]) };
}

/** A curve as a function of a probability. */
function prepared(curve: RepairCurve): (p: number) => number {
  if ('a' in curve) return (p) => plattProbability(curve, logit(p));
  const points = { x: Float64Array.from(curve.x), y: Float64Array.from(curve.y) };
  return (p) => isotonicAt(points, p);
}

/**
 * Repairs rows in place of the model's own probabilities: of many classes each is divided by their sum, and
 * where all are 0 they are equal, as in scikit-learn.
 * @returns [rows][units]
 */
export function repairProbabilities(
  curves: Repair['curves'],
  { values, units }: Probabilities,
): Float64Array {
  const repaired = new Float64Array(values.length);
  const ready = curves.map(prepared);
  for (let at = 0; at < values.length; at += units) {
    if (units <= 2) {
      const p = ready[0](values[at + units - 1]);
      repaired[at + units - 1] = p;
      if (units === 2) repaired[at] = 1 - p;
      continue;
    }
    let sum = 0;
    for (let unit = 0; unit < units; unit++) {
      const p = ready[unit](values[at + unit]);
      repaired[at + unit] = p;
      sum += p;
    }
    for (let unit = 0; unit < units; unit++)
      repaired[at + unit] = sum > 0 ? repaired[at + unit] / sum : 1 / units;
  }
  return repaired;
}

const FOLDS = 5;

/**
 * Repaired probabilities, each row's by curves that were fitted to the four other fifths: what a repair is
 * worth on rows that it has not seen.
 */
export function* crossFitted(
  method: RepairMethod,
  probabilities: Probabilities,
  truth: Float64Array,
  seed: number,
): Work<Float64Array> {
  const { values, units } = probabilities;
  const order = Int32Array.from(truth, (_, row) => row);
  Rng.derive(seed, 'isotonic folds').shuffle(order);
  const repaired = new Float64Array(values.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const own = order.filter((_, place) => place % FOLDS === fold);
    const others = order.filter((_, place) => place % FOLDS !== fold);
    const curves = fitRepair(method, probabilities, truth, others);
    yield;
    const taken = new Float64Array(own.length * units);
    own.forEach((row, i) => {
      taken.set(values.subarray(row * units, (row + 1) * units), i * units);
    });
    const now = repairProbabilities(curves, { values: taken, units });
    own.forEach((row, i) => {
      repaired.set(now.subarray(i * units, (i + 1) * units), row * units);
    });
  }
  return repaired;
}
