import { isScannedAsIs } from '../source/encodings/encoding';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStream } from '../source/byte-stream';
import { throwIfCancelled } from '../source/read-options';
import { KeptCopies, type TableCopy } from './kept-copies';
import { RowIndex } from './row-index';
import type { TextTable } from './text-table';

/** Unpacked copies of the tables that were paged through last. */
const KEPT_COPIES = 2;

const copies = new KeptCopies<TextTable>(KEPT_COPIES);

/**
 * Calls `work` with a copy of a packed or UTF-16 table that any row can be read from. The copy has
 * no name on the disk any more once it is written: it goes with its last use, or with the process.
 */
export function withSeekable<T>(
  table: TextTable,
  signal: AbortSignal | undefined,
  work: (copy: TextTable) => Promise<T>,
): Promise<T> {
  return copies.use(table, () => makeCopy(table, signal), work);
}

async function makeCopy(table: TextTable, signal: AbortSignal | undefined): Promise<TableCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'benchtop-'));
  try {
    const handle = await open(join(folder, 'copy.csv'), 'wx+', 0o600);
    try {
      await fill(handle, table, signal);
    } catch (error) {
      await handle.close();
      throw error;
    }
    const source = {
      ...table.source,
      gzip: false,
      quotedLines: false,
      bytes: (await handle.stat()).size,
      handle,
    };
    const copied: TextTable = {
      ...table,
      source,
      encoding: isScannedAsIs(table.encoding) ? table.encoding : 'utf-8',
      encodingIsGuess: false,
      index: new RowIndex(),
      isSeekable: true,
    };
    return { table: copied, handle };
  } finally {
    // A system that keeps the name of an open file has a folder for temporary files that it clears.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function fill(handle: FileHandle, table: TextTable, signal: AbortSignal | undefined): Promise<void> {
  const stream = await openStream(table.source, table.encoding);
  try {
    for (;;) {
      const bytes = await stream.next();
      throwIfCancelled(signal);
      if (bytes === null) return;
      for (let done = 0; done < bytes.length;) {
        done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
      }
    }
  } finally {
    await stream.close();
  }
}
