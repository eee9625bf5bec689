import { identifier, firstLine, type Appended, type Database } from '../source/duckdb';
import type { RawColumn } from '../columns/raw-table';
import { badFilter } from './expression';

const MS_A_DAY = 86_400_000;

/** Filter and the columns that it names. */
export interface FilterTask {
  readonly filter: string;
  readonly columns: readonly RawColumn[];
  readonly rows: number;
}

/**
 * The rows for which a filter is true, as marks of 1.
 * @param database empty; nothing else can be reached from it afterwards
 * @throws BenchtopError `invalid-experiment` where DuckDB cannot evaluate it, or it is not true or false
 */
export async function filteredRows(
  database: Database,
  { filter, columns, rows }: FilterTask,
): Promise<Uint8Array> {
  await fill(database, columns, rows);
  return marks(database, filter, rows);
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
      valueAt: (row) => categories[values[row] ?? NaN] ?? null,
    };
  }
  return { type: 'DOUBLE', valueAt: (row) => finiteOrNull(values[row] ?? NaN) };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
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
