import { exp } from '../portable-math/exp';
import { normalTails } from './normal';

/** Beyond it a tail holds less than 1e-15. */
const FAR = 8;
const CELLS_PER_UNIT = 64;
const LAST = 2 * FAR * CELLS_PER_UNIT;

/** P(Z <= z) and its slope at the nodes; made when it is first asked for. */
let table: { readonly below: Float64Array; readonly slope: Float64Array } | null = null;

/**
 * P(Z <= z) of a standard normal Z, to 1e-9, many times as fast as {@link normalTails}: cubic Hermite
 * interpolation between its values and densities, 64 nodes a unit.
 */
export function normalBelow(z: number): number {
  if (!(z > -FAR)) return Number.isNaN(z) ? NaN : 0;
  if (z >= FAR) return 1;
  const { below, slope } = (table ??= makeTable());
  const at = (z + FAR) * CELLS_PER_UNIT;
  const i = Math.floor(at);
  const t = at - i;
  // All of them are there; `at` would take longer than the rest.
  const from = below[i] ?? NaN;
  const rise = (below[i + 1] ?? NaN) - from;
  const p = slope[i] ?? NaN;
  const q = slope[i + 1] ?? NaN;
  return from + t * (p + t * (3 * rise - 2 * p - q + t * (p + q - 2 * rise)));
}

function makeTable(): { below: Float64Array; slope: Float64Array } {
  const [below, slope] = [new Float64Array(LAST + 1), new Float64Array(LAST + 1)];
  for (let i = 0; i <= LAST; i++) {
    const z = i / CELLS_PER_UNIT - FAR;
    below[i] = normalTails(z).lower;
    slope[i] = exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / CELLS_PER_UNIT;
  }
  return { below, slope };
}
