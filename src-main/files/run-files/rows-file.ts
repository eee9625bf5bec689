import { join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { CsvBytes } from '../csv/csv-bytes';
import { TemporaryFile } from '../temporary-file';

/** The rows that a run uses, and where they stand. */
export interface UsedRows {
  readonly data: { readonly trainRows: number };
  /** 1-based, training rows first; both parts ascending. */
  readonly rowNumbers: Int32Array;
  /** Line in the file of a row by its 1-based number; null for rows of no file. */
  lineOf(row: number): number | null;
}

/** Few enough for the processor's cache, and for memory that is reused. */
const ROWS_PER_WRITE = 1 << 12;

/**
 * Writes rows.csv of a run, `row,line,part` in the order of the file: exactly which rows it was
 * trained on and validated with. Written aside, synced, renamed.
 * @returns its path
 * @throws BenchtopError `disk-full` or `storage`; `conflict` once cancelled
 */
export async function writeRows(runFolder: string, used: UsedRows, signal?: AbortSignal): Promise<string> {
  const path = join(runFolder, 'rows.csv');
  const {
    rowNumbers,
    data: { trainRows },
  } = used;
  const file = new TemporaryFile(path);
  try {
    file.put('row,line,part\n');
    const bytes = new CsvBytes();
    let train = 0;
    let validation = trainRows;
    while (train < trainRows || validation < rowNumbers.length) {
      for (let left = ROWS_PER_WRITE; left > 0; left--) {
        if (train >= trainRows && validation >= rowNumbers.length) break;
        const isTrain =
          validation >= rowNumbers.length ||
          (train < trainRows && rowNumbers[train]! < rowNumbers[validation]!);
        const row = rowNumbers[isTrain ? train++ : validation++]!;
        bytes.row([row, used.lineOf(row) ?? '', isTrain ? 'train' : 'validation']);
      }
      file.put(bytes.take());
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted === true) throw fail('conflict', 'Loading the data was cancelled.');
    }
    file.keep();
    return path;
  } finally {
    file.drop();
  }
}
