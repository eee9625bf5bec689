import { identifier, literal } from './duckdb';
import { NA_TOKENS, type HeadDialect } from './dialect';

/** SQL over the text of a column: what counts as missing, and as which number. */
export interface CellSql {
  /** True for a missing cell. */
  missing(column: string): string;
  /** The cell as DOUBLE, NULL where it is missing or no number. */
  number(column: string): string;
}

const NUMBER = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$';

export function cellSql(dialect: HeadDialect | null): CellSql {
  const tokens = (dialect?.na ?? NA_TOKENS).map(literal).join(', ');
  const clean = (column: string): string => {
    let text = `trim(${identifier(column)})`;
    if (dialect !== null && dialect.thousands !== '')
      text = `replace(${text}, ${literal(dialect.thousands)}, '')`;
    if (dialect?.decimal === ',') text = `replace(${text}, ',', '.')`;
    return text;
  };
  return {
    missing: (column) =>
      `(${identifier(column)} IS NULL${tokens === '' ? '' : ` OR trim(${identifier(column)}) IN (${tokens})`})`,
    number: (column) =>
      `(CASE WHEN regexp_matches(${clean(column)}, '${NUMBER}') THEN TRY_CAST(${clean(column)} AS DOUBLE) END)`,
  };
}
