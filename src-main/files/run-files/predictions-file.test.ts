import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { holdsFeatures, writeTable } from './predictions-file';

const folder = mkdtempSync(join(tmpdir(), 'benchtop-predictions-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe(holdsFeatures, () => {
  it.each([
    [['row', 'a', 'b', 'cluster'], ['a', 'b'], true],
    [['row', 'cluster'], ['a', 'b'], false],
    // The data may have columns called as the answers are: theirs give way.
    [['row_2', 'row', 'cluster', 'cluster_2'], ['row', 'cluster'], true],
    [['row_2', 'cluster_2'], ['row', 'cluster'], false],
    [['row', 'a, "quoted"', 'y'], ['a, "quoted"'], true],
    [['row', '=a', 'y'], ['=a'], true],
    [['row', 'y', 'predicted'], ['=a'], false],
  ])('of %j for %j: %s', (columns, features, expected) => {
    const path = join(folder, 'predictions.csv');
    writeTable(path, { columns, rows: 1, row: () => columns.map((_, c) => c) });
    expect(holdsFeatures(path, features)).toBe(expected);
  });
});
