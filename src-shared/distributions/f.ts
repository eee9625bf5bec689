import { incompleteBeta } from './incomplete-beta';
import { positiveQuantile, type Tails } from './quantile-search';

/**
 * F distribution with `df1` and `df2` > 0 degrees of freedom: P(F <= f) = I_x(df1 / 2, df2 / 2) with
 * x = df1 f / (df1 f + df2), and P(F > f) (Abramowitz and Stegun 26.6.2).
 */
export function fTails(f: number, df1: number, df2: number): Tails {
  if (f === Infinity) return { lower: 1, upper: 0 };
  if (f <= 0) return { lower: 0, upper: 1 };
  const scaled = df1 * f;
  return incompleteBeta(df1 / 2, df2 / 2, scaled / (scaled + df2), df2 / (scaled + df2));
}

/** F quantile: the f with P(F <= f) = p for `df1` and `df2` > 0 degrees of freedom. */
export function fQuantile(p: number, df1: number, df2: number): number {
  if (!(df1 > 0 && df2 > 0)) return NaN;
  return positiveQuantile(p, (f) => fTails(f, df1, df2));
}
