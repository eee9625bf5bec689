import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { PredictionTable } from '../../algorithms/contract/answers';
import { copyFileDurable } from '../copies';
import { TemporaryFile } from '../temporary-file';
import { CsvBytes } from '../csv/csv-bytes';
import { csvText, splitCells } from '../csv/csv-text';

const ROWS_PER_WRITE = 4096;
/** Of a file, which have its names. */
const FIRST_BYTES = 1 << 18;

/** Writes predictions.csv of a run: aside, synced, renamed. @returns its path */
export function writePredictions(runFolder: string, table: PredictionTable): string {
  const path = join(runFolder, 'predictions.csv');
  writeTable(path, table);
  return path;
}

/** Says, for a person, that the predictions of a large table have no columns for its features, and what makes them. */
export function shortPredictions({ rows, width }: { readonly rows: number; readonly width: number }): string {
  return `The answers for all ${rows.toLocaleString('en')} rows, without the ${width.toLocaleString('en')} inputs beside them, which are in the data: "benchtop export RUN --format predictions", or Save predictions in the run's Log, writes the whole table.`;
}

/**
 * Whether a run's predictions.csv has the features beside the answers: those of a large table have not.
 * @param features of the run, as its record names them
 */
export function holdsFeatures(path: string, features: readonly string[]): boolean {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(FIRST_BYTES);
    const read = readSync(descriptor, bytes, 0, FIRST_BYTES, 0);
    const [header = ''] = bytes.toString('utf8', 0, read).split('\n');
    const [first = ''] = features;
    // They come right after the number of the row, and no other column is called as one of them is.
    return splitCells(header)[1] === splitCells(csvText(first))[0];
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Copies predictions.csv of a run, durably, where it has the features beside the answers.
 * @param features of the run, as its record names them
 * @returns false where there is no such file, or it has the answers alone
 */
export function copyPredictions({
  runFolder,
  features,
  to,
}: {
  readonly runFolder: string;
  readonly features: readonly string[];
  readonly to: string;
}): boolean {
  const path = join(runFolder, 'predictions.csv');
  if (!existsSync(path) || !holdsFeatures(path, features)) return false;
  copyFileDurable(path, to);
  return true;
}

/** Writes a table as CSV at any path, durably. @throws BenchtopError `disk-full` or `storage` */
export function writeTable(path: string, table: PredictionTable): void {
  const slices = writeTableSlices(path, table);
  while (slices.next().done !== true);
}

/**
 * Generator form of {@link writePredictions} for any path: yields after every few thousand rows. Left
 * before its end it leaves nothing behind.
 */
export function* writeTableSlices(
  path: string,
  table: PredictionTable,
): Generator<undefined, void, undefined> {
  const file = new TemporaryFile(path);
  try {
    file.put(`${table.columns.map(csvText).join(',')}\n`);
    const bytes = new CsvBytes();
    for (let from = 0; from < table.rows; from += ROWS_PER_WRITE) {
      const to = Math.min(table.rows, from + ROWS_PER_WRITE);
      for (let row = from; row < to; row++) bytes.row(table.row(row));
      file.put(bytes.take());
      yield;
    }
    file.keep();
  } finally {
    file.drop();
  }
}
