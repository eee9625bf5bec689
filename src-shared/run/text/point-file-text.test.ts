import { describe, expect, it } from 'vitest';
import type { MatchedColumn, PointFileCheck } from '../points/point-file';
import { describeCells, describePointFile, unmatchedText } from './point-file-text';

const clean = { missing: 0, bad: 0, firstBad: null, unknown: 0, unknownCategories: [], below: 0, above: 0 };
const height: MatchedColumn = {
  column: 'height',
  kind: 'number',
  source: 'height',
  how: 'name',
  canFill: true,
  cells: clean,
};
const check = (change: Partial<PointFileCheck>): PointFileCheck => ({
  path: '/x/new.csv',
  name: 'new.csv',
  stamp: '1',
  header: 1,
  columns: ['height', 'id'],
  matched: [height],
  absent: [],
  extra: [],
  answers: ['output'],
  rows: { total: 3, usable: 3, doubtful: 0, outside: 0 },
  notes: [],
  ...change,
});

describe('what is said of a file of points', () => {
  it('is nothing where all is well', () => {
    expect(describePointFile(check({}))).toEqual([]);
  });

  it('names columns that are absent, other than expected, or left over', () => {
    expect(unmatchedText(check({ absent: ['colour'] }))).toBe(
      'new.csv has no column "colour": its columns are "height", "id".',
    );
    const matched = [
      { ...height, source: 'Height', how: 'similar' as const },
      { ...height, column: 'weight', source: 'mass', how: 'hand' as const },
      { ...height, column: 'age', source: null, how: 'hand' as const },
      { ...height, column: 'x', source: 'column1', how: 'order' as const },
    ];
    expect(describePointFile(check({ matched, extra: ['id', 'note'] }))).toEqual([
      '"Height" is taken for "height".',
      '"mass" stands for "weight".',
      '"age" is filled as in training.',
      "new.csv has no names: its columns are taken in the order of the model's.",
      'Columns "id", "note" are not used.',
    ]);
  });

  it('counts cells by what happens to them', () => {
    const cells = {
      missing: 2,
      bad: 1,
      firstBad: { line: 7, text: 'tall' },
      unknown: 1200,
      unknownCategories: [{ word: 'pink', count: 1200 }],
      below: 0,
      above: 1,
    };
    expect(describeCells({ ...height, cells })).toEqual([
      '1 cell is no number (the first: "tall" in line 7): no answer there',
      '1,200 cells with categories not seen in training, "pink": no answer there',
      '2 cells missing: filled as in training',
      '1 cell above the run’s data',
    ]);
    expect(describeCells({ ...height, canFill: false, cells: { ...clean, missing: 1 } })).toEqual([
      '1 cell missing: no answer there',
    ]);
    const rows = { total: 9, usable: 8, doubtful: 1, outside: 0 };
    expect(describePointFile(check({ rows }))).toEqual(['1 row did not fit the table: no answer there.']);
  });
});
