import { closeSync, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { PredictionTable } from '../algorithms/evaluate';
import { quote } from './csv-log';
import { asideName, renameDurable, writeError } from './durable';

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

/** The same, yielding after every few thousand rows. Left before its end it leaves nothing behind. */
export function* writeTableSlices(
  path: string,
  table: PredictionTable,
): Generator<undefined, void, undefined> {
  const aside = asideName(path);
  let written = 0;
  let isWhole = false;
  try {
    const file = openSync(aside, 'wx', 0o600);
    try {
      const put = (text: string): void => {
        const bytes = Buffer.from(text, 'utf8');
        for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done);
        written += bytes.length;
      };
      put(`${table.columns.map(csvText).join(',')}\n`);
      for (let from = 0; from < table.rows; from += ROWS_PER_WRITE) {
        const lines: string[] = [];
        for (let row = from; row < Math.min(table.rows, from + ROWS_PER_WRITE); row++) {
          lines.push(table.row(row).map(csvCell).join(','));
        }
        put(`${lines.join('\n')}\n`);
        yield;
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameDurable(aside, path);
    isWhole = true;
  } catch (error) {
    throw writeError(path, written, error);
  } finally {
    if (!isWhole) discard(aside);
  }
}

function discard(aside: string): void {
  try {
    unlinkSync(aside);
  } catch {
    // It was never made, or is renamed already.
  }
}

function csvCell(value: number | string): string {
  return typeof value === 'number' ? String(value) : csvText(value);
}

/** Text that a spreadsheet would take for a formula is marked as text; numbers are left alone. */
export function csvText(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text));
  return quote(isFormula ? `'${text}` : text);
}
