import { expect, it } from 'vitest';
import { inspectFile } from '../../profile/inspect';
import { previewFile, readPage } from '../../preview/preview';
import { readCells, fixture } from '../../fixtures/files';

const LAB = fixture('openpyxl.xlsx');

it('reads numbers, dates, times, booleans and texts of a workbook that openpyxl wrote', async () => {
  expect(await readCells(LAB)).toEqual([
    ['id', 'x', 'when', 'at', 'ok', 'f', 'note', 'err'],
    ['1', '0.3333333333333333', '2024-02-29 13:05:06', '12:30:00', 'TRUE', null, 'a, "b"', null],
    ['12345678901', '1e-300', '2024-03-01', '00:00:01', 'FALSE', null, null, 'fine'],
    ['007', '-2.5', '1900-01-15', null, 'TRUE', null, 'two\nlines', null],
    ['4', '0.1', '1999-12-31', null, 'FALSE', null, 'é <&> 漢', null],
  ]);
});

it('lists error values and formulas without a value, with the rows of the sheet', async () => {
  const { rejected, columns } = await inspectFile(LAB);
  expect(rejected.map(({ line, column, text }) => [line, column, text])).toEqual([
    [2, 'f', ''],
    [2, 'err', '#N/A'],
    [4, 'err', '#DIV/0!'],
  ]);
  expect(columns.find(({ name }) => name === 'when')?.type).toBe('date');
  expect(columns.find(({ name }) => name === 'x')?.type).toBe('number');
});

it('says which sheets there are, and reads the one that is asked for', async () => {
  const { sources, notes, format } = await previewFile(LAB);
  expect(format).toBe('xlsx');
  expect(sources).toEqual([
    {
      key: 'sheet',
      chosen: 'Lab 1',
      parts: [
        { name: 'Lab 1', isHidden: false, about: '' },
        { name: 'Notes & more', isHidden: true, about: 'hidden' },
        { name: 'Late', isHidden: false, about: '' },
      ],
    },
  ]);
  expect(notes[0]).toBe('Sheet "Lab 1" is read; the workbook also has "Notes & more", "Late".');
  expect(await readCells(LAB, { source: { sheet: 'Notes & more' } })).toEqual([
    ['k', 'v'],
    ['a', '1'],
    ['b', '2'],
  ]);
  await expect(previewFile(LAB, { source: { sheet: 'Late ' } })).rejects.toThrow(
    'openpyxl.xlsx has no sheet "Late ": its sheets are "Lab 1", "Notes & more", "Late".',
  );
});

it('begins where the cells begin, and counts rows as the sheet does', async () => {
  const options = { source: { sheet: 'Late' } };
  expect((await readCells(LAB, options)).slice(0, 3)).toEqual([
    ['u', 'v'],
    ['5', '25'],
    ['6', '36'],
  ]);
  const { rows } = await readPage(LAB, options, 0, 10);
  expect(rows.map(({ line }) => line)).toEqual([5, 6, 7, 8]);
  expect((await previewFile(LAB, options)).notes).toContain(
    '1 block of merged cells has its value in the first cell; the others are missing.',
  );
});

it.each([
  [
    'C6:D7',
    [
      ['6', '36'],
      ['7', '49'],
    ],
  ],
  ['D:D', [['v'], ['25'], ['36'], ['49'], ['64']]],
  [
    '4:6',
    [
      ['u', 'v'],
      ['5', '25'],
      ['6', '36'],
    ],
  ],
  [
    'd5:c4',
    [
      ['u', 'v'],
      ['5', '25'],
    ],
  ],
])('reads only the cells of the range %s', async (range, cells) => {
  const found = await readCells(LAB, { source: { sheet: 'Late', range } });
  expect(found.slice(-cells.length)).toEqual(cells);
});

it('reads the calendar from 1904, stored values of formulas, and texts in several fonts', async () => {
  expect(await readCells(fixture('xlsxwriter-1904.xlsx'))).toEqual([
    ['day', 'took', 'twice', 'word', 'text', 'share'],
    ['2024-01-01', '1.5', '3', 'plain', 's1', '0.01'],
    ['2024-01-02', '3', '6', 'plain', 's1', '0.02'],
    ['2024-01-03', '4.5', '9', 'plain', 's1', '0.03'],
  ]);
  expect((await previewFile(fixture('xlsxwriter-1904.xlsx'))).notes).toEqual([
    '3 durations are read in days, as the sheet stores them.',
  ]);
});
