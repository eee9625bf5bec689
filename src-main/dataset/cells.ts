import { literal } from './duckdb';
import { isNumberText, numberPattern, type NumberFormat } from './numbers';

/**
 * SQL that reads a text column: the cell as DOUBLE, NaN where it is missing, Infinity where it is
 * neither missing nor a finite number (no cell is read as Infinity: texts such as "inf" and 1e400
 * are not accepted as numbers).
 * @param column name of the column in SQL
 */
export function numberSql(column: string, numbers: NumberFormat, na: readonly string[]): string {
  const missing = missingSql(column, na);
  // A marker such as -999 would be read as a number.
  const numericMarkers = na.filter((token) => isNumberText(token, numbers));
  const first =
    numericMarkers.length === 0 ? '' : `WHEN ${missingSql(column, numericMarkers)} THEN 'nan'::DOUBLE`;
  const { accepted, value } = reading(column, numbers);
  return `CASE ${first} WHEN ${accepted} THEN ${value} WHEN ${missing} THEN 'nan'::DOUBLE ELSE 'infinity'::DOUBLE END`;
}

/** SQL that is true for a missing cell. */
export function missingSql(column: string, na: readonly string[]): string {
  if (na.length === 0) return `(${column} IS NULL)`;
  return `(${column} IS NULL OR ${trimSql(column)} IN (${na.map(literal).join(', ')}))`;
}

/** SQL of the cell without blanks around it. */
export function trimSql(column: string): string {
  return `trim(${column}, e' \\t\\r\\n')`;
}

function reading(column: string, numbers: NumberFormat): { accepted: string; value: string } {
  if (numbers.decimal === '.' && numbers.thousands === '') {
    // DuckDB's cast is fast and strict but for 1_000, +-3, infinities and NaN.
    const value = `TRY_CAST(${column} AS DOUBLE)`;
    return {
      value,
      accepted: `isfinite(${value}) AND NOT contains(${column}, '_') AND NOT contains(${column}, '+-')`,
    };
  }
  const text = trimSql(column);
  const joined = numbers.thousands === '' ? text : `replace(${text}, ${literal(numbers.thousands)}, '')`;
  const value = `TRY_CAST(${numbers.decimal === '.' ? joined : `replace(${joined}, ',', '.')`} AS DOUBLE)`;
  return {
    value,
    accepted: `regexp_matches(${text}, ${literal(numberPattern(numbers))}) AND isfinite(${value})`,
  };
}
