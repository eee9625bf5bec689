import { ALIAS_TEXT, INTERCEPT, type Coefficient } from '../../../src-shared/models/contract/coefficients';

type Format = (value: number) => string;

/** Headings of a coefficient table. @param statistic "t" or "z" @param level of the intervals, e.g. 0.95 */
export function coefficientColumns(statistic: string, level: number, format: Format): string[] {
  const percent = `${format(100 * level)} %`;
  return ['', 'coefficient', 'std. error', statistic, 'p', `${percent} from`, 'to'];
}

/**
 * Table rows under {@link coefficientColumns}, one for each coefficient, in raw units; null: no such number.
 * Features without a coefficient of their own are left out.
 */
export function coefficientCells(coefficients: readonly Coefficient[]): (string | number | null)[][] {
  return coefficients
    .filter(({ aliased }) => aliased === null)
    .map((one) => [
      one.feature ?? INTERCEPT,
      one.estimate,
      one.standardError,
      one.statistic,
      one.pValue,
      one.lower,
      one.upper,
    ]);
}

/** Coefficients as text, a line each: "dose 0.5 (standard error 0.1, p 0.001)", or why a feature has none. */
export function coefficientLines(coefficients: readonly Coefficient[], format: Format): string[] {
  return coefficients.map(({ feature, estimate, standardError, pValue, aliased }) => {
    const name = feature ?? INTERCEPT;
    if (aliased !== null) return `${name}: ${ALIAS_TEXT[aliased]}`;
    const errors =
      standardError === null || pValue === null
        ? ''
        : ` (standard error ${format(standardError)}, p ${format(pValue)})`;
    return `${name} ${format(estimate)}${errors}`;
  });
}

/** Names of the features without a coefficient of their own, in brackets; empty: there are none. */
export function aliasNote(coefficients: readonly Coefficient[]): string {
  const names = coefficients.flatMap(({ feature, aliased }) =>
    feature === null || aliased === null ? [] : [`${feature}: ${ALIAS_TEXT[aliased]}`],
  );
  return names.length === 0 ? '' : ` (${names.join('; ')})`;
}

/** Statistics in one line: "R² 0.52 · AIC 4,796"; what is not defined is left out. */
export function statisticsLine(
  statistics: readonly (readonly [name: string, value: number | null])[],
  format: Format,
): string {
  return statistics
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${format(value)}`]))
    .join(' · ');
}
