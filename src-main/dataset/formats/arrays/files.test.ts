import { expect, it } from 'vitest';
import { inspectFile } from '../../profile/inspect';
import { previewFile } from '../../preview/preview';
import { readCells, fixture } from '../../fixtures/files';

/** What make.py saved with NumPy, by hand. */
it.each([
  [
    'f8.npy',
    [
      ['column1', 'column2', 'column3'],
      ['0.3333333333333333', '-2.5', '1e+300'],
      [null, 'inf', '-0'],
    ],
  ],
  [
    'fortran.npy',
    [
      ['column1', 'column2', 'column3'],
      ['0', '1', '2'],
      ['3', '4', '5'],
    ],
  ],
  [
    'big-endian.npy',
    [
      ['column1', 'column2'],
      ['1', '-2'],
      ['3', '1099511627776'],
    ],
  ],
  ['u8.npy', [['column1'], ['18446744073709551615'], ['9007199254740993'], ['0']]],
  [
    'f2.npy',
    [
      ['column1', 'column2'],
      ['0.0999755859375', '65504'],
      ['-inf', '5.960464477539063e-8'],
    ],
  ],
  [
    'bool.npy',
    [
      ['column1', 'column2'],
      ['true', 'false'],
    ],
  ],
  [
    'words.npy',
    [
      ['column1', 'column2'],
      ['red', 'grün'],
      [null, 'a,b'],
    ],
  ],
  ['bytes.npy', [['column1'], ['ab'], ['c']]],
  ['days.npy', [['column1'], ['2024-02-29'], [null], ['1969-12-31']]],
  ['seconds.npy', [['column1'], ['2024-02-29 13:05:06'], ['1970-01-01']]],
  [
    'cube.npy',
    [
      ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'],
      ['0', '1', '2', '3', '4', '5'],
      ['6', '7', '8', '9', '10', '11'],
    ],
  ],
])('reads %s', async (name, cells) => {
  expect((await readCells(fixture(name))).slice(0, cells.length)).toEqual(cells);
});

it('keeps the double that a single-precision value is', async () => {
  expect((await readCells(fixture('f4.npy'))).slice(1)).toEqual([
    ['0.10000000149011612'],
    ['16777216'],
    ['3.3999999521443642e+38'],
  ]);
});

it.each([
  [
    'structured.npy',
    'structured.npy cannot be read: it is a structured array (fields "a", "b"): save each field, or a plain array, on its own.',
  ],
  [
    'objects.npy',
    'objects.npy cannot be read: it holds Python objects, which only Python can unpickle: save numbers or texts.',
  ],
])('refuses %s in one sentence', async (name, message) => {
  await expect(previewFile(fixture(name))).rejects.toThrow(message);
});

it('reads X and y of an archive together, and says so', async () => {
  const { sources, notes, format } = await previewFile(fixture('pair.npz'));
  expect(format).toBe('npz');
  expect(sources).toEqual([
    {
      key: 'array',
      chosen: 'X',
      parts: [
        { name: 'X', isHidden: false, about: 'float64, 4 × 2' },
        { name: 'y', isHidden: false, about: 'int64, 4' },
      ],
    },
  ]);
  expect(notes).toEqual(['Column "y" is the array "y", which has as many rows as "X".']);
  expect(await readCells(fixture('pair.npz'))).toEqual([
    ['column1', 'column2', 'y'],
    ['0', '0.25', '0'],
    ['0.5', '0.75', '1'],
    ['1', '1.25', '1'],
    ['1.5', '1.75', '0'],
  ]);
});

it('reads the array that is asked for', async () => {
  expect((await inspectFile(fixture('several.npz'), { source: { array: 'test' } })).rows).toBe(3);
  expect((await inspectFile(fixture('several.npz'))).rows).toBe(5);
  await expect(previewFile(fixture('several.npz'), { source: { array: 'valid' } })).rejects.toThrow(
    'several.npz has no array "valid": its arrays are "train", "test".',
  );
});

it.each([
  ['t3-images-idx3-ubyte', 't3-labels-idx1-ubyte', ['7', '0', '7']],
  ['g3-images-idx3-ubyte.gz', 'g3-labels-idx1-ubyte.gz', ['1', '2', '3']],
])('reads the pictures of %s with their labels', async (name, beside, labels) => {
  const [names, ...rows] = await readCells(fixture(name));
  expect(names).toEqual(['p0', 'p1', 'p2', 'p3', 'label']);
  expect(rows.map((row) => row[4])).toEqual(labels);
  expect(rows[2]).toEqual(['8', '9', '10', '11', labels[2]]);
  expect((await previewFile(fixture(name))).notes).toEqual([
    `Column "label" comes from ${beside} beside it.`,
  ]);
});

it('reads doubles and labels on their own', async () => {
  expect(await readCells(fixture('doubles.idx'))).toEqual([
    ['column1', 'column2'],
    ['0.1', '-1.5'],
    ['10000000000', '0'],
  ]);
  expect(await readCells(fixture('t3-labels-idx1-ubyte'))).toEqual([['label'], ['7'], ['0'], ['7']]);
});
