import { fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { literal, type Database } from '../source/duckdb';

/** Functions that give something else each time: a run could not be repeated. */
const UNSTEADY = new Set(['random', 'uuid', 'uuidv4', 'uuidv7', 'gen_random_uuid', 'nextval', 'setseed']);

/** Parts of an expression that take a time and memory in proportion to the cells that they are given. */
const PLAIN_CLASSES = new Set([
  ...[
    'BETWEEN',
    'CASE',
    'CAST',
    'COLUMN_REF',
    'COMPARISON',
    'CONJUNCTION',
    'CONSTANT',
    'FUNCTION',
    'OPERATOR',
  ],
]);
/** The same of functions; a function that can make much of little (repeat, range, replace, ||) is not here. */
const PLAIN_FUNCTIONS = new Set([
  ...['+', '-', '*', '/', '//', '%', '**', '^', '~~', '!~~', '~~*', '!~~*'],
  ...['abs', 'ceil', 'ceiling', 'exp', 'floor', 'ln', 'log', 'log10', 'log2', 'mod', 'pow', 'power', 'round'],
  ...['sign', 'sqrt', 'sin', 'cos', 'tan', 'trunc', 'isnan', 'isinf', 'isfinite', 'greatest', 'least'],
  ...['contains', 'ends_with', 'length', 'len', 'lower', 'ltrim', 'prefix', 'rtrim', 'starts_with', 'strlen'],
  ...['suffix', 'trim', 'upper', 'lcase', 'ucase', 'date_part', 'date_trunc', 'datepart', 'datetrunc'],
  ...['year', 'month', 'day', 'hour', 'minute', 'second', 'quarter', 'week', 'dayofweek', 'dayofyear'],
  ...['epoch', 'to_days', 'to_hours', 'to_minutes', 'to_months', 'to_seconds', 'to_years', 'to_weeks'],
]);
const PLAIN_TYPES = new Set([
  ...['BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'UTINYINT', 'USMALLINT', 'UINTEGER'],
  ...['UBIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL', 'VARCHAR', 'DATE', 'TIME', 'TIMESTAMP', 'INTERVAL'],
]);
/** A pattern with `%` at its ends only is a look for one text; others try all places for each of their parts. */
const PLAIN_PATTERN = /^%?[^%_]*%?$/;

/** What a filter is made of. */
export interface FilterExpression {
  /** Columns that it names, as it writes them. */
  readonly names: ReadonlySet<string>;
  /**
   * Whether its time and memory grow with the cells only, so that it can be stopped at any moment. DuckDB
   * looks whether it was interrupted between blocks of rows, not inside a function.
   */
  readonly isPlain: boolean;
}

/**
 * Reads a filter with DuckDB's own parser; nothing of it is evaluated.
 * @throws BenchtopError `invalid-experiment` where it is anything but one expression over columns
 */
export async function parseFilter(database: Database, filter: string): Promise<FilterExpression> {
  // A comment at the end of the filter ends with its line.
  const [[json] = ['']] = await database.rows(
    `SELECT CAST(json_serialize_sql(${literal(`SELECT (${filter}\n)`)}) AS VARCHAR)`,
  );
  const parsed = JSON.parse(String(json)) as Parsed;
  if (parsed.error) throw badFilter(parsed.error_message ?? 'it is no expression');
  const node = parsed.statements?.[0]?.node;
  const isOne = parsed.statements?.length === 1 && node?.select_list?.length === 1;
  if (!isOne || node.type !== 'SELECT_NODE' || node.from_table?.type !== 'EMPTY') {
    throw badFilter('it must be one expression');
  }
  const names = new Set<string>();
  let isPlain = true;
  visit(node.select_list, (part) => {
    if (part['class'] === 'SUBQUERY') throw badFilter('it must not hold a query of its own');
    if (part['class'] === 'STAR') throw badFilter('name the columns instead of *');
    const name = part['function_name'];
    if (typeof name === 'string' && UNSTEADY.has(name.toLowerCase())) {
      throw badFilter(`${name}() gives other rows each time; use dataset.sample to draw some`);
    }
    const columns = part['column_names'];
    if (part['class'] === 'COLUMN_REF' && Array.isArray(columns))
      names.add(String(columns[columns.length - 1]));
    isPlain &&= isPlainPart(part);
  });
  return { names, isPlain };
}

/** Why a filter cannot be used, as an error at its field. */
export function badFilter(why: string): Error {
  return fail(
    'invalid-experiment',
    sentence('The row filter cannot be used: {why}.', { why: why.replace(/\.$/, '') }),
    {
      field: 'dataset.filter',
    },
  );
}

function isPlainPart(part: Record<string, unknown>): boolean {
  const kind = part['class'];
  // Parts of parts: the type of a cast, the value of a constant.
  if (typeof kind !== 'string') return true;
  if (!PLAIN_CLASSES.has(kind)) return false;
  if (kind === 'CAST')
    return PLAIN_TYPES.has(String((part['cast_type'] as { id?: unknown } | undefined)?.id));
  if (kind !== 'FUNCTION') return true;
  const name = String(part['function_name']).toLowerCase();
  return PLAIN_FUNCTIONS.has(name) && (!name.includes('~~') || isPlainPattern(part['children']));
}

/** Of `text LIKE pattern`. */
function isPlainPattern(children: unknown): boolean {
  const pattern = Array.isArray(children)
    ? (children[1] as { value?: { value?: unknown } } | undefined)
    : undefined;
  const text = pattern?.value?.value;
  return typeof text === 'string' && PLAIN_PATTERN.test(text);
}

interface Parsed {
  readonly error: boolean;
  readonly error_message?: string;
  readonly statements?: readonly {
    readonly node?: {
      readonly type?: string;
      readonly select_list?: readonly unknown[];
      readonly from_table?: { readonly type?: string };
    };
  }[];
}

function visit(part: unknown, each: (part: Record<string, unknown>) => void): void {
  if (part === null || typeof part !== 'object') return;
  if (Array.isArray(part)) {
    for (const item of part) visit(item, each);
    return;
  }
  each(part as Record<string, unknown>);
  for (const item of Object.values(part)) visit(item, each);
}
