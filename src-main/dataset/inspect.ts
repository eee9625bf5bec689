import { basename } from 'node:path';
import { fail } from '../../src-shared/errors';
import type {
  ColumnProfile,
  DetectedDialect,
  InspectReport,
  RejectedCell,
} from '../../src-shared/dataset/report';
import { sha256OfFile } from '../files/hash';
import { cellSql, type CellSql } from './cells';
import { identifier, withDatabase, type Database } from './duckdb';
import { statOf } from './text-head';
import { withTable, type ReadOptions, type TextTable } from './table';

const PREVIEW_ROWS = 100;
const LISTED_REJECTS = 1000;
/** A column is of numbers, with bad cells listed, when at least this share of its cells are. */
const NUMBER_SHARE = 0.9;
/** Texts that repeat are categories. */
const CATEGORY_SHARE = 0.5;

/**
 * Reads a file and says what is in it: dialect, columns, the first rows, and every cell that does
 * not fit. What `options` leaves out is detected.
 * @throws BenchtopError where the file cannot be read as a table
 */
export async function inspectFile(path: string, options: ReadOptions = {}): Promise<InspectReport> {
  const { size } = statOf(path);
  return withDatabase((database) =>
    withTable(database, path, options, async (table) => {
      const cells = cellSql(table.dialect);
      const [[rowCount] = [0]] = await database.rows('SELECT count(*) FROM data');
      const rows = Number(rowCount);
      const columns: ColumnProfile[] = [];
      const badCells: RejectedCell[] = [];
      let badCount = 0;
      for (const name of table.names) {
        const { profile, bad } = await profileColumn(database, name, cells);
        columns.push(profile);
        if (bad === 0) continue;
        badCount += bad;
        badCells.push(...(await listBad(database, name, cells, table, LISTED_REJECTS - badCells.length)));
      }
      const rejected = [...table.ragged, ...badCells].sort((a, b) => a.line - b.line);
      return {
        path,
        name: basename(path),
        bytes: size,
        sha256: await sha256OfFile(path),
        format: table.format,
        dialect: reportedDialect(table),
        rows,
        columns,
        rejected: rejected.slice(0, LISTED_REJECTS),
        rejectedCount: table.ragged.length + badCount,
        notes: table.notes,
        preview: await preview(database, table),
      };
    }),
  );
}

function reportedDialect({ dialect }: TextTable): DetectedDialect {
  if (dialect === null) {
    return {
      delimiter: '',
      quote: '',
      escape: '',
      comment: '',
      header: true,
      encoding: 'utf-8',
      newline: 'lf',
      decimal: '.',
      thousands: '',
      skip: 0,
      byteOrderMark: false,
    };
  }
  const {
    delimiter,
    quote,
    escape,
    comment,
    header,
    encoding,
    newline,
    decimal,
    thousands,
    skip,
    byteOrderMark,
  } = dialect;
  return {
    delimiter,
    quote,
    escape,
    comment,
    header,
    encoding,
    newline,
    decimal,
    thousands,
    skip,
    byteOrderMark,
  };
}

async function preview(database: Database, { names }: TextTable): Promise<(string | null)[][]> {
  const selected = names.map(identifier).join(', ');
  const rows = await database.rows(
    `SELECT ${selected} FROM data ORDER BY "benchtop row" LIMIT ${PREVIEW_ROWS}`,
  );
  return rows.map((row) => row.map((cell) => (cell === null ? null : String(cell))));
}

async function profileColumn(
  database: Database,
  name: string,
  cells: CellSql,
): Promise<{ profile: ColumnProfile; bad: number }> {
  const value = identifier(name);
  const present = `NOT ${cells.missing(name)}`;
  const [found] = await database.rows(
    `WITH cells AS (SELECT ${value} AS text, ${present} AS present, ${cells.number(name)} AS number FROM data)
     SELECT count(*) FILTER (present), count(*) FILTER (NOT present), count(number) FILTER (present), min(number) FILTER (present), max(number) FILTER (present),
       avg(number) FILTER (present), stddev_samp(number) FILTER (present), count(DISTINCT text) FILTER (present),
       count(TRY_CAST(text AS TIMESTAMP)) FILTER (present) FROM cells`,
  );
  const [filled = 0, missing = 0, numbers = 0, min, max, mean, std, distinct = 0, dates = 0] = (
    found ?? []
  ).map((cell) => (cell === null ? null : Number(cell)));
  const count = filled ?? 0;
  const isNumber = count > 0 && (numbers ?? 0) >= NUMBER_SHARE * count;
  const type = isNumber
    ? 'number'
    : count > 0 && dates === count
      ? 'date'
      : (distinct ?? 0) <= CATEGORY_SHARE * count
        ? 'category'
        : 'text';
  const ofNumber = (figure: number | null | undefined): number | null => (isNumber ? (figure ?? null) : null);
  return {
    profile: {
      name,
      type,
      missing: missing ?? 0,
      min: ofNumber(min),
      max: ofNumber(max),
      mean: ofNumber(mean),
      std: ofNumber(std),
      distinct: distinct ?? 0,
    },
    bad: isNumber ? count - (numbers ?? 0) : 0,
  };
}

/** Cells of a number column that are neither missing nor numbers. */
export async function listBad(
  database: Database,
  name: string,
  cells: CellSql,
  table: TextTable,
  limit: number,
): Promise<RejectedCell[]> {
  const rows = await database.rows(
    `SELECT "benchtop row", ${identifier(name)} FROM data WHERE NOT ${cells.missing(name)} AND ${cells.number(name)} IS NULL
     ORDER BY "benchtop row" LIMIT ${Math.max(0, limit)}`,
  );
  return rows.map(([rn, text]) => ({
    line: table.lineOf(Number(rn)),
    column: name,
    text: String(text).slice(0, 1000),
    reason: 'not a number',
  }));
}

/** @throws BenchtopError `invalid-data`, naming the columns there are */
export function requireColumn(names: readonly string[], name: string, file: string, field: string): void {
  if (names.includes(name)) return;
  const known = names.slice(0, 20).join(', ') + (names.length > 20 ? ', …' : '');
  throw fail('invalid-data', `${basename(file)} has no column "${name}"; its columns are: ${known}.`, {
    file,
    column: name,
    field,
  });
}
