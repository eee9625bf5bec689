import { readFile, type FileHandle } from 'node:fs/promises';
import { writeFileDurable } from '../durable';
import { quote, splitCells } from './csv-text';

/** Gives a log the columns that it lacks, with NaN in the rows so far. @returns all its columns, and its whole lines */
export async function withColumns(
  path: string,
  requested: readonly string[],
): Promise<{ readonly names: readonly string[]; readonly lines: number }> {
  const text = await readFile(path, 'utf8');
  const end = text.indexOf('\n');
  const there = splitCells(end < 0 ? text : text.slice(0, end));
  const lacking = requested.filter((name) => !there.includes(name));
  const lines = text.split('\n').length - 1;
  if (lacking.length === 0 || end < 0) return { names: there, lines };
  const names = [...there, ...lacking];
  const rows = text.slice(end + 1, text.lastIndexOf('\n') + 1);
  const filled = rows.replace(/\n/g, `${',NaN'.repeat(lacking.length)}\n`);
  writeFileDurable(path, `${names.map(quote).join(',')}\n${filled}`);
  return { names, lines };
}

/** A line end where the last line was torn: the next row must not join it. */
export async function endOfLastLine(file: FileHandle, length: number): Promise<Uint8Array> {
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, length - 1);
  return last[0] === 0x0a ? last.subarray(0, 0) : Buffer.from('\n');
}
