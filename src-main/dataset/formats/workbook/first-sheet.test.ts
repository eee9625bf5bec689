import { describe, expect, it } from 'vitest';
import { useScratch } from '../../../testing/files/scratch';
import { inspectFile } from '../../profile/inspect';
import { previewFile } from '../../preview/preview';
import { readCells } from '../../fixtures/files';
import { ods, xlsx, type Sheet } from '../../fixtures/files/workbooks';

const file = useScratch();

const TITLE: Sheet = {
  name: 'Cover',
  rows: [['Yield of 2024'], [null, 'by A. Miller'], [null, null, '3 May']],
};
const DATA: Sheet = {
  name: 'Plots',
  rows: [
    ['plot', 'yield'],
    ['1', '2.5'],
    ['2', '3.5'],
  ],
};
const TABLE = [
  ['plot', 'yield'],
  ['1', '2.5'],
  ['2', '3.5'],
];

describe.each([
  ['xlsx', xlsx],
  ['ods', ods],
])('an %s workbook', (ending, write) => {
  const opened = async (...sheets: Sheet[]): Promise<{ cells: unknown; notes: readonly string[] }> => {
    const path = file(`field.${ending}`, write(sheets));
    return { cells: await readCells(path), notes: (await previewFile(path)).notes };
  };

  it('opens at the first sheet that has a table, and says so', async () => {
    const { cells, notes } = await opened({ name: 'Empty' }, TITLE, DATA, { ...DATA, name: 'More' });
    expect(cells).toEqual(TABLE);
    expect(notes[0]).toBe(
      'Sheet "Plots" is read, the first with a table; the workbook also has "Empty", "Cover", "More".',
    );
    const path = file(`field.${ending}`, write([TITLE, DATA]));
    const { sources } = await previewFile(path, { source: { sheet: 'Cover' } });
    expect(sources[0]?.chosen).toBe('Cover');
  });

  it('opens at one of a single column too', async () => {
    const lengths = { name: 'Lengths', rows: [['cm'], ['3'], ['4']] };
    expect((await opened(TITLE, lengths, DATA)).cells).toEqual([['cm'], ['3'], ['4']]);
  });

  it('opens at a title where no sheet that is shown has a table', async () => {
    const { notes } = await opened(TITLE, { ...DATA, isHidden: true });
    expect(notes[0]).toBe('Sheet "Cover" is read; the workbook also has "Plots".');
  });
});

it('says nothing of the cells of a sheet that was passed over', async () => {
  const error =
    '<worksheet><sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c></row></sheetData></worksheet>';
  const path = file('error.xlsx', xlsx([{ name: 'Cover', xml: error }, DATA]));
  const { rejectedCount, notes } = await inspectFile(path);
  expect([rejectedCount, notes.length]).toEqual([0, 1]);
});
