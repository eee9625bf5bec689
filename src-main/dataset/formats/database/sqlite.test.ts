import { expect, it } from 'vitest';
import { inspectFile } from '../../profile/inspect';
import { previewFile } from '../../preview/preview';
import { readCells, fixture } from '../../fixtures/files';
import { useScratch } from '../../../testing/files/scratch';
import { extensionPath, nodeSqlite } from './reader';

const PLANTS = fixture('python.sqlite');
const file = useScratch();
const canRead = extensionPath() !== null || nodeSqlite() !== null;
const missing = canRead ? '' : ' (skipped: no reader of SQLite was provisioned)';

it.runIf(canRead)(`reads what Python's sqlite3 wrote, digit by digit${missing}`, async () => {
  expect(await readCells(PLANTS)).toEqual([
    ['id', 'height', 'code', 'amount', 'day', 'note', 'picture'],
    ['1', '0.3333333333333333', '007', '12', '2024-02-29', '3', null],
    ['3', '1e+300', 'é, "x"', '1.5', '2024-03-01', '2.5', null],
    ['9007199254740993', '0.1', '1E2', 'abc', null, 'w', null],
  ]);
  const { rejected, sources, notes, format } = await inspectFile(PLANTS);
  expect(format).toBe('sqlite');
  expect(rejected.map(({ line, column, text }) => [line, column, text])).toContainEqual([
    1,
    'picture',
    '0x00FF',
  ]);
  expect(notes[0]).toBe('Table "plants" is read; the database also has "tall", "odd "name".');
  expect(sources).toEqual([
    {
      key: 'table',
      chosen: 'plants',
      parts: [
        { name: 'plants', isHidden: false, about: '' },
        { name: 'tall', isHidden: false, about: 'view' },
        { name: 'odd "name', isHidden: false, about: '' },
      ],
    },
  ]);
});

it.runIf(canRead)(`reads a view, a table with an odd name, and a query${missing}`, async () => {
  expect((await inspectFile(PLANTS, { source: { table: 'tall' } })).rows).toBe(2);
  expect(await readCells(PLANTS, { source: { table: 'odd "name' } })).toEqual([['a'], ['5'], ['6']]);
  const query = "SELECT code, count(*) AS n, 'it''s' AS w FROM plants GROUP BY code -- all of them";
  expect(await readCells(PLANTS, { source: { query } })).toEqual([
    ['code', 'n', 'w'],
    ['007', '1', "it's"],
    ['1E2', '1', "it's"],
    ['é, "x"', '1', "it's"],
  ]);
});

it.runIf(canRead)(`refuses what cannot be read in one sentence${missing}`, async () => {
  await expect(previewFile(PLANTS, { source: { table: 'x' } })).rejects.toThrow(
    'python.sqlite has no table "x": its tables are "plants", "tall", "odd "name".',
  );
  for (const query of [
    'DELETE FROM plants',
    'SELEC 1',
    'SELECT * FROM nowhere',
    "ATTACH '/etc/passwd' AS x",
  ]) {
    await expect(previewFile(PLANTS, { source: { query } })).rejects.toMatchObject({
      info: { kind: 'invalid-experiment', field: 'dataset.source.query' },
    });
  }
  expect((await inspectFile(PLANTS)).rows).toBe(3);
  const torn = file('torn.sqlite', `SQLite format 3\0${'x'.repeat(5000)}`);
  await expect(previewFile(torn)).rejects.toThrow('torn.sqlite cannot be read as an SQLite database:');
});
