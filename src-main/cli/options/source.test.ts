import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { chosenFile } from './source';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-glob-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
for (const name of [
  'day 2.csv',
  'day 10.csv',
  'day 1.csv',
  'night.csv',
  '.day 3.csv',
  'what?.csv',
  'a+b.csv',
]) {
  writeFileSync(join(folder, name), 'a\n1\n');
}
mkdirSync(join(folder, 'more'));
writeFileSync(join(folder, 'more', 'day 4.csv'), 'a\n1\n');
const at = (...names: string[]): string[] => names.map((name) => join(folder, name));

it.each([
  ['day *.csv', ['day 1.csv', 'day 2.csv', 'day 10.csv']],
  ['day ?.csv', ['day 1.csv', 'day 2.csv']],
  ['mor?/day*', ['more/day 4.csv']],
  ['what?.csv', ['what?.csv']],
  ['a+*.csv', ['a+b.csv']],
])('names the files that fit %s in the order of their numbers', (pattern, names) => {
  const [path, ...files] = at(...names);
  const { source } = chosenFile(at(pattern), {});
  expect(chosenFile(at(pattern), {}).path).toBe(path);
  expect(source?.files ?? []).toEqual(files);
});

it('puts further files and the choice of a sheet into the source', () => {
  const chosen = chosenFile(at('night.csv'), {
    with: at('day 1.csv', 'night.csv'),
    'file-column': 'from',
    sheet: 'Lab',
    range: 'B3:F40',
  });
  expect(chosen).toEqual({
    path: join(folder, 'night.csv'),
    source: { sheet: 'Lab', range: 'B3:F40', files: at('day 1.csv'), fileColumn: 'from' },
  });
  expect(chosenFile(at('night.csv'), {})).toEqual({ path: join(folder, 'night.csv') });
});

it('refuses what cannot be used in one sentence', () => {
  expect(() => chosenFile(at('week *.csv'), {})).toThrow(
    `No file fits ${join(folder, 'week *.csv')}: check the folder and the name.`,
  );
  expect(() => chosenFile(at('night.csv'), { range: 'B3-F40' })).toThrow(
    '--range is not usable for night.csv: A range of cells is written B3:F40, B:F or 3:40.',
  );
  expect(() => chosenFile(at('night.csv'), { table: 'a', query: 'SELECT 1' })).toThrow(
    'Give a table or a query, not both.',
  );
});
