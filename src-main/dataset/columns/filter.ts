import { fail } from '../../../src-shared/errors';
import { firstLine, identifier, literal, withDatabase, type Appended, type Database } from '../source/duckdb';
import { readTableColumns } from './column-reader';
import type { RawColumn } from './raw-table';
import type { ReadOptions } from '../source/read-options';
import { withTable } from '../open/open-table';

/** A filter may compare texts of which hardly two are alike. */
const MAX_TEXTS = 50_000_000;
const MS_A_DAY = 86_400_000;

/** Functions that give something else each time: a run could not be repeated. */
const UNSTEADY = new Set(['random', 'uuid', 'uuidv4', 'uuidv7', 'gen_random_uuid', 'nextval', 'setseed']);

/**
 * The rows for which an SQL expression over the columns is true, as marks of 1. Columns go by their
 * names; numbers are DOUBLE, dates DATE (or TIMESTAMP where one has a time), other texts VARCHAR,
 * missing and bad cells NULL. Nothing but the table can be reached from it.
 * @throws BenchtopError `invalid-experiment` at `dataset.filter` where it is no such expression
 */
export function rowsWhere(path: string, filter: string, options: ReadOptions = {}): Promise<Uint8Array> {
  return withTable(path, options, (table) =>
    withDatabase(async (database) => {
      const asked = await askedNames(database, filter);
      const names = table.names.filter((name) => isAsked(name, asked, table.names));
      const twin = names.find((name, i) => names.slice(0, i).some((other) => isSame(name, other)));
      if (twin !== undefined)
        throw badFilter(`"${twin}" and another column differ only in upper and lower case`);
      // A filter without columns is the same for every row, which must be counted all the same.
      const wanted = (names.length === 0 ? table.names.slice(0, 1) : names).map((name) => ({
        name,
        type: 'auto' as const,
        field: 'dataset.filter',
      }));
      const { rows, columns } = await readTableColumns(table, wanted, options, MAX_TEXTS);
      await fill(database, names.length === 0 ? [] : columns, rows);
      return marks(database, filter, rows);
    }, options.signal),
  );
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** As SQL looks names up, but for one that stands there letter by letter. */
function isAsked(name: string, asked: ReadonlySet<string>, names: readonly string[]): boolean {
  if (asked.has(name)) return true;
  return [...asked].some((other) => isSame(name, other) && !names.includes(other));
}

/** The names in an expression, as DuckDB's own parser finds them. @throws where it is anything else */
async function askedNames(database: Database, filter: string): Promise<ReadonlySet<string>> {
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
  });
  return names;
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

const ROW = 'benchtop row';

/** Makes the table `data` of the columns and the number of each row. */
async function fill(database: Database, columns: readonly RawColumn[], rows: number): Promise<void> {
  const number: Appended = { type: 'DOUBLE', valueAt: (row) => row };
  await database.append('cells', [number, ...columns.map(appended)], rows);
  const cells = columns.map(({ name, type, values }, c) => {
    const cell = `c${c + 1}`;
    if (type !== 'date') return `${cell} AS ${identifier(name)}`;
    const time = `epoch_ms(CAST(round(${cell} * ${MS_A_DAY}) AS BIGINT))`;
    const isDay = values.every((value) => !Number.isFinite(value) || Number.isInteger(value));
    return `${isDay ? `CAST(${time} AS DATE)` : time} AS ${identifier(name)}`;
  });
  await database.run(
    `CREATE VIEW data AS SELECT ${[`c0 AS ${identifier(ROW)}`, ...cells].join(', ')} FROM cells`,
  );
}

function appended({ values, categories }: RawColumn): Appended {
  if (categories !== null) {
    return {
      type: 'VARCHAR',
      valueAt: (row) => (values[row]! >= 0 ? (categories[values[row]!] ?? null) : null),
    };
  }
  return { type: 'DOUBLE', valueAt: (row) => (Number.isFinite(values[row]!) ? values[row]! : null) };
}

async function marks(database: Database, filter: string, rows: number): Promise<Uint8Array> {
  await database.run('SET enable_external_access = false');
  await database.run('SET lock_configuration = true');
  try {
    const [[, type] = []] = await database.rows(`DESCRIBE SELECT (${filter}\n) FROM data`);
    if (type !== 'BOOLEAN') throw badFilter(`it must be true or false, but is ${String(type)}`);
    const [kept] = await database.doubles(`SELECT ${identifier(ROW)} FROM data WHERE (${filter}\n)`, 1);
    const found = new Uint8Array(rows);
    for (const row of kept ?? []) found[row] = 1;
    return found;
  } catch (error) {
    database.throwIfCancelled();
    if (error instanceof Error && error.name === 'BenchtopError') throw error;
    throw badFilter(firstLine(error));
  }
}

function badFilter(why: string): Error {
  return fail('invalid-experiment', `The row filter cannot be used: ${why.replace(/\.$/, '')}.`, {
    field: 'dataset.filter',
  });
}
