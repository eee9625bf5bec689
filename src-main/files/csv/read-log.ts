import type { FileHandle } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { fail } from '../../../src-shared/errors';
import { systemReason } from '../../../src-shared/system-errors';
import { openRegular } from '../regular-file';
import { splitCells } from './csv-text';
import { isHeader } from './open-rows';

const LETTER_S = 's'.charCodeAt(0);

/** A log as it was read. */
export interface Log {
  readonly header: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** Bytes read at a time. */
const PART_BYTES = 1 << 20;

/**
 * Reads part by part, for a log can be longer than a string.
 * @param between what is kept of the rows so far, asked after every part
 * @param upTo bytes that are read at most
 * @throws BenchtopError `file-missing` or `file-unreadable`
 */
export async function readLog(
  path: string,
  between: (log: Log) => Log = (log) => log,
  upTo = Infinity,
): Promise<Log> {
  try {
    const file = await openRegular(path);
    try {
      return await readParts(file, between, upTo);
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw fail('file-missing', `There is no ${path} yet.`, { file: path });
    throw fail('file-unreadable', `${path} cannot be read: ${systemReason(error)}.`, { file: path });
  }
}

async function readParts(file: FileHandle, between: (log: Log) => Log, upTo: number): Promise<Log> {
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(PART_BYTES);
  let header: string[] | null = null;
  /** Where the cells of a line go; undefined: in their order. */
  let places: readonly number[] | undefined;
  let width = 0;
  let room: Float64Array[] = [];
  let rows = 0;
  let rest = '';
  const soFar = (): Log => ({
    header: header ?? [],
    columns: room.map((column) => column.subarray(0, rows)),
  });
  for (let left = upTo; left > 0;) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, left), null);
    if (bytesRead === 0) break;
    left -= bytesRead;
    const lines = (rest + decoder.write(buffer.subarray(0, bytesRead))).split('\n');
    // What follows the last line end of all was torn by a crash.
    rest = lines.pop() ?? '';
    if (header === null && lines.length > 0) {
      header = splitCells(lines.shift() ?? '');
      room = header.map(() => new Float64Array(0));
      width = header.length;
    }
    if (rows + lines.length > (room[0]?.length ?? 0)) {
      const capacity = Math.max(rows + lines.length, 2 * rows);
      room = room.map((column) => {
        const grown = new Float64Array(capacity);
        grown.set(column.subarray(0, rows));
        return grown;
      });
    }
    for (const line of lines) {
      // Another program's log may go on with more columns.
      if (line.charCodeAt(0) === LETTER_S && isHeader(line)) {
        const names: string[] = splitCells(line);
        const known: string[] = header ?? [];
        known.push(...names.filter((name) => !known.includes(name)));
        while (room.length < known.length) room.push(new Float64Array(room[0]?.length ?? 0).fill(NaN));
        places = names.map((name) => known.indexOf(name));
        width = names.length;
        continue;
      }
      const cells = line.split(',');
      // A line that was torn and then ended before the next row: not a row.
      if (cells.length !== width) continue;
      if (places !== undefined) for (const column of room) column[rows] = NaN;
      for (let c = 0; c < width; c++)
        room[places === undefined ? c : places[c]!]![rows] = cells[c] === '' ? NaN : Number(cells[c]);
      rows++;
    }
    const kept = between(soFar());
    if (kept.columns[0] !== undefined && kept.columns[0].length < rows) {
      room = kept.columns.map((column) => column.slice());
      rows = kept.columns[0].length;
    }
  }
  if (header === null) return { header: splitCells(''), columns: [new Float64Array(0)] };
  return { header, columns: room.map((column) => column.slice(0, rows)) };
}
