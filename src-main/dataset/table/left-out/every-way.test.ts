import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEFT_OUT_KINDS, type LeftOutKind } from '../../../../src-shared/dataset/left-out';
import { at, present } from '../../../../src-shared/present';
import { convertFile, previewFile, readColumns, readPage } from '../..';
import { inspectFile } from '../../profile/inspect';

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-left-out-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(content: string | Buffer, ending = 'csv'): string {
  const path = join(folder, `f${count++}.${ending}`);
  writeFileSync(path, content);
  return path;
}

const ROWS = 30_000;
/** Rows of numbers, with what is no row every so often, and more below. */
function content(hasWords: boolean): string {
  const head = hasWords ? 'id,x,y,w' : 'id,x,y,z';
  const lines = [head];
  for (let i = 0; i < ROWS; i++) {
    if (i % 7001 === 7000) lines.push(head);
    if (i % 4999 === 4998) lines.push(',,,');
    if (i % 9001 === 9000) lines.push('Note: the lamp flickered,,,');
    lines.push(`${i},${i / 8},${i % 5 === 0 ? '' : i % 11},${hasWords ? `w${i % 7}` : i % 7}`);
  }
  lines.push('', 'a,b', '1,2', '3,4', '', 'Source: our lab');
  return `${lines.join('\n')}\n`;
}

const wanted = (names: readonly string[]) =>
  names.map((name) => ({ name, type: 'auto' as const, field: name }));

describe.each([false, true])('what is no row, in a table with words: %s', (hasWords) => {
  const text = content(hasWords);
  // Sentences between rows may be rows with something wrong: they are kept, and so are their lines.
  const notes = Math.floor(ROWS / 9001);
  const all = ROWS + notes;
  const kinds: LeftOutKind[] = [
    ...Array.from({ length: Math.floor(ROWS / 4999) }, () => 'emptyRows' as const),
    ...Array.from({ length: Math.floor(ROWS / 7001) }, () => 'repeatedHeaders' as const),
    'otherTables' as const,
  ];
  kinds.sort();

  it('is left out by the full look, and listed', async () => {
    const { rows, leftOut, columns } = await inspectFile(file(text));
    expect(rows).toBe(all);
    expect(leftOut.map(({ kind }) => kind).sort()).toEqual(kinds);
    expect(columns.slice(1, 3).map(({ type }) => type)).toEqual(['number', 'number']);
    const lines = text.split('\n');
    for (const { from, text: shown } of leftOut) expect(lines[from - 1]).toBe(shown);
  });

  it('is left out of columns, in straight lines and in batches, packed or in wide characters', async () => {
    const plain = file(text);
    const numbers = await readColumns(plain, wanted(['x', 'y']));
    const one = await readColumns(plain, wanted(['y']));
    expect(numbers.rows).toBe(all);
    expect(numbers.leftOut.map(({ kind }) => kind).sort()).toEqual(kinds);
    expect(one.leftOut).toEqual(numbers.leftOut);
    expect(at(one.columns, 0).values).toEqual(at(numbers.columns, 1).values);
    const ways = [file(gzipSync(text), 'csv.gz'), file(Buffer.from(`\ufeff${text}`, 'utf16le'))];
    for (const path of ways) {
      const read = await readColumns(path, wanted(['x', 'y', hasWords ? 'w' : 'z']));
      expect(read.leftOut).toEqual(numbers.leftOut);
      expect(at(read.columns, 0).values).toEqual(at(numbers.columns, 0).values);
      expect(at(read.columns, 1).values).toEqual(at(numbers.columns, 1).values);
    }
  });

  it('is left out of every page', async () => {
    const path = file(text);
    const { page } = await previewFile(path);
    expect(at(page.rows, 0).cells[0]).toBe('0');
    const before = await readPage(path, {}, 20_000, 3);
    await inspectFile(path);
    const after = await readPage(path, {}, 20_000, 3);
    expect(after.rows).toEqual(before.rows);
    expect(after.totalRows).toBe(all);
    const last = await readPage(path, {}, all - 1, 5);
    expect(last.rows.map(({ cells }) => cells[0])).toEqual([String(ROWS - 1)]);
  });

  it('is left out of a clean copy, which then has nothing to leave out', async () => {
    const path = file(text);
    const to = join(folder, `clean${count++}.csv`);
    const { rows, leftOut } = await convertFile(path, to);
    expect(rows).toBe(all);
    expect(leftOut.map(({ kind }) => kind).sort()).toEqual(kinds);
    expect(readFileSync(to, 'utf8').trim().split('\n')).toHaveLength(all + 1);
  });

  it('is read as rows where that is asked for', async () => {
    const path = file(text);
    const lines = text.split('\n').filter((line) => line !== '');
    const { rows, leftOut } = await inspectFile(path, { dialect: { keep: [...LEFT_OUT_KINDS] } });
    expect(leftOut).toEqual([]);
    expect(rows).toBe(lines.length - 1);
    const some = await inspectFile(path, { dialect: { keep: ['emptyRows'] } });
    expect(some.leftOut.map(({ kind }) => kind).sort()).toEqual(kinds.filter((kind) => kind !== 'emptyRows'));
    expect(some.rows).toBe(all + kinds.filter((kind) => kind === 'emptyRows').length);
  });
});

describe('the other reading of a doubt', () => {
  it('reads the lower table', async () => {
    const path = file('id,v,c\n1,2,a\n2,3,b\n3,4,a\n\nx,y\n5,6\n7,8\n');
    const { doubts } = await inspectFile(path);
    const [lower] = doubts.filter(({ label }) => label.includes('line 6'));
    const { columns, rows } = await inspectFile(path, { dialect: present(lower).dialect });
    expect(columns.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(rows).toBe(2);
  });

  it('reads the upper table, without what is below it', async () => {
    const path = file('k,v\n1,2\n3,4\n\nn,x,y\na,1,2\nb,3,4\nc,5,6\nd,7,8\ne,9,10\n');
    const first = await inspectFile(path);
    expect(first.columns.map(({ name }) => name)).toEqual(['n', 'x', 'y']);
    const [upper] = first.doubts.filter(({ label }) => label.includes('upper'));
    const { columns, preview, leftOut } = await inspectFile(path, { dialect: present(upper).dialect });
    expect(columns.map(({ name }) => name)).toEqual(['k', 'v']);
    expect(preview).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(leftOut.map(({ kind, from, to }) => [kind, from, to])).toEqual([['otherTables', 5, 10]]);
  });

  it.each([
    ['n\n1,234\n5,678\n', { decimal: '.', thousands: ',' }, [1234, 5678]],
    ['a;n\nx;1.234\ny;5.678\n', { decimal: ',', thousands: '.' }, [1234, 5678]],
  ])('reads the separator of %j the other way', async (text, dialect, values) => {
    const path = file(text);
    const { doubts } = await inspectFile(path);
    const found = doubts.find(({ dialect: other }) => other.thousands !== undefined);
    expect(found?.dialect).toEqual(dialect);
    const read = await readColumns(path, wanted(['n']), { dialect: present(found).dialect });
    expect([...at(read.columns, 0).values]).toEqual(values);
  });

  it('says nothing where nothing is doubtful', async () => {
    expect((await inspectFile(file('id,v\n1,2.5\n2,3.5\n3,x\n'))).doubts).toEqual([]);
    expect((await inspectFile(file('name,n\nAnn,1\nBo,2\nCy,3\n'))).doubts).toEqual([]);
  });

  it('reads names as values', async () => {
    const path = file('red,round\nblue,flat\ngreen,long\n');
    const { doubts, rows } = await inspectFile(path);
    const [other] = doubts.filter(({ dialect }) => dialect.header !== undefined);
    expect((await inspectFile(path, { dialect: present(other).dialect })).rows).not.toBe(rows);
  });

  it('leaves marks within lines in the cells', async () => {
    const path = file('a,b\n1,2 # low\n3,4\n5,6\n');
    const { doubts, columns } = await inspectFile(path);
    expect(at(columns, 1).bad).toBe(0);
    const [other] = doubts.filter(({ dialect }) => dialect.inlineComments === false);
    expect((await inspectFile(path, { dialect: present(other).dialect })).preview[0]).toEqual([
      '1',
      '2 # low',
    ]);
  });
});
