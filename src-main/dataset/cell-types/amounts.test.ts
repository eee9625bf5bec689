import { afterAll, expect, it } from 'vitest';
import { DataFolder, rowsOf } from '../../testing/data-folder';
import { inspectFile } from '../inspect';
import { look } from '../look';

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
  ['a code of a currency', ['10 EUR', '12 EUR', '1 EUR'], 'EUR', [10, 12, 1]],
])('offers %s as numbers, and reads them where that is chosen', async (_, cells, unit, values) => {
  const content = `a;b\n${cells.map((cell, i) => `${i};${cell}`).join('\n')}\n`;
  const path = folder.file(content);
  const report = await inspectFile(path);
  expect(report.columns[1]?.unit).toBe(unit);
  expect((await look(path)).columns[1]?.unit).toBe(unit);
  expect(report.notes.join()).toMatch(/numbers with a unit/);
  const loaded = await folder.load(content, { columnSettings: [{ name: 'b', type: 'number', unit }] });
  expect(rowsOf(loaded).map(([, b]) => b)).toEqual(values);
});

it('offers nothing where units differ, and lists cells of another unit', async () => {
  const mixed = await inspectFile(folder.file('a,b\n1,5 kg\n2,300 g\n3,2 kg\n4,20 g\n'));
  expect(mixed.columns[1]?.unit).toBeUndefined();
  const loaded = await folder.load('a,b\n1,5 kg\n2,300 g\n3,2 kg\n', {
    columnSettings: [{ name: 'b', type: 'number', unit: 'kg' }],
  });
  expect(loaded.facts.droppedByReason).toEqual({ badCell: 1 });
});
