import { fail } from '../../../../src-shared/errors';
import { sentence } from '../../../../src-shared/language/sentence';
import { Slices } from '../../source/slices';
import type { Source } from '../../source/source';
import type { Conversion, ConversionRequest } from '../conversion';
import { openSqlite, type SqliteReader } from './reader';
import { openSqliteElsewhere } from './sqlite-process';

/** Begins what a cell of bytes is given as, so that it is told from a text. */
const BYTES = '\u0001bytes:';
const BYTES_REASON = 'bytes (a BLOB), which are no value of a table';
const SHOWN_BYTES = 16;

/**
 * Writes a table, a view or a query of an SQLite database as text: whole numbers with all their
 * digits, others as short as they can be without another value, texts as they are, NULL as missing.
 * @throws BenchtopError where the database is damaged, nothing here reads it, or it has no such table
 */
export async function convertSqlite(request: ConversionRequest): Promise<Conversion> {
  const { source, options, findings } = request;
  if (source.gzip) {
    throw fail(
      'file-unreadable',
      sentence('{name} is a packed SQLite database: unpack it first.', { name: source.name }),
      {
        file: source.path,
      },
    );
  }
  const { table: wanted, query } = options.source ?? {};
  return openSqlite(source, options.signal, async (database) => {
    const tables = await readTables(database);
    const chosen = query === undefined ? chosenTable(source, tables, wanted) : null;
    const isView = tables.some(({ name, type }) => name === chosen && type === 'view');
    const select = query ?? `SELECT * FROM ${quoted(chosen ?? '')}`;
    const copy = (reader: SqliteReader): Promise<Pick<Conversion, 'names' | 'rows'>> =>
      copyRows(reader, select, request);
    // Whatever a person wrote, or whoever made the view, may never end.
    const isOpenEnded = query !== undefined || isView;
    const { names, rows } = isOpenEnded
      ? await openSqliteElsewhere(source, options.signal, copy)
      : await copy(database);
    if (chosen !== null && tables.length > 1) {
      const others = tables.filter(({ name }) => name !== chosen).map(({ name }) => `"${name}"`);
      const shown =
        others.length > 5
          ? `${others.slice(0, 5).join(', ')} and ${others.length - 5} more`
          : others.join(', ');
      findings.note(`Table "${chosen}" is read; the database also has ${shown}.`);
    }
    return {
      names,
      types: null,
      rows,
      lines: null,
      sources: [
        {
          key: 'table',
          chosen,
          parts: tables.map(({ name, type }) => ({
            name,
            isHidden: false,
            about: type === 'view' ? 'view' : '',
          })),
        },
      ],
      others: [],
    };
  });
}

/** Writes the rows of a query as text. @returns the names of its columns, and how many rows */
async function copyRows(
  database: SqliteReader,
  select: string,
  { source, options, writer, findings }: ConversionRequest,
): Promise<Pick<Conversion, 'names' | 'rows'>> {
  const slices = new Slices(options.signal);
  const names = await readNames(database, select, source, options.source?.query !== undefined);
  const columnNames = names.map((_, c) => `c${c}`);
  const cells = columnNames.map(
    (c) =>
      `CASE typeof(${c}) WHEN 'real' THEN ${realText(c)} WHEN 'blob' THEN '${BYTES}' || hex(substr(${c}, 1, ${SHOWN_BYTES})) ELSE CAST(${c} AS TEXT) END`,
  );
  let rows = 0;
  await database.rows(
    `WITH q(${columnNames.join(', ')}) AS (${select}\n) SELECT ${cells.join(', ')} FROM q`,
    async (batch) => {
      for (const row of batch) {
        rows++;
        row.forEach((cell, c) => {
          if (cell?.startsWith(BYTES) === true)
            findings.cell(BYTES_REASON, rows, c, `0x${cell.slice(BYTES.length)}`);
          writer.cell(cell === null || cell.startsWith(BYTES) ? '' : cell);
        });
        // A second column stands where there is only one: an empty line would be no row at all.
        if (names.length === 1) writer.cell('0');
        writer.endRow();
      }
      if (writer.isFull) await writer.flush();
      options.onProgress?.({ bytes: Math.min(source.bytes, rows), totalBytes: source.bytes, rows });
      await slices.next();
    },
  );
  return { names, rows };
}

interface TableName {
  readonly name: string;
  readonly type: string;
}

async function readTables(database: SqliteReader): Promise<TableName[]> {
  const tables: TableName[] = [];
  const select = `SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`;
  await database.rows(select, (batch) => {
    for (const [name, type] of batch) tables.push({ name: name ?? '', type: type ?? '' });
    return Promise.resolve();
  });
  return tables;
}

function chosenTable(
  { name: file, path }: Source,
  tables: readonly TableName[],
  wanted: string | undefined,
): string {
  const found = wanted === undefined ? tables[0] : tables.find(({ name }) => name === wanted);
  if (found !== undefined) return found.name;
  if (tables.length === 0)
    throw fail('invalid-data', sentence('{file} is a database without a table.', { file }), { file: path });
  throw fail(
    'invalid-experiment',
    sentence('{file} has no table "{wanted}": its tables are {tables}.', {
      file,
      wanted: wanted ?? '',
      tables: tables.map(({ name }) => `"${name}"`).join(', '),
    }),
    { file: path, field: 'dataset.source.table' },
  );
}

async function readNames(
  database: SqliteReader,
  select: string,
  { name, path }: Source,
  isQuery: boolean,
): Promise<readonly string[]> {
  try {
    return await database.names(select);
  } catch (error) {
    if (!isQuery) throw error;
    const reason = (error as Error).message
      .replace(/^.*Failed to (?:prepare|execute) query "[^]*" ?-?:? /, '')
      .split('\n')[0];
    throw fail(
      'invalid-experiment',
      sentence('The query does not work on {name}: {reason}.', { name, reason: reason ?? '' }),
      {
        file: path,
        field: 'dataset.source.query',
      },
    );
  }
}

function quoted(name: string): string {
  return `"${name.replace(/"/g, '""')}"`;
}

/** As few digits as give the same double again; SQLite's own text has 15 and may not. */
function realText(c: string): string {
  const texts = ['%.15g', '%!.16g', '%!.17g'].map((format) => `printf('${format}', ${c})`);
  const [short = '', longer = '', longest = ''] = texts;
  return `CASE WHEN CAST(${short} AS REAL) = ${c} THEN ${short} WHEN CAST(${longer} AS REAL) = ${c} THEN ${longer} ELSE ${longest} END`;
}
