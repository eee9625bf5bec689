import { expect, it } from 'vitest';
import { inspectFile } from '../../profile/inspect';
import { previewFile, readPage } from '../../preview/preview';
import { readCells, fixture } from '../../fixtures/files';

const TABLE = [
  ['a', 'b'],
  ['1', 'x'],
  ['2', 'y'],
  ['3', 'x'],
];

it('reads the only table of an archive, whatever else is in it', async () => {
  const found = await previewFile(fixture('one-table.zip'));
  expect(found).toMatchObject({ format: 'zip', sources: [], notes: [], name: 'one-table.zip' });
  expect(found.dialect).toMatchObject({ delimiter: ',', header: 1 });
  expect(await readCells(fixture('one-table.zip'))).toEqual(TABLE);
  const { rows } = await readPage(fixture('one-table.zip'), {}, 0, 10);
  expect(rows.map(({ line }) => line)).toEqual([2, 3, 4]);
});

it('lets a person choose among several tables', async () => {
  const path = fixture('two-tables.zip');
  expect((await previewFile(path)).sources).toEqual([
    {
      key: 'entry',
      chosen: 'train.csv',
      parts: [
        { name: 'train.csv', isHidden: false, about: '' },
        { name: 'test.tsv', isHidden: false, about: '' },
      ],
    },
  ]);
  expect((await previewFile(path)).notes).toEqual(['"train.csv" is read; the archive also has "test.tsv".']);
  expect(await readCells(path, { source: { entry: 'test.tsv' } })).toEqual([
    ['a', 'b'],
    ['9', 'z'],
    ['8', 'w'],
  ]);
  await expect(previewFile(path, { source: { entry: 'x.csv' } })).rejects.toThrow(
    'two-tables.zip has no file "x.csv": its tables are "train.csv", "test.tsv".',
  );
});

it('reads a workbook in an archive, and the sheet that is asked for', async () => {
  const path = fixture('workbook-inside.zip');
  expect((await inspectFile(path)).rows).toBe(4);
  expect((await previewFile(path, { source: { sheet: 'Late' } })).sources[0]).toMatchObject({
    key: 'sheet',
    chosen: 'Late',
  });
});

it('writes nothing where an entry says', async () => {
  expect(await readCells(fixture('climbs.zip'))).toEqual(TABLE);
});

it('refuses an archive without a table', async () => {
  await expect(previewFile(fixture('no-table.zip'))).rejects.toThrow(
    'no-table.zip is a ZIP archive without a table in it: unpack it and open a file of it.',
  );
});
