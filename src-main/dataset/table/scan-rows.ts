import { createHash } from 'node:crypto';
import type { LeftOutRows } from '../../../src-shared/dataset/left-out';
import { ByteCheck } from '../source/encodings/byte-check';
import { openStream } from '../source/byte-stream';
import type { CopiedFrom } from './copied-from';
import type { LineMap } from './line-map';
import { encodeText, isSingleByte } from '../scan/cell-text';
import type { NumberRows } from '../scan/straight/number-rows';
import type { NumberLayout } from '../scan/straight/number-target';
import { throwIfCancelled, type ReadOptions } from '../source/read-options';
import type { BlockColumn } from './read-ahead/block-plan';
import type { BlockRows } from './read-ahead/row-blocks';
import type { RowLines } from './row-lines';
import { RowMaker } from './row-maker';
import type { RowBatch, RowLocation } from './batch/row-batch';
import { RowsAhead } from './read-ahead/rows-ahead';
import { ByteScanner } from '../scan/scanner';
import type { TextTable } from './text-table';

/** The whole of a file's bytes told that it is in another encoding than its parts let believe. */
export class OtherEncoding extends Error {}

export interface ScanOptions extends Pick<ReadOptions, 'signal' | 'onProgress'> {
  /** Where to begin; from {@link RowIndex}. */
  readonly from?: RowLocation | null;
  /** Also computes the SHA-256 of the file's bytes, for which all of it is read. */
  readonly hashes?: boolean;
  /** Is told the line of every row. */
  readonly lines?: RowLines;
  /** Takes rows of numbers ahead of `take`, which gets the others; both in the order of the file. */
  readonly straight?: StraightRows | null;
}

/** How rows are read past the batches. */
export interface StraightRows {
  readonly rows: NumberRows;
  /** What other threads need to read rows ahead. */
  readonly layout: NumberLayout;
  readonly columns: readonly BlockColumn[];
  /** Adds rows that another thread read, in the order of `columns`. */
  add(columns: BlockRows['columns']): void;
  /** So many more rows were read, in whichever way. */
  readonly took?: (rows: number) => void;
  /** Whether no more rows are needed as a batch. */
  readonly isReady?: () => boolean;
}

export interface ScanResult {
  /** SHA-256 of the file's bytes in hex; empty where it was not asked for. */
  readonly sha256: string;
  /** Rows up to where reading ended. */
  readonly rows: number;
  /** What is no row of the table, up to there. */
  readonly leftOut: readonly LeftOutRows[];
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
  const { signal, onProgress, from = null, hashes = false, lines } = options;
  // Doubtful rows are told apart batch by batch.
  const straight =
    table.copied !== null && table.copied.suspects.size > 0 ? null : (options.straight ?? null);
  throwIfCancelled(signal);
  const hash = hashes ? createHash('sha256') : null;
  const stream = await openStream(source, encoding, from?.offset ?? 0, hash);
  let ahead: RowsAhead | null = null;
  try {
    const check = new ByteCheck(!isSingleByte(encoding), stream.start);
    const encode = (character: string): Uint8Array => separatorBytes(character, encoding);
    const scanner = new ByteScanner(dialect, encode, stream.start, from?.line ?? 1);
    const maker = new RowMaker(dialect, encoding, check, from);
    if (straight !== null) ahead = RowsAhead.start(table, straight.layout, straight.columns, stream.start);
    /** Rows that stand on a line each, from the line of the first on. */
    const note = (count: number, line: number): void => {
      if (lines !== undefined) noteLines(lines, maker.row, line, count, table);
      maker.pass(count);
      straight?.took?.(count);
    };
    const takeStraight = ({ rows }: StraightRows): boolean => {
      const { offset, line } = scanner;
      const count = scanner.takeStraight(rows, ahead?.border);
      if (count === 0) return false;
      index.noteLocation(maker.row, offset, line);
      note(count, line);
      return true;
    };
    /** @returns whether there is more to try at once */
    const takeAhead = (reader: RowsAhead, { add }: StraightRows): boolean | 'busy' => {
      const { offset, line } = scanner;
      const found = reader.at(offset);
      if (found === null || found === 'busy') return found ?? false;
      for (const place of found.places) {
        index.noteLocation(maker.row + place.row, place.offset, line + place.row);
      }
      add(found.columns);
      scanner.skipTo(found.end, found.rows);
      check.skipTo(scanner.fedTo);
      note(found.rows, line);
      return true;
    };
    let told = performance.now();
    let turned = told;
    const turn = async (): Promise<void> => {
      await new Promise(setImmediate);
      throwIfCancelled(signal);
      turned = performance.now();
    };
    let isWanted = true;
    const takeBatch = async (made: RowBatch): Promise<void> => {
      const batch = withDoubts(made, table.copied);
      index.note(batch);
      if (table.isCopy) lineNumbers(batch, table.copied?.lines ?? null);
      if (batch.rows === 0) return;
      if (lines !== undefined) {
        for (let row = 0; row < batch.rows; row++) lines.note(batch.firstRow + row, batch.lines[row]!);
      }
      const answer = take(batch);
      isWanted = typeof answer === 'boolean' ? answer : await answer;
    };
    /** Rows of what was fed, and of what was read ahead up to an offset. */
    const takeRows = async (upTo: number): Promise<void> => {
      for (;;) {
        const mayBeStraight =
          straight !== null &&
          maker.isAmongRows &&
          check.flawed.length === 0 &&
          straight.isReady?.() !== false;
        const mayBeAhead =
          mayBeStraight && check.isSettled && scanner.canTakeStraight && scanner.offset < upTo;
        if (ahead !== null && mayBeAhead) {
          const took = takeAhead(ahead, straight);
          if (took === 'busy') await turn();
          if (took !== false) {
            if (performance.now() - turned >= SLICE_MS) await turn();
            continue;
          }
        }
        if (!mayBeStraight || !takeStraight(straight)) {
          if (!isWanted || !scanner.next()) return;
          await takeBatch(maker.take(scanner));
        }
        if (performance.now() - turned >= SLICE_MS) await turn();
      }
    };
    let end = stream.start;
    for (let isOver = false; !isOver && (isWanted || hash !== null);) {
      const isInMemory = ahead?.isReading === true;
      const chunk = await stream.next(isInMemory);
      throwIfCancelled(signal);
      if (!isInMemory) turned = performance.now();
      else if (performance.now() - turned >= SLICE_MS) await turn();
      isOver = chunk === null;
      if (!isWanted) continue;
      if (chunk === null) {
        check.end();
        scanner.feed(null);
        await takeRows(-1);
        const last = isWanted ? maker.finish(scanner) : null;
        if (last !== null) await takeBatch(last);
      } else {
        const at = end;
        end += chunk.length;
        if (ahead !== null) await takeRows(end);
        while (scanner.fedTo < end && isWanted) {
          const start = scanner.fedTo;
          const part = chunk.subarray(start - at, start - at + (ahead?.partFrom(start) ?? Infinity));
          check.write(part);
          scanner.feed(part);
          await takeRows(end);
        }
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
    return {
      sha256: hash?.digest('hex') ?? '',
      rows: maker.row,
      leftOut: [...(table.copied?.leftOut ?? []), ...toOriginalRows(maker.leftOut.all, table)],
    };
  } finally {
    ahead?.close();
    await stream.close();
  }
}

/** Rows that were doubtful where they were copied from are so in the copy. */
function withDoubts(batch: RowBatch, copied: CopiedFrom | null): RowBatch {
  if (copied === null || copied.suspects.size === 0) return batch;
  const doubts = [...batch.suspects];
  for (let row = 0; row < batch.rows; row++) {
    const doubt = copied.suspects.get(batch.firstRow + row);
    if (doubt !== undefined) doubts.push({ row, ...doubt });
  }
  return { ...batch, suspects: doubts.sort((a, b) => a.row - b.row) };
}

/** In a copy of a sheet, by the rows that people count. */
function toOriginalRows(leftOut: readonly LeftOutRows[], { copied }: TextTable): readonly LeftOutRows[] {
  const map = copied?.lines ?? null;
  if (map === null) return leftOut;
  return leftOut.map((part) => ({ ...part, from: map.rowAt(part.from), to: map.rowAt(part.to) }));
}

/** Rows of a copy have the numbers that they have in the original. */
function lineNumbers({ firstRow, rows, lines }: RowBatch, map: LineMap | null): void {
  for (let r = 0; r < rows; r++) lines[r] = map === null ? firstRow + r + 1 : map.rowAt(lines[r]!);
}

/** Of rows that were read past the batches. @param line of the first, in the text that is read */
function noteLines(
  lines: RowLines,
  firstRow: number,
  line: number,
  count: number,
  { isCopy, copied }: TextTable,
): void {
  const map = copied?.lines ?? null;
  if (!isCopy) lines.note(firstRow, line);
  else if (map === null) lines.note(firstRow, firstRow + 1);
  else for (let i = 0; i < count; i++) lines.note(firstRow + i, map.rowAt(line + i));
}

/** A delimiter that the encoding does not have stands nowhere in the file. */
function separatorBytes(character: string, encoding: TextTable['encoding']): Uint8Array {
  const bytes = encodeText(character, encoding);
  return bytes.includes(63) && !character.includes('?') ? Buffer.from(character, 'utf8') : bytes;
}
