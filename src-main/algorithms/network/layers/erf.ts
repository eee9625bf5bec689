import { exp } from '../../../../src-shared/portable-math/exp';

/** Distance between two nodes; between them a Taylor polynomial stands in. */
const NODE_STEP = 1 / 8;
/** erf is 1 to the last bit from here on. */
const LARGEST = 6;
const TERMS = 12;
const COUNT = LARGEST / NODE_STEP + 1;

/**
 * Taylor coefficients of erf at each node, [node][term]. The derivatives follow from
 * erf''(x) = -2 x erf'(x): with f = erf', f^(n+1) = -2 x f^(n) - 2 n f^(n-1).
 */
const COEFFICIENTS = table();

function table(): Float64Array {
  const coefficients = new Float64Array(COUNT * TERMS);
  for (let node = 0; node < COUNT; node++) {
    const x = node * NODE_STEP;
    coefficients[node * TERMS] = series(x);
    let before = 0;
    let derivative = (2 / Math.sqrt(Math.PI)) * exp(-x * x);
    let factorial = 1;
    for (let term = 1; term < TERMS; term++) {
      factorial *= term;
      coefficients[node * TERMS + term] = derivative / factorial;
      const next = -2 * x * derivative - 2 * (term - 1) * before;
      before = derivative;
      derivative = next;
    }
  }
  return coefficients;
}

/** 2 / sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!: all terms positive, none cancels. */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return Math.min(1, (2 / Math.sqrt(Math.PI)) * exp(-x * x) * sum);
}

/**
 * Error function erf(x) = 2 / sqrt(pi) x integral of exp(-t^2) from 0 to x, to about 1e-15: a Taylor
 * polynomial around the nearest node of a table. NaN for NaN.
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (!(size < LARGEST)) return Number.isNaN(x) ? NaN : Math.sign(x);
  const node = Math.round(size / NODE_STEP);
  const distance = size - node * NODE_STEP;
  let value = 0;
  for (let term = TERMS - 1; term >= 0; term--) {
    value = value * distance + COEFFICIENTS[node * TERMS + term];
  }
  return x < 0 ? -value : value;
}
