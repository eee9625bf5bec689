import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { present } from '../../../src-shared/present';
import { useFolders } from '../../testing/files/scratch';
import { CsvLog, readHistoryFile, readMetricsFile, truncateAfterStep } from './csv-log';
import { csvText } from './csv-text';

const newFolder = useFolders();
let folder: string;
beforeEach(() => {
  folder = newFolder();
});

describe('CsvLog', () => {
  it('gives back every number exactly, and leaves a torn last line out', async () => {
    const path = join(folder, 'metrics.csv');
    const values = [0.1, -0, 1e-320, NaN, Infinity, -Infinity, 2 ** 53, 5e-324];
    const log = new CsvLog(path, ['step', 'elapsedMs', 'a,b']);
    await Promise.all(values.map((value, i) => log.append([[i], [i / 3], [value]])));
    await log.close();
    writeFileSync(path, '99,1', { flag: 'a' });
    const read = await readMetricsFile(path);
    expect(read.series['a,b']).toEqual(Float64Array.from(values));
    expect(Object.is(present(read.series['a,b'])[1], -0)).toBe(true);
    expect([...read.step]).toEqual(values.map((_, i) => i));
    const again = new CsvLog(path, ['step', 'elapsedMs', 'a,b']);
    await again.append([[100], [2], [7]]);
    await again.close();
    expect([...(await readMetricsFile(path)).step]).toEqual([...values.map((_, i) => i), 100]);
  });

  it('drops what a run that goes on supersedes', async () => {
    const path = join(folder, 'centers.csv');
    const log = new CsvLog(path, ['step', 'x']);
    await log.append([
      [1, 2, 3, 4],
      [10, 20, 30, 40],
    ]);
    await log.close();
    await truncateAfterStep(path, 2);
    expect(await readHistoryFile(path)).toEqual({
      step: Float64Array.of(1, 2),
      columns: ['x'],
      values: Float64Array.of(10, 20),
    });
    await truncateAfterStep(join(folder, 'none.csv'), 2);
  });
});

it('marks text that a spreadsheet would run, and leaves numbers alone', () => {
  expect(['=1+1', '+x', '-x', '@a', '-5.2', '-1e-7', 'a,b', 'a"b'].map(csvText)).toEqual([
    "'=1+1",
    "'+x",
    "'-x",
    "'@a",
    '-5.2',
    '-1e-7',
    '"a,b"',
    '"a""b"',
  ]);
});
