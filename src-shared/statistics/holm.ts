/**
 * Holm's step-down adjustment of p values (Holm, Scandinavian Journal of Statistics 6, 1979): of m values
 * ascending the i-th is multiplied by m - i + 1, none is smaller than the one before, none above 1. A family
 * of tests then has its error rate whatever the dependence between them. NaN stays NaN and does not count.
 * @returns in the order given
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues
    .map((_, i) => i)
    .filter((i) => !Number.isNaN(pValues[i]))
    .sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = pValues.map(() => NaN);
  let least = 0;
  order.forEach((i, rank) => {
    least = Math.max(least, Math.min(1, pValues[i]! * (order.length - rank)));
    adjusted[i] = least;
  });
  return adjusted;
}
