import { rmSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import type { RejectedCell } from '../../../src-shared/dataset/report';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { temporaryName, renameDurable, writeError } from '../../files/durable';
import { CsvWriter } from './csv-writer';
import { identifier, literal, withDatabase } from '../source/duckdb';
import type { ReadOptions } from '../source/read-options';
import { Rejects } from '../table/batch/rejects';
import { scanRows } from '../table/scan-rows';
import { withTable } from '../open/open-table';
import type { TextTable } from '../table/text-table';
import { at as elementAt } from '../../../src-shared/present';

export interface Conversion {
  readonly rows: number;
  readonly columns: readonly string[];
  /** Rows that are doubtful, the first 1,000 of them; they are in the new file all the same. */
  readonly rejected: readonly RejectedCell[];
  readonly rejectedCount: number;
  /** What the file holds beside the table's rows, which the new file has not. */
  readonly leftOut: readonly LeftOutRows[];
  /** Cells and names that a spreadsheet would take for formulas, which an apostrophe marks as text. */
  readonly formulas: number;
}

/**
 * Writes the table as read to a clean CSV (UTF-8, comma, header, LF) or Parquet: no row of it is left
 * out and the text of every cell is kept, but that
 * in a CSV an apostrophe stands before what a spreadsheet would take for a formula. The file appears whole or not at all.
 * @param to ends in .csv or .parquet; a file there is replaced
 * @param isRaw whether formulas are written as they are
 * @throws BenchtopError `usage` for another ending, `disk-full` or `storage` where it cannot be written
 */
export async function convertFile(
  path: string,
  to: string,
  options: ReadOptions = {},
  isRaw = false,
): Promise<Conversion> {
  const format = /\.parquet$/i.test(to) ? 'parquet' : /\.csv$/i.test(to) ? 'csv' : null;
  if (format === null) {
    throw fail('usage', `${basename(to)} must end in .csv or .parquet.`, { file: to, field: 'to' });
  }
  const target = resolve(to);
  const aside = temporaryName(target);
  try {
    const conversion = await withTable(path, options, async (table) => {
      // The first attempt may have met another encoding in the middle of the file.
      rmSync(aside, { force: true });
      return format === 'csv'
        ? (await writeCsv(table, aside, table.names, options, !isRaw)).conversion
        : writeParquet(table, aside, options);
    });
    renameDurable(aside, target);
    return conversion;
  } catch (error) {
    rmSync(aside, { force: true });
    throw error instanceof BenchtopError ? error : writeError(target, 0, error);
  }
}

/** @param header null for none */
async function writeCsv(
  table: TextTable,
  to: string,
  header: readonly string[] | null,
  { signal, onProgress }: ReadOptions,
  isMarking: boolean,
): Promise<{ conversion: Conversion; longestRow: number }> {
  const rejects = new Rejects();
  for (const row of table.quarantined) rejects.add(row.reason, { ...row, column: null });
  const file = await open(to, 'wx', 0o666);
  try {
    const writer = new CsvWriter(file, table, isMarking);
    if (header !== null) writer.header(header);
    const { rows, leftOut } = await scanRows(
      table,
      async (batch) => {
        for (const { row, reason, text } of batch.suspects) {
          rejects.add(reason, { line: elementAt(batch.lines, row), column: null, text });
        }
        rejects.settle();
        await writer.add(batch);
        return true;
      },
      { signal, onProgress },
    );
    await writer.flush();
    await file.sync();
    if ((await file.stat()).size !== writer.bytes)
      throw new Error('the file is shorter than what was written');
    const { listed, count } = rejects;
    const { formulas } = writer;
    const conversion = {
      rows,
      columns: table.names,
      rejected: listed,
      rejectedCount: count,
      leftOut,
      formulas,
    };
    return { conversion, longestRow: writer.longestRow };
  } finally {
    await file.close();
  }
}

/** By way of a clean copy that DuckDB reads as texts. */
async function writeParquet(table: TextTable, to: string, options: ReadOptions): Promise<Conversion> {
  const folder = await mkdtemp(join(tmpdir(), 'benchtop-'));
  try {
    const copy = join(folder, 'clean.csv');
    const { conversion, longestRow } = await writeCsv(table, copy, null, options, false);
    await withDatabase(async (database) => {
      const types = table.names.map((_, c) => `'c${c}': 'VARCHAR'`).join(', ');
      const longest = Math.max(1 << 21, longestRow + 1024);
      const relation = `read_csv(${literal(copy)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
        columns = {${types}}, max_line_size = ${longest})`;
      await database.run(
        `COPY (SELECT ${parquetNames(table.names)} FROM ${relation}) TO ${literal(to)} (FORMAT parquet)`,
      );
    }, options.signal);
    const file = await open(to, 'r+');
    await file.sync();
    await file.close();
    return conversion;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Names that differ only in case are one name to DuckDB: the later gets a number. */
function parquetNames(names: readonly string[]): string {
  const taken = new Set<string>();
  return names
    .map((given, c) => {
      let name = given;
      for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${given}_${n}`;
      taken.add(name.toLowerCase());
      return `c${c} AS ${identifier(name)}`;
    })
    .join(', ');
}
