import { afterAll, describe, expect, it } from 'vitest';
import { count, DataFolder } from '../../testing/files/data-folder';
import { inspectFile } from '../profile/inspect';
import { previewFile } from '../preview/preview';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

/** 300 days from 2024-01-01 on as a format writes them, the 150th of them another cell. */
const dates = (bad: string, write = (iso: string): string => iso): string => {
  const rows = count(300).map((i) => {
    const iso = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
    return `${i},${i === 150 ? bad : write(iso)}`;
  });
  return `a,b\n${rows.join('\n')}\n`;
};
const slashed = (iso: string): string => iso.split('-').reverse().map(Number).join('/');
const dotted = (iso: string): string => iso.split('-').reverse().join('.');

describe('one cell that is no date among 300', () => {
  it.each([
    ['a word', 'unknown', undefined],
    ['no such day', '2024-13-45', undefined],
    ['zeros', '0000-00-00', undefined],
    ['a number', '17', undefined],
    ['the other order of day and month', '12/31/2024', slashed],
    ['no such day with slashes', '40/40/2024', slashed],
    ['a word among dates with dots', '-unknown-', dotted],
  ])('%s is listed, and the column stays one of dates', async (_, bad, write) => {
    const path = folder.file(dates(bad, write));
    const report = await inspectFile(path);
    expect(report.columns[1]).toMatchObject({ type: 'date', bad: 1, missing: 0, distinct: 299 });
    expect(report.rejected).toEqual([{ line: 152, column: 'b', text: bad, reason: 'not a date' }]);
    expect((await previewFile(path)).columns[1]?.type).toBe('date');
    const { facts, data } = await folder.load(dates(bad, write));
    expect(data.width).toBe(2);
    expect(facts.droppedByReason).toEqual({ badCell: 1 });
    expect(facts.featureRanges[1]).toEqual([19_723, 19_723 + 299]);
  });

  it('follows the policy for bad cells', async () => {
    await expect(folder.load(dates('unknown'), { rejects: 'error' })).rejects.toThrow(/line 152/);
    const { data } = await folder.load(dates('unknown'), { rejects: 'missing', missing: 'median' });
    expect(data.rows).toBe(300);
  });

  it('is words where more than a tenth are no dates, or nothing tells the day from the month', async () => {
    const rows = count(20).map((i) => `${i},${i < 3 ? 'soon' : `2024-01-${String(i).padStart(2, '0')}`}`);
    expect((await inspectFile(folder.file(`a,b\n${rows.join('\n')}\n`))).columns[1]?.type).not.toBe('date');
    const open = count(20).map((i) => `${i},${i === 7 ? 'soon' : `${(i % 9) + 1}/2/2024`}`);
    const report = await inspectFile(folder.file(`a,b\n${open.join('\n')}\n`));
    expect(report.columns[1]?.type).not.toBe('date');
    expect(report.notes.join()).toMatch(/nothing tells its days from its months/);
  });
});
