import { createHash } from 'node:crypto';
import { ByteCheck } from './byte-check';
import { openStream } from './byte-stream';
import { encodeText } from './cell-text';
import type { NumberRows } from './number-rows';
import { throwIfCancelled, type ReadOptions } from './read-options';
import { RowMaker, type RowBatch, type RowPlace } from './rows';
import { ByteScanner } from './scanner';
import type { TextTable } from './text-table';

/** The whole of a file's bytes told that it is in another encoding than its parts let believe. */
export class OtherEncoding extends Error {}

export interface ScanOptions extends Pick<ReadOptions, 'signal' | 'onProgress'> {
  /** Where to begin; from {@link RowIndex}. */
  readonly from?: RowPlace | null;
  /** Also computes the SHA-256 of the file's bytes, for which all of it is read. */
  readonly hashes?: boolean;
  /** Takes rows of numbers ahead of `take`, which gets the others; both in the order of the file. */
  readonly straight?: StraightRows | null;
}

/** How rows are read past the batches. */
export interface StraightRows {
  readonly rows: NumberRows;
  /** So many more rows were read. */
  took(rows: number): void;
}

export interface ScanResult {
  /** SHA-256 of the file's bytes in hex; empty where it was not asked for. */
  readonly sha256: string;
  /** Rows up to where reading ended. */
  readonly rows: number;
}

/** The event loop gets a turn at least this often, so that messages come in. */
const SLICE_MS = 20;
const PROGRESS_MS = 100;

/**
 * Reads a table's rows, batch after batch, in one pass over the file.
 * @param take a batch holds until it is answered; false: no more rows are wanted
 * @throws OtherEncoding where the table must be opened anew; BenchtopError where the file cannot be
 *   read, or `conflict` when cancelled
 */
export async function scanRows(
  table: TextTable,
  take: (batch: RowBatch) => boolean | Promise<boolean>,
  options: ScanOptions = {},
): Promise<ScanResult> {
  const { source, encoding, dialect, index } = table;
  const { signal, onProgress, from = null, hashes = false, straight = null } = options;
  throwIfCancelled(signal);
  const hash = hashes ? createHash('sha256') : null;
  const stream = await openStream(source, encoding, from?.offset ?? 0, hash);
  try {
    const check = new ByteCheck(encoding === 'utf-8', stream.start);
    const encode = (character: string): Uint8Array => separatorBytes(character, encoding);
    const scanner = new ByteScanner(dialect, encode, stream.start, from?.line ?? 1);
    const maker = new RowMaker(dialect, encoding, check, from);
    const takeStraight = ({ rows, took }: StraightRows): boolean => {
      const { offset, line } = scanner;
      const count = scanner.takeStraight(rows);
      if (count === 0) return false;
      index.notePlace(maker.row, offset, line);
      maker.pass(count);
      took(count);
      return true;
    };
    let told = performance.now();
    let turned = told;
    let isWanted = true;
    for (let isOver = false; !isOver && (isWanted || hash !== null);) {
      const chunk = await stream.next();
      throwIfCancelled(signal);
      turned = performance.now();
      isOver = chunk === null;
      if (!isWanted) continue;
      if (chunk === null) check.end();
      else check.write(chunk);
      scanner.feed(chunk);
      for (;;) {
        if (straight === null || !maker.isAmongRows || check.flawed.length > 0 || !takeStraight(straight)) {
          if (!isWanted || !scanner.next()) break;
          const batch = maker.take(scanner);
          index.note(batch);
          if (table.isCopy) for (let r = 0; r < batch.rows; r++) batch.lines[r] = batch.firstRow + r + 1;
          if (batch.rows === 0) continue;
          const answer = take(batch);
          isWanted = typeof answer === 'boolean' ? answer : await answer;
        }
        if (performance.now() - turned < SLICE_MS) continue;
        await new Promise(setImmediate);
        throwIfCancelled(signal);
        turned = performance.now();
      }
      if (onProgress !== undefined && turned - told >= PROGRESS_MS) {
        told = turned;
        onProgress({ bytes: stream.taken, totalBytes: source.bytes, rows: maker.row });
      }
    }
    if (isWanted) {
      if (table.encodingIsGuess && from === null && check.broken > 0 && check.wide <= check.broken) {
        throw new OtherEncoding();
      }
      index.total = maker.row;
    }
    source.assertUnchanged();
    onProgress?.({ bytes: stream.taken, totalBytes: source.bytes, rows: maker.row });
    return { sha256: hash?.digest('hex') ?? '', rows: maker.row };
  } finally {
    await stream.close();
  }
}

/** A delimiter that the encoding does not have stands nowhere in the file. */
function separatorBytes(character: string, encoding: TextTable['encoding']): Uint8Array {
  const bytes = encodeText(character, encoding);
  return bytes.includes(63) && !character.includes('?') ? Buffer.from(character, 'utf8') : bytes;
}
