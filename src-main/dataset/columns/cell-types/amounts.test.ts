import { afterAll, expect, it } from 'vitest';
import { at, present } from '../../../../src-shared/present';
import { DataFolder, readRows } from '../../../testing/files/data-folder';
import { inspectFile } from '../../profile/inspect';
import { previewFile } from '../../preview/preview';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

it.each([
  ['%', ['10%', '12.5 %', '-3%'], '%', [10, 12.5, -3]],
  ['dollars', ['$10.50', '-$2', '($3.25)'], '$', [10.5, -2, -3.25]],
  ['euros before', ['€ 5', '€7', '€ 8'], '€', [5, 7, 8]],
  ['kilograms', ['5 kg', '7kg', '0.5 kg'], 'kg', [5, 7, 0.5]],
  ['negative ones in parentheses', ['(10)', '20', '(5)'], '()', [-10, 20, -5]],
  ['decimal commas in such cells alone', ['1.234,50 EUR', '0,75 EUR', '12 EUR'], 'EUR', [1234.5, 0.75, 12]],
  ['decimal commas before %', ['12,5 %', '7 %', '0,25 %'], '%', [12.5, 7, 0.25]],
  ['groups of digits', ['$1,234,567', '$950', '-$12,000'], '$', [1234567, 950, -12000]],
  ['a code of a currency', ['10 EUR', '12 EUR', '1 EUR'], 'EUR', [10, 12, 1]],
])('offers %s as numbers, and reads them where that is chosen', async (_, cells, unit, values) => {
  const content = `a;b\n${cells.map((cell, i) => `${i};${cell}`).join('\n')}\n`;
  const path = folder.file(content);
  const report = await inspectFile(path);
  // By hand: the sample standard deviation divides by n - 1.
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const profile = at(report.columns, 1);
  expect(profile).toMatchObject({ type: 'number', unit, bad: 0, distinct: values.length });
  expect([profile.min, profile.max]).toEqual([Math.min(...values), Math.max(...values)]);
  expect(present(profile.mean) / mean).toBeCloseTo(1, 12);
  expect(present(profile.std) / Math.sqrt(squares / (values.length - 1))).toBeCloseTo(1, 12);
  expect((await previewFile(path)).columns[1]?.unit).toBe(unit);
  expect(report.notes.join()).toMatch(/numbers with a unit/);
  const loaded = await folder.load(content, { columnSettings: [{ name: 'b', type: 'number', unit }] });
  expect(readRows(loaded).map(([, b]) => b)).toEqual(values);
});

it('offers nothing where units differ, and lists cells of another unit', async () => {
  const mixed = await inspectFile(folder.file('a,b\n1,5 kg\n2,300 g\n3,2 kg\n4,20 g\n'));
  expect(mixed.columns[1]).not.toHaveProperty('unit');
  expect(mixed.columns[1]).toMatchObject({ min: null, mean: null });
  const note = 'Column "b" (kg, g) mixes units: it is read as text. Write it in one unit to use its numbers.';
  expect(mixed.notes).toEqual([note]);
  expect((await previewFile(mixed.path)).notes).toEqual([note]);
  const loaded = await folder.load('a,b\n1,5 kg\n2,300 g\n3,2 kg\n', {
    columnSettings: [{ name: 'b', type: 'number', unit: 'kg' }],
  });
  expect(loaded.facts.droppedByReason).toEqual({ badCell: 1 });
});

it('what only begins with a number is no amount, and nothing is said', async () => {
  for (const cells of [
    ['5 High Street', '7 Low Street', '12 Mill Lane'],
    ['1 A', '2 Bq7', '3 Cx'],
    ['3,5 mm socket', 'page 1,2', 'v1,5'],
  ]) {
    const path = folder.file(`a;b\n${cells.map((cell, i) => `${i};${cell}`).join('\n')}\n`);
    const report = await inspectFile(path);
    expect(report.columns[1]).not.toHaveProperty('unit');
    expect([report.notes, report.dialect.decimal]).toEqual([[], '.']);
  }
});

it('a column that turns out to be of words is profiled as words', async () => {
  // Amounts where samples look, words elsewhere.
  const cells = Array.from({ length: 60_000 }, (_, i) =>
    i < 200 || i > 59_800 || Math.abs(i - 30_000) < 2000 ? `${i} kg` : `word ${i % 9}`,
  );
  const path = folder.file(`a,b\n${cells.map((cell, i) => `${i},${cell}`).join('\n')}\n`);
  const report = await inspectFile(path);
  expect(report.columns[1]).not.toHaveProperty('unit');
  expect(report.columns[1]).toMatchObject({ min: null, bad: 0 });
  expect(report.notes).toEqual([]);
});
