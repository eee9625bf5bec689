import { describe, expect, it } from 'vitest';
import { leftOut, leftOutText, type LeftOutFacts } from './left-out-text';

const ALL: LeftOutFacts = { rows: 14, droppedRows: 0, droppedByReason: {}, filter: null, sample: null };
const describeLeftOut = (facts: Partial<LeftOutFacts>): string | null => leftOutText({ ...ALL, ...facts });
const part = { from: 41, to: 41, count: 1, reason: 'a footer', text: 'Source: lab notebook 3' };

describe('what a run left out', () => {
  it('is nothing where all rows were used', () => {
    expect(describeLeftOut({})).toBeNull();
    expect(describeLeftOut({ filter: 'a > 1', filteredRows: 0, leftOut: [] })).toBeNull();
  });

  it('is each reason with its rows, and adds up', () => {
    expect(describeLeftOut({ droppedRows: 26, droppedByReason: { missing: 20, doubtful: 6 } })).toBe(
      '14 of 40 rows used; left out: 20 with missing cells, 6 that do not fit the table',
    );
    expect(
      describeLeftOut({
        rows: 1000,
        droppedRows: 4,
        droppedByReason: { target: 3, weight: 1 },
        filter: 'age > 60',
        filteredRows: 2500,
        sample: { method: 'first', rows: 1004, seed: null },
        unsampledRows: 10,
      }),
    ).toBe(
      '1,000 of 3,514 rows used; left out: 2,500 by the filter age > 60, 10 beside the sample, 3 without a target, 1 without a usable weight',
    );
  });

  it('has what stands in the file beside the table', () => {
    const leftOutRows = [
      { ...part, kind: 'footers' as const },
      { ...part, kind: 'emptyRows' as const, from: 3, to: 6, count: 4 },
      { ...part, kind: 'repeatedHeaders' as const, from: 1001 },
      { ...part, kind: 'repeatedHeaders' as const, from: 2001 },
    ];
    expect(leftOut({ ...ALL, leftOut: leftOutRows })).toEqual({
      used: '14 rows used',
      reasons: [
        '1 footer (line 41)',
        '2 repeated headers (from line 1,001)',
        '4 rows without values (lines 3 to 6)',
      ],
    });
  });

  it('claims no count that an older record, or a sample of a file, does not have', () => {
    expect(describeLeftOut({ droppedRows: 6 })).toBe(
      '14 of 20 rows used; left out: 6 that could not be used',
    );
    expect(describeLeftOut({ filter: 'a > 1' })).toBe('14 rows used; left out: some by the filter a > 1');
    expect(describeLeftOut({ rows: 1, filter: 'a > 1' })).toBe(
      '1 row used; left out: some by the filter a > 1',
    );
    expect(describeLeftOut({ sample: { method: 'random', rows: 14, seed: 1 } })).toBe(
      '14 rows used; left out: all beside a sample',
    );
  });
});
