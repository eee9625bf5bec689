import type { ColumnProfile, InspectReport, RejectedCell } from '../../src-shared/dataset/report';
import { sha256OfFile } from '../files/hash';
import { missingSql, numberSql } from './cells';
import { LISTED_REJECTS } from './clean-copy';
import { firstLine, withDatabase, type Database } from './duckdb';
import { withTable, type ReadOptions, type TextTable } from './table';

const PREVIEW_ROWS = 100;
/** A column is of numbers, with the other cells listed, when at least this share of its cells are. */
const NUMBER_SHARE = 0.9;
/** Texts are categories where at most this share of them differ. */
const CATEGORY_SHARE = 0.5;
/** Columns profiled in one pass over the file; DuckDB plans many more at once in much more time. */
const COLUMNS_A_PASS = 25;

/**
 * Reads a file and says what is in it: dialect, columns, the first rows, and every cell and row that
 * does not fit. What `options` leaves out is detected.
 * @throws BenchtopError where the file cannot be read as a table
 */
export async function inspectFile(path: string, options: ReadOptions = {}): Promise<InspectReport> {
  return withDatabase(
    (database) => withTable(database, path, options, (table) => inspectTable(database, table)),
    options.signal,
  );
}

async function inspectTable(database: Database, table: TextTable): Promise<InspectReport> {
  const { source, names, dialect, rejected, rejectedCount } = table;
  const sha256 = sha256OfFile(source.path);
  // Awaited at the end; a failure of what comes first must not leave it unhandled.
  sha256.catch(() => undefined);
  const notes = [...table.notes];
  const { profiles, rows } = await profileColumns(database, table, notes);
  if (rows === 0) notes.push('The file has a header but no rows.');
  const suspects = profiles.flatMap(({ profile, bad }, c) =>
    profile.type === 'number' && bad > 0 ? [c] : [],
  );
  const badCount = suspects.reduce((sum, c) => sum + (profiles[c]?.bad ?? 0), 0);
  const badCells = badCount === 0 ? [] : await listBadCells(database, table, suspects);
  return {
    path: source.path,
    name: source.name,
    bytes: source.bytes,
    sha256: await sha256,
    format: source.format,
    dialect,
    rows,
    columns: profiles.map(({ profile }) => profile),
    rejected: [...rejected, ...badCells].sort((a, b) => a.line - b.line).slice(0, LISTED_REJECTS),
    rejectedCount: rejectedCount + badCount,
    reasons: [],
    notes,
    preview: names.length === 0 ? [] : await preview(database, table),
  };
}

async function preview(database: Database, { names, relation, na }: TextTable): Promise<(string | null)[][]> {
  const cells = names.map((_, c) => `CASE WHEN NOT ${missingSql(`c${c}`, na)} THEN c${c} END`).join(', ');
  const rows = await database.rows(`SELECT ${cells} FROM ${relation} LIMIT ${PREVIEW_ROWS}`);
  return rows.map((row) => row.map((cell) => (cell === null ? null : String(cell))));
}

interface Profiled {
  readonly profile: ColumnProfile;
  /** Cells that are neither missing nor numbers. */
  readonly bad: number;
}

async function profileColumns(
  database: Database,
  table: TextTable,
  notes: string[],
): Promise<{ profiles: Profiled[]; rows: number }> {
  const profiles: Profiled[] = [];
  let rows = 0;
  for (let from = 0; from < table.names.length; from += COLUMNS_A_PASS) {
    const places = table.names.slice(from, from + COLUMNS_A_PASS).map((_, i) => from + i);
    let figures: number[];
    try {
      figures = await profilePass(database, table, places, true);
    } catch (error) {
      // The squares of numbers near the end of the range do not fit.
      if (!/out of range/i.test(firstLine(error))) throw error;
      figures = await profilePass(database, table, places, false);
      notes.push('Some numbers are too large for a standard deviation.');
    }
    rows = figures[0] ?? 0;
    places.forEach((place, i) => {
      profiles.push(
        profileOf(table.names[place] ?? '', rows, figures.slice(1 + i * FIGURES, 1 + (i + 1) * FIGURES)),
      );
    });
  }
  return { profiles, rows };
}

const FIGURES = 8;

/** Row count, then {@link FIGURES} figures a column, in one pass over the file; NaN for NULL. */
async function profilePass(
  database: Database,
  { relation, numbers, na }: TextTable,
  places: readonly number[],
  withDeviation: boolean,
): Promise<number[]> {
  const cells = places.flatMap((c) => [`c${c}`, `${numberSql(`c${c}`, numbers, na)} AS v${c}`]);
  const figures = places.flatMap((c) => [
    `count(*) FILTER (isnan(v${c}))`,
    `count(*) FILTER (isinf(v${c}))`,
    `min(v${c}) FILTER (isfinite(v${c}))`,
    `max(v${c}) FILTER (isfinite(v${c}))`,
    `favg(v${c}) FILTER (isfinite(v${c}))`,
    withDeviation ? `stddev_samp(v${c}) FILTER (isfinite(v${c}))` : 'NULL',
    `count(DISTINCT c${c}) FILTER (NOT isnan(v${c}))`,
    `count(CASE WHEN isinf(v${c}) THEN TRY_CAST(c${c} AS TIMESTAMP) END)`,
  ]);
  const [row = []] = await database.rows(
    `SELECT count(*), ${figures.join(', ')} FROM (SELECT ${cells.join(', ')} FROM ${relation})`,
  );
  return row.map((figure) => (figure === null ? NaN : Number(figure)));
}

function profileOf(name: string, rows: number, figures: readonly number[]): Profiled {
  const [missing = 0, bad = 0, min, max, mean, std, distinct = 0, dates = 0] = figures;
  const filled = rows - missing;
  const isNumber = filled > 0 && filled - bad >= NUMBER_SHARE * filled;
  const ofNumber = (figure = NaN): number | null => (isNumber && Number.isFinite(figure) ? figure : null);
  return {
    bad,
    profile: {
      name,
      type: isNumber ? 'number' : textType(filled, bad, distinct, dates),
      missing,
      min: ofNumber(min),
      max: ofNumber(max),
      mean: ofNumber(mean),
      std: ofNumber(std),
      distinct,
      distinctAtLeast: false,
      bad: isNumber ? bad : 0,
      histogram: null,
      top: [],
    },
  };
}

function textType(filled: number, bad: number, distinct: number, dates: number): ColumnProfile['type'] {
  if (filled > 0 && bad === filled && dates === bad) return 'date';
  return distinct <= CATEGORY_SHARE * filled ? 'category' : 'text';
}

/** The first cells of the given columns that are neither missing nor numbers, in the file's order. */
export async function listBadCells(
  database: Database,
  { names, relation, numbers, na, linesOf }: TextTable,
  places: readonly number[],
  limit = LISTED_REJECTS,
): Promise<RejectedCell[]> {
  const cells = places.map(
    (c) => `CASE WHEN isinf(${numberSql(`c${c}`, numbers, na)}) THEN c${c} END AS b${c}`,
  );
  const found = await database.rows(
    `SELECT * FROM (SELECT row_number() OVER () AS row, ${cells.join(', ')} FROM ${relation})
     WHERE ${places.map((c) => `b${c} IS NOT NULL`).join(' OR ')} ORDER BY row LIMIT ${limit}`,
  );
  const lines = await linesOf(found.map(([row]) => Number(row)));
  const listed = found.flatMap(([row, ...texts]) =>
    texts.flatMap((text, i): RejectedCell[] => {
      if (text === null) return [];
      const column = names[places[i] ?? 0] ?? '';
      const line = lines.get(Number(row)) ?? Number(row);
      return [{ line, column, text: String(text).slice(0, 1000), reason: 'not a number' }];
    }),
  );
  return listed.slice(0, limit);
}
