import { normalQuantile, normalTails } from '../distributions/normal';

/** Interval of a figure of one sample, with what it was made of. */
export interface BootstrapInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Standard deviation of the draws: the standard error. */
  readonly error: number;
  readonly draws: number;
}

export interface BootstrapOptions {
  /** Whole number from 0 up to below n, of a seeded generator. */
  readonly integer: (n: number) => number;
  /** 2,000 unless said otherwise. */
  readonly draws?: number;
  readonly level?: number;
}

/**
 * Bias-corrected and accelerated bootstrap interval (BCa; Efron, JASA 82, 1987; Efron and Tibshirani 1993,
 * chapter 14) of any figure of some rows, which are drawn with replacement.
 * @param rows how many there are
 * @param figure of the rows at some places, each of them as often as it stands there; draws of which it is
 *   no number (an area of one class) are left out
 */
export function bootstrapInterval(
  rows: number,
  figure: (places: Int32Array) => number,
  { integer, draws = 2000, level = 0.95 }: BootstrapOptions,
): BootstrapInterval {
  const places = Int32Array.from({ length: rows }, (_, i) => i);
  const estimate = figure(places);
  const drawn: number[] = [];
  const taken = new Int32Array(rows);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < rows; i++) taken[i] = integer(rows);
    const value = figure(taken);
    if (!Number.isNaN(value)) drawn.push(value);
  }
  const { low, high } = bcaInterval(drawn, jackknife(places, figure), estimate, level);
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const squares = drawn.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return {
    estimate,
    low,
    high,
    error: Math.sqrt(squares / (drawn.length - 1)),
    draws: drawn.length,
  };
}

/** Blocks of rows that the jackknife leaves out at once where there are more rows. */
const MAX_LEFT_OUT = 200;

/** The figure without each row in turn; of many rows without each of {@link MAX_LEFT_OUT} blocks. */
function jackknife(places: Int32Array, figure: (places: Int32Array) => number): number[] {
  const blocks = Math.min(places.length, MAX_LEFT_OUT);
  return Array.from({ length: blocks }, (_, block) =>
    figure(places.filter((place) => place % blocks !== block)),
  ).filter((value) => !Number.isNaN(value));
}

/**
 * The ends of the BCa interval: quantiles of the draws at Φ(z0 + (z0 + z) / (1 - a (z0 + z))), with
 * z0 = Φ⁻¹(share of draws below the estimate, those on it by half) and the acceleration
 * a = Σ d³ / (6 (Σ d²)^1.5), d the jackknife's mean less its values. As SciPy's
 * `bootstrap(method='BCa')`, quantiles interpolated linearly. Both ends are the estimate where the draws
 * are all equal; NaN without draws.
 */
export function bcaInterval(
  draws: readonly number[],
  leftOut: readonly number[],
  estimate: number,
  level = 0.95,
): { readonly low: number; readonly high: number } {
  if (draws.length === 0) return { low: NaN, high: NaN };
  const sorted = [...draws].sort((a, b) => a - b);
  if (sorted[0] === sorted[sorted.length - 1]) return { low: sorted[0]!, high: sorted[0]! };
  const below = sorted.reduce((sum, value) => sum + (value < estimate ? 1 : value === estimate ? 0.5 : 0), 0);
  const z0 = normalQuantile(below / sorted.length);
  const center = leftOut.reduce((sum, value) => sum + value, 0) / leftOut.length;
  let [squares, cubes] = [0, 0];
  for (const value of leftOut) {
    const d = center - value;
    squares += d * d;
    cubes += d * d * d;
  }
  const a = squares === 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
  const end = (tail: number): number => {
    // All draws on one side of the estimate: the end is the last of them.
    if (!Number.isFinite(z0)) return z0 > 0 ? sorted[sorted.length - 1]! : sorted[0]!;
    const z = z0 + normalQuantile(tail);
    return quantile(sorted, normalTails(z0 + z / (1 - a * z)).lower);
  };
  return { low: end((1 - level) / 2), high: end((1 + level) / 2) };
}

/** Linear interpolation between order statistics, as NumPy's default. */
function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
