import { expect, it } from 'vitest';
import { useScratch } from '../../../testing/files/scratch';
import { inspectFile } from '../../profile/inspect';
import { previewFile, readPage } from '../../preview/preview';
import { readColumns } from '../../columns/column-reader';
import { readCells } from '../../fixtures/files';

const file = useScratch();

/** As Weka writes it; the values by hand. */
const WEATHER = `% the weather problem
@relation weather

@attribute outlook {sunny, overcast, 'light rain'}
@ATTRIBUTE 'max temp' real
@attribute grade {1,2,3}
@attribute note string
@attribute day date "yyyy-MM-dd"

@data
sunny, 85.5, 1, 'it''s', 2024-02-29
% in between
overcast,?,2,'a, \\'b\\'',2024-03-01
'light rain',70,3,"?",?
sunny,64,1
hail,1e2,2,x,2024-03-02
`.replace("it''s", 'it is');

it('takes names and types from the declarations, and lists what does not fit them', async () => {
  const path = file('weather.arff', WEATHER);
  expect(await readCells(path)).toEqual([
    ['outlook', 'max temp', 'grade', 'note', 'day'],
    ['sunny', '85.5', '1', 'it is', '2024-02-29'],
    ['overcast', null, '2', "a, 'b'", '2024-03-01'],
    ['light rain', '70', '3', null, null],
    ['sunny', '64', '1', null, null],
    ['hail', '1e2', '2', 'x', '2024-03-02'],
  ]);
  const { columns, rejected, format } = await inspectFile(path);
  expect(format).toBe('arff');
  expect(columns.map(({ type }) => type)).toEqual(['category', 'number', 'category', 'text', 'date']);
  expect(rejected.map(({ line, column, reason }) => [line, column, reason])).toEqual([
    [15, null, 'another number of values than there are attributes'],
    [16, 'outlook', 'a value that @attribute does not list'],
  ]);
  expect((await previewFile(path)).columns.map(({ type }) => type)).toEqual([
    'category',
    'number',
    'category',
    'text',
    'date',
  ]);
  expect((await readPage(path, {}, 1, 2)).rows.map(({ line }) => line)).toEqual([13, 14]);
});

it('reads whole numbers that are declared as values as categories', async () => {
  const raw = await readColumns(file('again.arff', WEATHER), [{ name: 'grade', type: 'auto', field: 'x' }]);
  expect(raw.columns[0]?.categories).toEqual(['1', '2', '3']);
});

it('reads sparse rows and rows with weights', async () => {
  const text =
    '@relation s\n@attribute a numeric\n@attribute b {x,y}\n@attribute c numeric\n@data\n{1 y, 2 7}\n{0 5}\n1,x,2,{0.5}\n';
  const path = file('sparse.arff', text);
  expect(await readCells(path)).toEqual([
    ['a', 'b', 'c'],
    ['0', 'y', '7'],
    ['5', 'x', '0'],
    ['1', 'x', '2'],
  ]);
  expect((await previewFile(path)).notes).toEqual([
    '1 row has a weight in braces at the end, which is not read.',
  ]);
});

it.each([
  [
    '@relation r\n@attribute a relational\n@data\n1\n',
    'declares an attribute in a way that is not known here: @attribute a relational',
  ],
  [
    '@relation r\n@attribute a numeric\n',
    'is no whole ARFF file: it has no @attribute lines with @data below them.',
  ],
])('refuses a damaged header in one sentence', async (text, message) => {
  await expect(previewFile(file('bad.arff', text))).rejects.toThrow(message);
});
