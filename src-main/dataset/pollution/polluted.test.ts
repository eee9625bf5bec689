import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertFile } from '../index';
import { RecordScanner } from '../records';
import { pollutedFiles } from './polluted';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-polluted-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Records of a clean CSV. */
function recordsOf(text: string): string[][] {
  const found: string[][] = [];
  const plain = { delimiter: ',', quote: '"', escape: '"', comment: '', skip: 0 };
  const scanner = new RecordScanner(plain, ({ cells }) => found.push([...cells]));
  scanner.push(text);
  scanner.end();
  return found;
}

const all = pollutedFiles().map((polluted, i) => ({ ...polluted, i }));

describe('a table with one pollution', () => {
  it.each(all)('is read whole: $name', async ({ text, names, rows, i }) => {
    const from = join(folder, `p${i}.csv`);
    const to = join(folder, `p${i}-clean.csv`);
    writeFileSync(from, text);
    await convertFile(from, to);
    const [head, ...read] = recordsOf(readFileSync(to, 'utf8'));
    const ends = (cell: string): string => cell.replace(/\r\n|\r/g, '\n');
    expect(head).toEqual(names);
    expect(read.map((cells) => cells.map(ends))).toEqual(rows);
  });
});
