import { exp } from '../portable-math/exp';
import { log1p } from '../portable-math/log1p';
import type { PairedT } from './corrected-t';

/** From so many degrees of freedom on the series is exact to 1e-9. */
const MANY = 200;

/** Γ((df + 1) / 2) / Γ(df / 2) of a whole number: by its recursion, of many by its series. */
function gammaRatio(df: number): number {
  if (df > MANY) return Math.sqrt(df / 2) * (1 - 1 / (4 * df) + 1 / (32 * df * df));
  let ratio = df % 2 === 1 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
  for (let n = df % 2 === 1 ? 1 : 2; n < df; n += 2) ratio *= (n + 1) / n;
  return ratio;
}

/**
 * Density at `x` of what is known of a mean difference after the test: Student's t with `df` degrees of freedom
 * (a whole number), moved to the mean and stretched by its error; see {@link ropeProbabilities}.
 */
export function posteriorDensity(
  { mean, error, df }: Pick<PairedT, 'mean' | 'error' | 'df'>,
  x: number,
): number {
  const t = (x - mean) / error;
  const power = exp((-(df + 1) / 2) * log1p((t * t) / df));
  return (gammaRatio(df) / (Math.sqrt(df * Math.PI) * error)) * power;
}
