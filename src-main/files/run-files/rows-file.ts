import { join } from 'node:path';
import { fail } from '../../../src-shared/errors';
import { TemporaryFile } from '../temporary-file';

/** The rows that a run uses, and where they stand. */
export interface UsedRows {
  readonly data: { readonly trainRows: number };
  /** 1-based, training rows first; both parts ascending. */
  readonly rowNumbers: Int32Array;
  /** Lines in the file of rows by their 1-based numbers, ascending; rows of no file have none. */
  findLines(rows: readonly number[]): Promise<Map<number, number>>;
}

/** Rows whose lines are asked for at once. */
const ROWS_AT_ONCE = 1 << 18;
const ROWS_PER_WRITE = 4096;

/**
 * Writes rows.csv of a run, `row,line,part` in the order of the file: exactly which rows it was
 * trained on and validated with. Written aside, synced, renamed.
 * @returns its path
 * @throws BenchtopError `disk-full` or `storage`; `conflict` once cancelled
 */
export async function writeRows(runFolder: string, used: UsedRows, signal?: AbortSignal): Promise<string> {
  const path = join(runFolder, 'rows.csv');
  const file = new TemporaryFile(path);
  try {
    file.put('row,line,part\n');
    for (const rows of inFileOrder(used)) {
      const lines = await used.findLines(rows.map(({ row }) => row));
      for (let from = 0; from < rows.length; from += ROWS_PER_WRITE) {
        if (signal?.aborted === true) throw fail('conflict', 'Loading the data was cancelled.');
        const part = rows.slice(from, from + ROWS_PER_WRITE);
        file.put(part.map(({ row, part }) => `${row},${lines.get(row) ?? ''},${part}\n`).join(''));
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    file.keep();
    return path;
  } finally {
    file.drop();
  }
}

type Part = 'train' | 'validation';

/** Both parts as one ascending sequence, some rows at a time. */
function* inFileOrder({
  rowNumbers,
  data: { trainRows },
}: UsedRows): Generator<{ readonly row: number; readonly part: Part }[]> {
  let train = 0;
  let validation = trainRows;
  while (train < trainRows || validation < rowNumbers.length) {
    const rows: { row: number; part: Part }[] = [];
    while (rows.length < ROWS_AT_ONCE && (train < trainRows || validation < rowNumbers.length)) {
      const isTrain =
        validation >= rowNumbers.length ||
        (train < trainRows && rowNumbers[train]! < rowNumbers[validation]!);
      const row = rowNumbers[isTrain ? train++ : validation++]!;
      rows.push({ row, part: isTrain ? 'train' : 'validation' });
    }
    yield rows;
  }
}
