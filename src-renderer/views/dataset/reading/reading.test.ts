import { describe, expect, it } from 'vitest';
import { leftOutText, linesText } from './left-out-text';
import { isCellRange, partOptions } from './source-text';

describe('rows that are left out', () => {
  it('are told in one sentence, kind by kind', () => {
    const row = { reason: 'a footer', text: 'Source: x', from: 9, to: 9 };
    expect(
      leftOutText([
        { ...row, kind: 'footers', count: 1 },
        { ...row, kind: 'emptyRows', count: 2 },
        { ...row, kind: 'emptyRows', count: 1 },
      ]),
    ).toBe('Left out: 1 footer row, 3 rows without values.');
    expect(leftOutText([{ ...row, kind: 'otherTables', count: 4 }])).toBe(
      'Left out: 4 rows of another table.',
    );
  });

  it('stand on lines of the file', () => {
    expect(linesText({ from: 7, to: 7 })).toBe('Line 7');
    expect(linesText({ from: 7, to: 1009 })).toBe('Lines 7–1,009');
  });
});

describe('the parts of a file', () => {
  it('say what is hidden and what they are', () => {
    const parts = [
      { name: 'Sheet1', isHidden: false, about: '' },
      { name: 'notes', isHidden: true, about: '3 × 2' },
    ];
    expect(partOptions(parts, 'Sheet1').map(({ label }) => label)).toEqual([
      'Sheet1',
      'notes (hidden, 3 × 2)',
    ]);
    expect(partOptions(parts, null)[0]).toEqual({ value: '', label: 'The query' });
  });

  it('have ranges of cells, columns or rows', () => {
    expect(['B3:F40', 'B:F', '3:40'].every(isCellRange)).toBe(true);
    expect(['B3', 'B3:', '0:4', 'ABCD1:B2'].some(isCellRange)).toBe(false);
  });
});
