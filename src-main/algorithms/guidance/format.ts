/** Made once: making one costs a hundred times what using it does, and every finding has numbers. */
const WHOLE = new Intl.NumberFormat('en');
const SHORT = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

/**
 * Number with three significant digits for a sentence: "1,234" for whole numbers below a million,
 * "0.0123", else "1.23e-7".
 */
export function formatStatistic(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return WHOLE.format(value);
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e6 ? SHORT.format(Number(value.toPrecision(3))) : value.toExponential(2);
}

/**
 * Count with its noun and verb, the noun in the plural by an "s": `1 unit is`, `3 units are`.
 * @param verb its singular and its plural form
 */
export function counted(count: number, one: string, verb: readonly [string, string]): string {
  return `${formatStatistic(count)} ${count === 1 ? one : `${one}s`} ${count === 1 ? verb[0] : verb[1]}`;
}
