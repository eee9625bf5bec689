import { fail } from '../../src-shared/errors';
import type { ModelSpec } from '../../src-shared/experiment/schema';
import { sha256OfFile } from '../files/hash';
import { missingSql, numberSql, trimSql } from './cells';
import { withDatabase, type Database } from './duckdb';
import { listBadCells } from './inspect';
import { withTable, type ReadOptions, type TextTable } from './table';
import { MOST_CLASSES, mostClasses } from './targets';

/** The chosen columns as numbers, before anything is done to them. */
export interface RawTable {
  readonly name: string;
  /** Path of the file; null where the table was generated. */
  readonly file: string | null;
  /** Of the file's bytes, or of the generated values. */
  readonly sha256: string;
  readonly featureNames: readonly string[];
  /** One array a feature; NaN where missing. */
  readonly features: readonly Float64Array[];
  readonly targetName: string | null;
  /** Numbers, or indices into `words`; NaN where missing. */
  readonly target: Float64Array | null;
  /** The distinct texts of a text target, ascending. */
  readonly words: readonly string[] | null;
  /** 1 for rows whose cells may not be in their right place; null where there are none. */
  readonly doubtful: Float64Array | null;
  /** Lines in the file of the first row with a missing value and of the first doubtful row. */
  readonly firstLines: { readonly missing: number | null; readonly doubtful: number | null } | null;
}

interface Chosen {
  readonly features: readonly string[];
  readonly target: string | null;
}

/**
 * Reads the chosen columns of a file.
 * @throws BenchtopError where a column is not there, or a feature holds text
 */
export function readColumns(
  path: string,
  chosen: Chosen,
  options: ReadOptions,
  model: ModelSpec,
): Promise<RawTable> {
  return withDatabase(
    (database) => withTable(database, path, options, (table) => readTable(database, table, chosen, model)),
    options.signal,
  );
}

async function readTable(
  database: Database,
  table: TextTable,
  { features, target }: Chosen,
  model: ModelSpec,
): Promise<RawTable> {
  const { source } = table;
  const places = features.map((name, i) => placeOf(table, name, `dataset.features.${i}`));
  const targetPlace = target === null ? null : placeOf(table, target, 'dataset.target');
  const sha256 = sha256OfFile(source.path);
  // Awaited at the end; a failure of what comes first must not leave it unhandled.
  sha256.catch(() => undefined);
  const hasDoubts = table.rejectedCount > 0;
  const wanted = [...places, ...(targetPlace === null ? [] : [targetPlace])];
  const columns = await readNumbers(database, table, wanted, hasDoubts);
  const arrays = columns.slice(0, features.length);
  if ((columns[0]?.length ?? 0) === 0) {
    throw fail('invalid-data', `${source.name} has a header but no rows.`, { file: source.path });
  }
  for (const [i, column] of arrays.entries()) await refuseText(database, table, column, places[i] ?? 0, i);
  const numbers = targetPlace === null ? null : (columns[features.length] ?? null);
  const words =
    numbers === null || targetPlace === null || !numbers.includes(Infinity)
      ? null
      : await targetWords(database, table, targetPlace, model);
  const doubtful = hasDoubts ? (columns[wanted.length] ?? null) : null;
  const codes =
    words === null || targetPlace === null ? numbers : await readCodes(database, table, targetPlace);
  return {
    name: source.name,
    file: source.path,
    sha256: await sha256,
    featureNames: features,
    features: arrays,
    targetName: target,
    target: codes,
    words,
    doubtful,
    firstLines: await firstLines(table, codes === null ? arrays : [...arrays, codes], doubtful),
  };
}

function placeOf({ names, source }: TextTable, name: string, field: string): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  throw noColumn(names, name, source.name, source.path, field);
}

/** A column that is not there, with the ones that are. */
export function noColumn(
  names: readonly string[],
  name: string,
  fileName: string,
  file: string,
  field: string,
): Error {
  const known = names
    .slice(0, 20)
    .map((known) => `"${known}"`)
    .join(', ');
  const more = names.length > 20 ? ` and ${names.length - 20} more` : '';
  return fail('invalid-data', `${fileName} has no column "${name}": its columns are ${known}${more}.`, {
    file,
    column: name,
    field,
  });
}

/** One array a column: NaN where missing, Infinity where the cell is no number; last the doubts, if asked. */
export function readNumbers(
  database: Database,
  { relation, numbers, na }: TextTable,
  places: readonly number[],
  withDoubts: boolean,
): Promise<Float64Array[]> {
  const wanted = places.map((c) => numberSql(`c${c}`, numbers, na));
  if (withDoubts) wanted.push('CAST(doubtful AS DOUBLE)');
  return database.doubles(`SELECT ${wanted.join(', ')} FROM ${relation}`, wanted.length);
}

/** A feature must be of numbers; the first cell that is not is named, and what to do about it. */
async function refuseText(
  database: Database,
  table: TextTable,
  column: Float64Array,
  place: number,
  feature: number,
): Promise<void> {
  const first = column.indexOf(Infinity);
  if (first < 0) return;
  const { name: file, path } = table.source;
  const name = table.names[place] ?? '';
  const [bad] = await listBadCells(database, table, [place], 1);
  const count = column.reduce((sum, value) => (value === Infinity ? sum + 1 : sum), 0);
  const isMostlyNumbers = count * 10 <= column.length;
  const advice = isMostlyNumbers
    ? `correct ${count === 1 ? 'this cell' : `these ${count} cells`}, or name such texts as missing values`
    : 'choose a number column as a feature';
  throw fail(
    'invalid-data',
    `Column "${name}" of ${file} holds text (line ${bad?.line ?? first + 1}: "${(bad?.text ?? '').slice(0, 60)}"): ${advice}.`,
    { file: path, line: bad?.line ?? first + 1, column: name, field: `dataset.features.${feature}` },
  );
}

/** The distinct texts of a target that is not of numbers, kept in `target_words`. */
async function targetWords(
  database: Database,
  table: TextTable,
  place: number,
  model: ModelSpec,
): Promise<string[]> {
  const { relation, na, names, source } = table;
  const cell = `c${place}`;
  await database.run(
    `CREATE OR REPLACE TEMP TABLE target_words AS SELECT DISTINCT ${trimSql(cell)} AS word FROM ${relation}
     WHERE NOT ${missingSql(cell, na)} LIMIT ${MOST_CLASSES + 1}`,
  );
  const words = (await database.rows('SELECT word FROM target_words ORDER BY word')).map(([word]) =>
    String(word),
  );
  if (words.length <= mostClasses(model)) return words;
  const [bad] = await listBadCells(database, table, [place], 1);
  const count = words.length > MOST_CLASSES ? `more than ${MOST_CLASSES}` : String(words.length);
  const alternative = model.kind === 'network' ? ' or one with two different texts' : '';
  throw fail(
    'invalid-data',
    `Column "${names[place] ?? ''}" of ${source.name} holds text with ${count} different values (line ${bad?.line ?? 1}: "${(bad?.text ?? '').slice(0, 60)}"): choose a number column as the target${alternative}.`,
    { file: source.path, line: bad?.line ?? 1, column: names[place] ?? '', field: 'dataset.target' },
  );
}

/** The text target as indices into its words; NaN where missing. */
async function readCodes(
  database: Database,
  { relation, na }: TextTable,
  place: number,
): Promise<Float64Array | null> {
  const cell = `c${place}`;
  const words = '(SELECT list(word ORDER BY word) FROM target_words)';
  const code = `CAST(list_position(${words}, ${trimSql(cell)}) - 1 AS DOUBLE)`;
  const [codes] = await database.doubles(
    `SELECT CASE WHEN ${missingSql(cell, na)} THEN 'nan'::DOUBLE ELSE coalesce(${code}, 'nan'::DOUBLE) END FROM ${relation}`,
    1,
  );
  return codes ?? null;
}

async function firstLines(
  table: TextTable,
  columns: readonly Float64Array[],
  doubtful: Float64Array | null,
): Promise<RawTable['firstLines']> {
  const missing = columns.map((column) => firstWhere(column, Number.isNaN)).filter((row) => row >= 0);
  const rows = [
    missing.length === 0 ? 0 : missing.reduce((a, b) => Math.min(a, b)) + 1,
    doubtful === null ? 0 : doubtful.indexOf(1) + 1,
  ];
  const wanted = [...new Set(rows.filter((row) => row > 0))].sort((a, b) => a - b);
  if (wanted.length === 0) return null;
  const lines = await table.linesOf(wanted);
  return { missing: lines.get(rows[0] ?? 0) ?? null, doubtful: lines.get(rows[1] ?? 0) ?? null };
}

/** Like findIndex, which is five times as slow on typed arrays. */
function firstWhere(column: Float64Array | undefined, wanted: (value: number) => boolean): number {
  if (column === undefined) return -1;
  for (let row = 0; row < column.length; row++) if (wanted(column[row]!)) return row;
  return -1;
}
