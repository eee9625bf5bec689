import { expect, it } from 'vitest';
import { previewFile, readPage } from '../../preview/preview';
import { readCells, fixture } from '../../fixtures/files';

const DATA = fixture('odfpy.ods');

it('reads what odfpy stored rather than what it shows, repeated cells and rows as well', async () => {
  const repeated = ['7', '7', '2024-02-29 13:05:06', null, null, null];
  expect(await readCells(DATA)).toEqual([
    ['n', 'share', 'day', 'at', 'ok', 'word'],
    ['0.1', '0.25', '2024-02-29', '12:30:05', 'TRUE', 'a\nb'],
    ['1e+22', null, null, '00:00:01', 'FALSE', 'x, <y>'],
    repeated,
    repeated,
    repeated,
  ]);
  const { rows } = await readPage(DATA, {}, 0, 10);
  expect(rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
});

it('says which sheets there are, and reads the one that is asked for', async () => {
  const { sources, format } = await previewFile(DATA);
  expect(format).toBe('ods');
  expect(sources[0]?.parts).toEqual([
    { name: 'Data', isHidden: false, about: '' },
    { name: 'Other', isHidden: false, about: '' },
    { name: 'Secret', isHidden: true, about: 'hidden' },
  ]);
  expect(await readCells(DATA, { source: { sheet: 'Other' } })).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
  expect(await readCells(DATA, { source: { range: 'A1:B3' } })).toEqual([
    ['n', 'share'],
    ['0.1', '0.25'],
    ['1e+22', null],
  ]);
  await expect(previewFile(DATA, { source: { sheet: 'Nope' } })).rejects.toThrow(
    'odfpy.ods has no sheet "Nope": its sheets are "Data", "Other", "Secret".',
  );
});
