import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '../../../../src-shared/experiment/schema';
import { at, present } from '../../../../src-shared/present';
import { Rng } from '../../../algorithms/numeric/rng';
import type { RawTable } from '../../columns/raw-table';
import { readColumns } from '../../columns/column-reader';

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-straight-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(text: string): string {
  const path = join(folder, `file${files++}.csv`);
  writeFileSync(path, text);
  return path;
}

/** A column that is asked for twice is read from batches of cells, not straight from the bytes. */
function read(
  path: string,
  names: readonly string[],
  isTwice: boolean,
  dialect?: Dialect,
): Promise<RawTable> {
  const wanted = (isTwice ? [...names, at(names, 0)] : names).map((name) => ({
    name,
    type: 'number' as const,
    field: '',
  }));
  return readColumns(path, wanted, dialect === undefined ? {} : { dialect });
}

async function expectBothWays(text: string, names: readonly string[], dialect?: Dialect): Promise<RawTable> {
  const path = file(text);
  const straight = await read(path, names, false, dialect);
  const batched = await read(path, names, true, dialect);
  straight.columns.forEach(({ values }, c) => {
    const other = at(batched.columns, c).values;
    expect(values.length).toBe(other.length);
    // -0 and NaN count.
    expect(values.findIndex((value, row) => !Object.is(value, other[row]))).toBe(-1);
  });
  const marked = (table: RawTable): number[] =>
    [...(table.suspect ?? [])].flatMap((mark, row) => (mark === 1 ? [row] : []));
  expect(marked(straight)).toEqual(marked(batched));
  // What is wrong in the column asked for twice is told twice; a thousand are listed in all.
  const toKey = ({ line, column, reason }: RawTable['rejected'][number]): string =>
    [line, column, reason].join();
  const once = batched.rejected.filter(
    (one, i, all) => all.findIndex((other) => toKey(other) === toKey(one)) === i,
  );
  expect(straight.rejected.slice(0, once.length)).toEqual(once);
  const lines = (table: RawTable): number[] =>
    Array.from({ length: table.rows }, (_, row) => present(table.lines).at(row));
  expect(lines(straight)).toEqual(lines(batched));
  expect(straight.sha256).toBe(batched.sha256);
  return straight;
}

const CELLS = [
  '1',
  '-1',
  '0',
  '-0',
  '007',
  '.5',
  '5.',
  '-.25',
  '123456789',
  '1234567890',
  '0.1234567890123456',
  '1e3',
  '1.234567890123456789e-01',
  '-0.8444218515250481',
  '9007199254740993',
  '12345678901234567890.5',
  '0.00000000000000000000000012345678901234567',
  '1E+22',
  '-7e-300',
  '-2.5E-7',
  '+3',
  ' 4',
  '5 ',
  '',
  'NA',
  '99999.99999',
  '3.14159',
  '2',
  '10',
  '1000000',
];
const GAPS = ['1', '-2.5', '', '0.25', '1234.5', '', '3', '12345678.9'];
const ODD = [
  'x',
  '1_000',
  '0x10',
  '"1"',
  '"2,5"',
  '"a""b"',
  '1,2',
  'Infinity',
  '1e400',
  '2.5e',
  '1e+',
  '.',
  '-',
  '--1',
  '1.2.3',
  'ä',
];

describe('rows read straight from the bytes', () => {
  it.each([
    ['commas', ',', '\n', 0.002, 20_000],
    ['semicolons and CRLF', ';', '\r\n', 0.002, 20_000],
    // Each odd row is repaired, four times over.
    ['tabs, much of it odd', '\t', '\n', 0.2, 4_000],
    ['nothing odd', ',', '\n', 0, 20_000],
    ['many gaps', ',', '\n', 0, 20_000, GAPS],
  ])('give what batches of cells give: %s', async (_, delimiter, newline, odd, length, plain = CELLS) => {
    const rng = new Rng(files + 1);
    const pick = (from: readonly string[]): string => at(from, rng.integer(from.length));
    const rows = Array.from({ length }, () => {
      const cells = Array.from({ length: 4 }, () => (rng.uniform() < odd ? pick(ODD) : pick(plain)));
      if (rng.uniform() < odd) cells.pop();
      return cells.join(delimiter);
    });
    const text = ['a', 'b', 'c', 'd'].join(delimiter) + newline + rows.join(newline);
    const dialect = { delimiter, quote: '"', escape: '"', header: 1 };
    await expectBothWays(text, ['a', 'c'], dialect);
    await expectBothWays(text + newline, ['d', 'a', 'b', 'c'], dialect);
  });

  it('reads decimal commas', async () => {
    const text = `a;b\n${'1,5;-0,25\n3;"4,5"\n1.234,5;7\n'.repeat(50)}`;
    const table = await expectBothWays(text, ['a', 'b']);
    expect([...at(table.columns, 0).values.slice(0, 3)]).toEqual([1.5, 3, 1234.5]);
    expect([...at(table.columns, 1).values.slice(0, 3)]).toEqual([-0.25, 4.5, 7]);
  });

  it('passes over text in other columns, quoted or not', async () => {
    const text = `a,word,b\n${'1,plain,2\n3,"with, comma",4\n5,"two\nlines",6\n7,ö,8\n'.repeat(100)}`;
    const table = await expectBothWays(text, ['a', 'b']);
    expect([...at(table.columns, 1).values.slice(0, 4)]).toEqual([2, 4, 6, 8]);
    expect([0, 3, 4].map((row) => present(table.lines).at(row))).toEqual([2, 6, 7]);
  });

  it('keeps blank lines out, and counts their lines', async () => {
    const table = await expectBothWays('a,b\n1,2\n\n3,4\n\n\n5,6\n', ['a', 'b']);
    expect([...at(table.columns, 0).values]).toEqual([1, 3, 5]);
    expect(present(table.lines).at(2)).toBe(7);
  });

  it('reads more rows than were expected from the size of the file', async () => {
    const long = `${'1'.repeat(300)},2\n`.repeat(900);
    const table = await expectBothWays(`a,b\n${long}${'1,2\n'.repeat(200_000)}`, ['a', 'b']);
    expect(table.rows).toBe(200_900);
  });
});
