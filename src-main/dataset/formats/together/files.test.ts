import { expect, it } from 'vitest';
import { at } from '../../../../src-shared/present';
import { inspectFile } from '../../profile/inspect';
import { previewFile } from '../../preview/preview';
import { readColumns } from '../../columns/column-reader';
import { readCells, fixture } from '../../fixtures/files';
import { useScratch } from '../../../testing/files/scratch';

const file = useScratch();

it('reads several files by the names of their columns, and says which file a row is from', async () => {
  const a = file('a.csv', 'x,y\n1,p\n2,q\n3,p\n');
  const b = file('b.csv', 'y;x;z\nr;4;7\np;5;8\nq;6;9\n');
  const options = { source: { files: [b] } };
  expect(await readCells(a, options)).toEqual([
    ['x', 'y', 'z', 'file'],
    ['1', 'p', null, 'a.csv'],
    ['2', 'q', null, 'a.csv'],
    ['3', 'p', null, 'a.csv'],
    ['4', 'r', '7', 'b.csv'],
    ['5', 'p', '8', 'b.csv'],
    ['6', 'q', '9', 'b.csv'],
  ]);
  expect((await previewFile(a, options)).notes).toEqual([
    '2 files are read as one; column "file" says which, and rows are numbered through all of them.',
    'b.csv has columns that a.csv lacks: "z".',
  ]);
  const raw = await readColumns(a, [{ name: 'x', type: 'auto', field: 'dataset.features.0' }], options);
  expect([...at(raw.columns, 0).values]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(raw.others).toHaveLength(1);
});

it('names the column as asked, reads other kinds of files, and keeps doubtful rows doubtful', async () => {
  const a = file('c.csv', 'u,v\n1,2\n3\n5,6\n7,8\n9,10\n');
  const sheet = { files: [fixture('openpyxl.xlsx')], sheet: 'Late', fileColumn: 'from' };
  const { rows, columns, rejected, notes } = await inspectFile(a, { source: sheet });
  expect(rows).toBe(9);
  expect(columns.map(({ name }) => name)).toEqual(['u', 'v', 'from']);
  expect(rejected.map(({ line, text }) => [line, text])).toEqual([[2, '3']]);
  expect(notes).toContain(
    'openpyxl.xlsx: Sheet "Late" is read; the workbook also has "Lab 1", "Notes & more".',
  );
});

it('gives a file without names those of the first', async () => {
  const a = file('d.csv', 'u,v\n1,2\n3,4\n5,6\n');
  const b = file('e.csv', '7,8\n9,10\n11,12\n');
  const [names, ...rows] = await readCells(a, { source: { files: [b] } });
  expect(names).toEqual(['u', 'v', 'file']);
  expect(rows[3]).toEqual(['7', '8', 'e.csv']);
});

it('reads a decimal comma in all of them, and says which file is missing', async () => {
  const a = file('f.csv', 'u;v\n1,5;a\n2,5;b\n3,5;a\n');
  const b = file('g.csv', 'u;v\n4,5;a\n5,5;b\n6,5;a\n');
  const raw = await readColumns(a, [{ name: 'u', type: 'auto', field: 'x' }], { source: { files: [b] } });
  expect([...at(raw.columns, 0).values]).toEqual([1.5, 2.5, 3.5, 4.5, 5.5, 6.5]);
  await expect(previewFile(a, { source: { files: ['/nowhere/h.csv'] } })).rejects.toThrow(
    'No file at /nowhere/h.csv',
  );
});

it('lists what each file holds beside its rows', async () => {
  const a = file('i.csv', 'u,v\n1,2\n3,4\n5,6\n7,8\n,\n9,10\n');
  const b = file('j.csv', 'u,v\n1,2\n3,4\n5,6\n7,8\n9,10\n\nSource: lab notebook 3\n');
  const { rows, leftOut } = await inspectFile(a, { source: { files: [b] } });
  expect(rows).toBe(10);
  expect(leftOut.map(({ kind, from, text }) => [kind, from, text])).toEqual([
    ['emptyRows', 6, 'i.csv: ,'],
    ['footers', 8, 'j.csv: Source: lab notebook 3'],
  ]);
});
