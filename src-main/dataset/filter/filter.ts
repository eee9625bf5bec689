import { readTableColumns } from '../columns/column-reader';
import { withTable } from '../open/open-table';
import { withDatabase } from '../source/duckdb';
import type { ReadOptions } from '../source/read-options';
import { badFilter, parseFilter } from './expression';
import { filterElsewhere } from './filter-process';
import { filteredRows } from './filter-rows';

/** A filter may compare texts of which hardly two are alike. */
const MAX_TEXTS = 50_000_000;

/**
 * The rows for which an SQL expression over the columns is true, as marks of 1. Columns go by their
 * names; numbers are DOUBLE, dates DATE (or TIMESTAMP where one has a time), other texts VARCHAR,
 * missing and bad cells NULL. Nothing but the table can be reached from it.
 * @throws BenchtopError `invalid-experiment` at `dataset.filter` where it is no such expression, or takes
 * too much memory
 */
export function rowsWhere(path: string, filter: string, options: ReadOptions = {}): Promise<Uint8Array> {
  return withTable(path, options, (table) =>
    withDatabase(async (database) => {
      const { names: requested, isPlain } = await parseFilter(database, filter);
      const names = table.names.filter((name) => isAsked(name, requested, table.names));
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
      const task = { filter, rows, columns: names.length === 0 ? [] : columns };
      return isPlain ? filteredRows(database, task) : filterElsewhere(task, options.signal);
    }, options.signal),
  );
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** As SQL looks names up, but for one that stands there letter by letter. */
function isAsked(name: string, requested: ReadonlySet<string>, names: readonly string[]): boolean {
  if (requested.has(name)) return true;
  return [...requested].some((other) => isSame(name, other) && !names.includes(other));
}
