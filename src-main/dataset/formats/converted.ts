import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEFT_OUT_KINDS } from '../../../src-shared/dataset/left-out';
import { BenchtopError, fail } from '../../../src-shared/errors';
import { sentence } from '../../../src-shared/language/sentence';
import { NA_TOKENS, type TextDialect } from '../dialect/dialect';
import { uniqueNames } from '../dialect/header';
import { throwIfCancelled, type ReadOptions } from '../source/read-options';
import { KeptCopies, type TableCopy } from '../table/kept-copies';
import { RowIndex } from '../table/row-index';
import { openError, readSamples, sampleTexts, type Source } from '../source/source';
import { openText, sampleRows, type TextTable } from '../table/text-table';
import { CellWriter } from './cell-writer';
import { Findings, type Conversion, type WithTable } from './conversion';
import { loadConverter } from './converters';
import { NO_DIALECT } from '../table/copied-from';

/** Copies of the files that were opened last. */
const KEPT_COPIES = 3;

const copies = new KeptCopies<string>(KEPT_COPIES);

/**
 * Calls `work` with a file of another kind turned into text. The copy stays for the next question,
 * without a name on the disk: it goes when others take its place, or with the process.
 * @throws BenchtopError where the file is damaged, refused, or does not hold what is asked for
 */
export async function withConverted<T>(
  source: Source,
  options: ReadOptions,
  withTable: WithTable,
  work: (table: TextTable) => Promise<T>,
): Promise<T> {
  const key = await toKey(source, options);
  return copies.use(key, () => makeCopy(source, options, withTable), work);
}

async function toKey(
  source: Source,
  { source: requested, moved, columns, dialect }: ReadOptions,
): Promise<string> {
  const { path, bytes, modified } = source;
  const others = await Promise.all(
    (moved?.files ?? requested?.files ?? []).map(async (file) => {
      try {
        const { size, mtimeMs } = await stat(file);
        return [file, size, mtimeMs];
      } catch (error) {
        throw openError(file, error);
      }
    }),
  );
  return JSON.stringify([
    path,
    bytes,
    modified,
    others,
    requested ?? null,
    moved ?? null,
    columns ?? null,
    dialect ?? null,
  ]);
}

async function makeCopy(source: Source, options: ReadOptions, withTable: WithTable): Promise<TableCopy> {
  throwIfCancelled(options.signal);
  const folder = await mkdtemp(join(tmpdir(), 'benchtop-'));
  try {
    const path = join(folder, 'copy.csv');
    const handle = await open(path, 'wx+', 0o600);
    try {
      const writer = new CellWriter(handle);
      const findings = new Findings();
      const convert = await loadConverter(source, options);
      const conversion = await convert({ source, options, writer, findings, withTable });
      await writer.flush();
      source.assertUnchanged();
      const copied: Source = {
        ...source,
        bytes: (await handle.stat()).size,
        format: 'csv',
        gzip: false,
        samples: readSamples(path),
        handle,
      };
      return {
        table: await toTable(source, copied, options, conversion, findings),
        handle,
      };
    } catch (error) {
      await handle.close();
      throw error instanceof BenchtopError ? error : convertError(source, error);
    }
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function convertError(source: Source, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') {
    return fail(
      'disk-full',
      sentence('There is no room in {folder} to unpack {name}: make some there.', {
        folder: tmpdir(),
        name: source.name,
      }),
      {
        file: source.path,
      },
    );
  }
  return code === undefined ? (error as Error) : openError(source.path, error);
}

const SPLITTING = { delimiter: ',', quote: '"', escape: '"', comment: '' } as const;

async function toTable(
  source: Source,
  copy: Source,
  options: ReadOptions,
  conversion: Conversion,
  findings: Findings,
): Promise<TextTable> {
  const table =
    conversion.names === null
      ? await sheetTable(source, copy, options, conversion)
      : namedTable(source, copy, options, conversion, conversion.names);
  const { cells, counts, notes } = findings;
  return {
    ...table,
    original: source,
    notes: [...notes, ...table.notes],
    doubts: [...(conversion.doubts ?? []), ...table.doubts],
    ...toReading(conversion),
    isCopy: true,
    copied: {
      types: conversion.types,
      lines: conversion.lines,
      sources: conversion.sources,
      cells: cells.map(({ column, ...cell }) => ({ ...cell, column: table.names[column] ?? null })),
      reasons: [...counts].map(([reason, count]) => ({ reason, count })),
      others: conversion.others,
      suspects: conversion.doubtful ?? new Map(),
      leftOut: conversion.leftOut ?? [],
    },
  };
}

/** What was decided in reading the text that the rows were taken from. */
function toReading({ from }: Conversion): Partial<TextTable> {
  if (from === undefined) return {};
  const { detected, doubts, quarantined } = from;
  return { detected, doubts, quarantined };
}

/** Cells of a sheet: names are looked for, and what is no part of the table left out, as in any text. */
async function sheetTable(
  source: Source,
  copy: Source,
  options: ReadOptions,
  { lines }: Conversion,
): Promise<TextTable> {
  const { skip, omit, ...rest } = options.dialect ?? {};
  const copyDialect = {
    ...rest,
    ...SPLITTING,
    quotedLines: false,
    encoding: 'utf-8' as const,
    decimal: rest.decimal ?? ('.' as const),
    thousands: rest.thousands ?? '',
    // People count the rows of the sheet.
    ...(skip === undefined ? {} : { skip: (lines?.lineAt(skip + 1) ?? skip + 1) - 1 }),
    ...(omit === undefined ? {} : { omit: omit.map((row) => lines?.lineAt(row) ?? row) }),
  };
  if (copy.bytes === 0)
    throw fail('invalid-data', sentence('{name} has no cells here: it has no rows.', { name: source.name }), {
      file: source.path,
    });
  const table = await openText(copy, { ...options, dialect: copyDialect });
  const { detected } = table;
  const skipped =
    skip ?? (lines === null || detected.skip === 0 ? detected.skip : lines.rowAt(detected.skip));
  return { ...table, detected: { ...NO_DIALECT, ...SPLITTING, header: detected.header, skip: skipped } };
}

function namedTable(
  source: Source,
  copy: Source,
  options: ReadOptions,
  { rows, numbers }: Conversion,
  found: readonly string[],
): TextTable {
  const { columns } = options;
  const { names, notes } = uniqueNames(columns ?? found);
  if (names.length !== found.length) {
    const given = `${source.name} has ${found.length} columns, but ${names.length} names are given.`;
    throw fail('invalid-experiment', given, { file: source.path, field: 'dataset.columns' });
  }
  const dialect: TextDialect = {
    ...SPLITTING,
    skip: 0,
    header: 0,
    decimal: numbers?.decimal ?? options.dialect?.decimal ?? '.',
    thousands: numbers?.thousands ?? options.dialect?.thousands ?? '',
    na: options.dialect?.na ?? NA_TOKENS,
    newline: 'lf',
    // A second column stands where there is only one: an empty line would be no row at all.
    width: Math.max(2, names.length),
    first: [],
    head: [],
    kinds: names.map(() => 'other' as const),
    cellTypes: names.map(() => 'text' as const),
    keep: LEFT_OUT_KINDS,
    notes: [],
    doubts: [],
    quarantined: [],
  };
  const sampled = sampleRows(sampleTexts(copy, 'utf-8'), dialect);
  const index = new RowIndex();
  index.total = rows;
  return {
    source: copy,
    original: source,
    names,
    dialect,
    detected: { ...NO_DIALECT, decimal: dialect.decimal, thousands: dialect.thousands },
    encoding: 'utf-8',
    encodingIsGuess: false,
    numbers: { decimal: dialect.decimal, thousands: dialect.thousands },
    notes,
    doubts: [],
    quarantined: [],
    index,
    isSeekable: true,
    sampled: sampled.rows,
    bytesPerRow: sampled.bytesPerRow,
    isCopy: true,
    copied: null,
  };
}
