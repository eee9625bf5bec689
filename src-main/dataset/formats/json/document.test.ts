import { expect, it } from 'vitest';
import { previewFile } from '../../preview/preview';
import { readCells } from '../../fixtures/files';
import { useScratch } from '../../../testing/files/scratch';

const scratch = useScratch();
let count = 0;
const file = (text: string): string => scratch(`${count++}.json`, text);

it.each([
  [
    'objects',
    '[\n {"id": 9007199254740993, "x": 1.50, "w": "a"},\n {"x": -2e-3, "ok": true, "id": null}\n]',
    [
      ['id', 'x', 'w', 'ok'],
      ['9007199254740993', '1.50', 'a', null],
      [null, '-2e-3', null, 'true'],
    ],
  ],
  [
    'lists with names',
    '[["a","b"],[1,"x"],[2,"y"],[3,"x"]]',
    [
      ['a', 'b'],
      ['1', 'x'],
      ['2', 'y'],
      ['3', 'x'],
    ],
  ],
  [
    'lists without',
    '[[1,2],[3,4],[5,6]]',
    [
      ['column1', 'column2'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ],
  ],
  [
    'columns',
    '{"a": [1, 2], "b": ["\\u00e9\\n", null]}',
    [
      ['a', 'b'],
      ['1', 'é\n'],
      ['2', null],
    ],
  ],
  [
    "pandas' columns",
    '{"a":{"0":1,"1":2},"b":{"0":"x","1":"y"}}',
    [
      ['a', 'b'],
      ['1', 'x'],
      ['2', 'y'],
    ],
  ],
  [
    "pandas' split",
    '{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2,"y"]]}',
    [
      ['a', 'b'],
      ['1', 'x'],
      ['2', 'y'],
    ],
  ],
  [
    'objects by name',
    '{\n"r1":{"a":1},\n"r2":{"a":2}\n}',
    [
      ['key', 'a'],
      ['r1', '1'],
      ['r2', '2'],
    ],
  ],
  ['values', '[1.5, 2, null]', [['value'], ['1.5'], ['2'], [null]]],
  ['a list among other things', '{"count": 2, "items": [{"a": 1}, {"a": 2}]}', [['a'], ['1'], ['2']]],
  [
    'nested objects',
    '[{"at": {"x": 1, "y": {"z": [1, "q"]}}}, {"at": {"x": 2}}]',
    [
      ['at.x', 'at.y'],
      ['1', '{"z":[1,"q"]}'],
      ['2', null],
    ],
  ],
])('reads %s', async (_, text, cells) => {
  expect(await readCells(file(text))).toEqual(cells);
});

it('says what it flattened and left out', async () => {
  const nested = await previewFile(file('[{"at": {"x": 1}, "l": [1]}]'));
  expect(nested.notes).toEqual([
    'Objects in "at" are columns of their own, called such as "at.x".',
    '1 cell holds a list or an object and is read as text.',
  ]);
  const listed = await previewFile(file('{"a": [{"x": 1}], "b": [{"y": 1}, {"y": 2}], "c": 3}'), {
    source: { array: 'b' },
  });
  expect(listed.sources[0]).toMatchObject({
    key: 'array',
    chosen: 'b',
    parts: [{ name: 'a', about: '1 row' }, { name: 'b' }],
  });
  expect(listed.notes).toEqual(['The list "b" is read; what else the document holds is left out.']);
});

it.each([
  ['[{"a": 1},\n {"a": 2}', 'is no JSON: "]" is missing in line 2.'],
  ['[{"a": 1},\n {"a": x}]', 'is no JSON: "x" is no value in line 2.'],
  ['[{"a": 1}] x', 'is no JSON: something follows the end of the document in line 1.'],
  ['[{"a": 1}, 5]', 'is no table: value 2 of its list is of another kind than the first.'],
  ['[]', 'holds no list with rows: it has no table.'],
  [`[${'['.repeat(100_000)}`, 'is no JSON: values are nested 200 deep in line 1.'],
])('refuses %s in one sentence', async (text, message) => {
  await expect(previewFile(file(text))).rejects.toThrow(message);
});
