import { join } from 'node:path';
import type { PredictionTable } from '../../algorithms/contract/answers';
import { TemporaryFile } from '../temporary-file';
import { CsvBytes } from '../csv/csv-bytes';
import { csvText } from '../csv/csv-text';

const ROWS_PER_WRITE = 4096;

/** Writes predictions.csv of a run: aside, synced, renamed. @returns its path */
export function writePredictions(runFolder: string, table: PredictionTable): string {
  const path = join(runFolder, 'predictions.csv');
  writeTable(path, table);
  return path;
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
