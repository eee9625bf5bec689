import { describe, expect, it } from 'vitest';
import { at } from '../../../src-shared/present';
import { Rng } from '../../algorithms/numeric/rng';
import { NA_TOKENS } from '../dialect/dialect';
import { recoverRow, type RowLayout } from './recover-row';

const layout = (kinds: string, change: Partial<RowLayout> = {}): RowLayout => ({
  delimiter: ',',
  quote: '"',
  escape: '"',
  comment: '',
  skip: 0,
  decimal: '.',
  thousands: '',
  na: NA_TOKENS,
  width: kinds.length,
  kinds: [...kinds].map((kind) => (kind === 'n' ? 'number' : 'other')),
  ...change,
});

describe('repairRow', () => {
  it.each([
    // What is there, the columns (n: numbers, t: texts), what it must become and why.
    ['5,50', 'ntn', '5||50', '2 cells instead of 3'],
    ['50', 'nn', '50|', '1 cell instead of 2'],
    ['x', 'ntn', '|x|', '1 cell instead of 3'],
    ['1,2', 'nnnn', '1|2||', '2 cells instead of 4'],
    ['5,Smith, Eve,50', 'ntn', '5|Smith, Eve|50', '4 cells instead of 3'],
    ['5,a,b,c,50', 'ntn', '5|a,b,c|50', '5 cells instead of 3'],
    ['5,6,7', 'nn', '5|6', '3 cells instead of 2'],
    ['5,,6', 'nn', '5|6', '3 cells instead of 2'],
    ['5;Eve;50', 'ntn', '5|Eve|50', 'separated by ; instead of ,'],
    ['5;Eve,50', 'ntn', '5|Eve|50', 'separated by ; instead of ,'],
    ['5\tEve\t50', 'ntn', '5|Eve|50', 'separated by tabs instead of ,'],
    ['5 6 7', 'nnn', '5|6|7', 'separated by blanks instead of ,'],
    ['two words here', 'ttt', 'two words here||', '1 cell instead of 3'],
    ['1,234,x', 'nt', '1|234,x', '3 cells instead of 2'],
    ['a\\,b,c', 'tt', 'a,b|c', '3 cells instead of 2'],
    ['1,2,,,', 'nn', '1|2', '5 cells instead of 2'],
  ])('puts %j over columns %s', (text, kinds, cells, reason) => {
    const repaired = recoverRow({ cells: text.split(','), parseError: null }, layout(kinds));
    expect(repaired).toEqual({ cells: cells.split('|'), reason });
  });

  it('never cuts numbers at their decimal comma', () => {
    const german = layout('nnntt', { delimiter: ';', decimal: ',' });
    const row = { cells: ['151', '166,1', '75,57'], parseError: null, text: '151;166,1;75,57' };
    expect(recoverRow(row, german)).toEqual({
      cells: ['151', '166,1', '75,57', '', ''],
      reason: '3 cells instead of 5',
    });
  });

  it('joins the groups of a number', () => {
    const grouped = layout('nt', { thousands: ',' });
    expect(recoverRow({ cells: ['1', '234', 'x'], parseError: null }, grouped).cells).toEqual(['1,234', 'x']);
  });

  it('keeps what a stray quote holds together, and says what is wrong', () => {
    const row = { cells: ['5', '"Smith', ' Eve" jr', '50'], parseError: 'a quote inside a cell' };
    expect(recoverRow(row, layout('ntn'))).toEqual({
      cells: ['5', '"Smith, Eve" jr', '50'],
      reason: 'a quote inside a cell',
    });
  });

  it('takes the text of the row, where it is known, for quotes that the cells no longer have', () => {
    const row = { cells: ['1;a,b;2'], parseError: null, text: '1;"a,b";2' };
    expect(recoverRow(row, layout('ntn')).cells).toEqual(['1', 'a,b', '2']);
  });

  it('puts cells back exactly where a gap or a comma in a text was drawn at random', () => {
    const rng = new Rng(11);
    for (let round = 0; round < 500; round++) {
      // Texts stand between numbers, so that there is one right answer.
      const width = 3 + 2 * rng.integer(4);
      const kinds = Array.from({ length: width }, (_, c) => (c % 2 === 0 ? 'n' : 't')).join('');
      const row = [...kinds].map((kind) =>
        kind === 'n' ? String(rng.integer(1000)) : `word${rng.integer(9)}`,
      );
      const index = rng.integer((width - 1) / 2) * 2 + 1;
      const text = `${at(row, index)}, more`;
      const joined = [...row.slice(0, index), text, ...row.slice(index + 1)];
      const torn = [...row.slice(0, index), at(row, index), ' more', ...row.slice(index + 1)];
      expect(recoverRow({ cells: torn, parseError: null }, layout(kinds)).cells).toEqual(joined);
      const short = row.filter((_, c) => c !== index);
      const gap = row.map((cell, c) => (c === index ? '' : cell));
      expect(recoverRow({ cells: short, parseError: null }, layout(kinds)).cells).toEqual(gap);
    }
  });

  it('gives every row the width, whatever it is, and loses no cell of a short one', () => {
    const rng = new Rng(12);
    const parts = ['1', 'x', '', ' y', '2;3', '"', 'a\\', 'NA', '-4.5'];
    for (let round = 0; round < 2000; round++) {
      const width = 1 + rng.integer(8);
      const kinds = Array.from({ length: width }, () => 'nt'[rng.integer(2)]).join('');
      const cells = Array.from({ length: 1 + rng.integer(12) }, () => at(parts, rng.integer(parts.length)));
      const repaired = recoverRow({ cells, parseError: null }, layout(kinds));
      expect(repaired.cells).toHaveLength(width);
      const isSplit = repaired.reason.startsWith('separated');
      if (cells.length <= width && !isSplit) {
        expect(repaired.cells.filter((cell) => cell !== '')).toEqual(cells.filter((cell) => cell !== ''));
      }
    }
  });

  it('answers at once for rows that are very long or very short', () => {
    const wide = layout('n'.repeat(5000));
    const started = process.cpuUsage();
    for (const length of [1, 2500, 4999, 10_000, 100_000]) {
      const cells = Array.from({ length }, (_, i) => String(i));
      expect(recoverRow({ cells, parseError: null }, wide).cells).toHaveLength(5000);
    }
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
  });
});
