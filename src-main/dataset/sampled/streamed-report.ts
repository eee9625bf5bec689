import type { ColumnProfile, InspectReport } from '../../../src-shared/dataset/report';
import { at } from '../../../src-shared/present';
import { inspectFile } from '../profile/inspect';
import { identifier, pathLiteral, type Database } from '../source/duckdb';
import type { ReadOptions } from '../source/read-options';
import { isMissingText, type FoundColumn } from '../stream/streamed-columns';
import { readable, withFoundTable, type FoundTable } from './found-table';
import { writeSample } from './sample-file';

/** Columns that are summed up by one query. */
const COLUMNS_AT_ONCE = 200;

/**
 * Says what is in a table that is streamed. Rows, missing cells, ranges and means are of all of it, by one pass
 * file by file; the rest is of a sample, which the notes say.
 * @throws BenchtopError where a file is damaged, or the files are not alike
 */
export function inspectStreamed(path: string, options: ReadOptions): Promise<InspectReport> {
  return withFoundTable(path, options.signal, async (table, database) => {
    const sample = await writeSample(table, database);
    const { dialect, columnNa, signal } = options;
    const report = await inspectFile(sample.path, { dialect, columnNa, signal });
    const { files, columns, rows } = table;
    const sums = await sumUp(table, database, options);
    const isWhole = sample.rows === rows;
    return {
      ...report,
      path,
      name: files.name,
      stream: { files: files.files.length },
      bytes: files.files.reduce((sum, { bytes }) => sum + bytes, 0),
      sha256: files.sha256,
      rows,
      columns: report.columns.map((profile, c) =>
        joined(profile, at(columns, c), at(sums, c), sample.rows, isWhole),
      ),
      notes: [
        ...report.notes,
        ...(isWhole
          ? []
          : [
              `Histograms, different values and frequent words are of ${sample.rows.toLocaleString('en')} rows in blocks spread over the table; rows, missing cells, ranges and means are of all.`,
            ]),
      ],
    };
  });
}

/** What is counted of a column in all files; means and squares joined as Chan, Golub and LeVeque (1979) do. */
class ColumnSum {
  missing = 0;
  bad = 0;
  min = Infinity;
  max = -Infinity;
  #count = 0;
  #mean = 0;
  #squares = 0;

  /** @param figures of a file, as {@link sumsOf} orders them; the last four mean nothing where there is no number */
  add([missing = 0, bad = 0, count = 0, min = 0, max = 0, mean = 0, variance = 0]: readonly number[]): void {
    this.missing += missing;
    this.bad += bad;
    if (count === 0) return;
    this.min = Math.min(this.min, min);
    this.max = Math.max(this.max, max);
    const total = this.#count + count;
    const apart = mean - this.#mean;
    this.#squares += variance * count + (apart * apart * this.#count * count) / total;
    this.#mean += (apart * count) / total;
    this.#count = total;
  }

  get mean(): number | null {
    return this.#count === 0 ? null : this.#mean;
  }

  /** Of the sample: null of a single value. */
  get std(): number | null {
    return this.#count < 2 ? null : Math.sqrt(this.#squares / (this.#count - 1));
  }
}

async function sumUp(
  { files, columns, fileRows }: FoundTable,
  database: Database,
  { dialect, columnNa, onProgress }: ReadOptions,
): Promise<ColumnSum[]> {
  const sums = columns.map(() => new ColumnSum());
  const parts = columns.map((column) =>
    sumsOf(column, columnNa?.find(({ name }) => name === column.name)?.na ?? dialect?.na ?? null),
  );
  const totalBytes = files.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let [bytes, rows] = [0, 0];
  for (const [file, { path, bytes: size }] of files.files.entries()) {
    for (let from = 0; from < columns.length; from += COLUMNS_AT_ONCE) {
      const part = parts.slice(from, from + COLUMNS_AT_ONCE);
      const [found = []] = await readable(
        database,
        path,
        `SELECT ${part.flat().join(', ')} FROM read_parquet(${pathLiteral(path)})`,
      );
      part.forEach((each, c) => {
        const sum = at(sums, from + c);
        sum.add(found.slice(c * each.length, (c + 1) * each.length).map(Number));
      });
    }
    bytes += size;
    rows += fileRows[file] ?? 0;
    onProgress?.({ bytes, totalBytes, rows });
  }
  return sums;
}

/** SQL of a column's figures: missing, those that fit nothing, and of numbers count, range, mean and variance. */
function sumsOf({ name, kind }: FoundColumn, na: readonly string[] | null): string[] {
  const cell = identifier(name);
  const none = ['0', '0', 'NULL', 'NULL', 'NULL', 'NULL'];
  if (kind === 'category') return [`count(*) FILTER (${isMissingText(name, na)})`, ...none];
  if (kind !== 'number') return [`count(*) FILTER (${cell} IS NULL)`, ...none];
  const value = `CAST(${cell} AS DOUBLE)`;
  const finite = `FILTER (${cell} IS NOT NULL AND isfinite(${value}))`;
  return [
    `count(*) FILTER (${cell} IS NULL OR isnan(${value}))`,
    `count(*) FILTER (isinf(${value}))`,
    `count(*) ${finite}`,
    ...['min', 'max', 'avg', 'var_pop'].map((name) => `${name}(${value}) ${finite}`),
  ];
}

/** A column's profile by the sample, with what is known of all rows. */
function joined(
  profile: ColumnProfile,
  { kind }: FoundColumn,
  { missing, bad, min, max, mean, std }: ColumnSum,
  sampled: number,
  isWhole: boolean,
): ColumnProfile {
  const all = {
    ...profile,
    missing,
    distinctAtLeast: profile.distinctAtLeast || !isWhole,
    ...(kind === 'number' && mean !== null ? { type: 'number' as const, bad, min, max, mean, std } : {}),
  };
  // Streamed rows take texts for texts, whatever is written in them.
  const isText = kind === null || (kind === 'category' && profile.type !== 'category');
  if (!isText) return all;
  const isSeldom = kind === null || profile.type === 'text' || profile.distinct * 2 > sampled;
  const type = isSeldom ? ('text' as const) : ('category' as const);
  return { ...all, type, min: null, max: null, mean: null, std: null, histogram: null };
}
