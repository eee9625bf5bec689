import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { RunLogs } from './run-logs';

const root = mkdtempSync(join(tmpdir(), 'benchtop-logs-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Logs of runs of a kind, in folders of their own. */
function createLogs(kind: 'kmeans' | 'svm', ...ids: string[]): RunLogs {
  for (const id of ids) mkdirSync(join(root, id));
  const run = { record: { experiment: { model: { kind } } } } as unknown as StoredRun;
  return new RunLogs({ findFolder: (id) => join(root, id), get: () => run });
}

const columns = (...step: number[]) => ({
  step: Float64Array.from(step),
  elapsedMs: Float64Array.from(step, (s) => s * 2),
  series: { loss: Float64Array.from(step, (s) => 1 / s) },
});

describe(RunLogs, () => {
  it('keep the rows of each run apart, and write a row of a flattened history a line', async () => {
    const logs = createLogs('svm', 'a', 'b');
    await logs.appendMetrics('a', columns(1, 2));
    await logs.appendMetrics('b', columns(4));
    await logs.appendHistory('a', ['w', 'b'], Float64Array.of(1, 2), Float64Array.of(10, 11, 20, 21));
    await logs.flush('a');
    expect(readFileSync(join(root, 'a', 'metrics.csv'), 'utf8')).toBe(
      'step,elapsedMs,loss\n1,2,1\n2,4,0.5\n',
    );
    expect(readFileSync(join(root, 'a', 'hyperplane.csv'), 'utf8')).toBe('step,w,b\n1,10,11\n2,20,21\n');
    await Promise.all(['a', 'b'].map((id) => logs.close(id)));
    expect([...(await logs.readMetrics('b')).step]).toEqual([4]);
  });

  it('go on after a step as if nothing had been logged behind it', async () => {
    const logs = createLogs('kmeans', 'c');
    await logs.appendMetrics('c', columns(1, 2, 4));
    await logs.appendHistory('c', ['x'], Float64Array.of(1, 2, 4), Float64Array.of(5, 6, 7));
    await logs.truncateAfter('c', 2);
    await logs.appendMetrics('c', columns(8));
    await logs.close('c');
    expect([...(await logs.readMetrics('c')).step]).toEqual([1, 2, 8]);
    expect([...(await logs.readHistory('c')).step]).toEqual([1, 2]);
    expect(await logs.readRanges('c')).toEqual({ loss: { min: 0.125, minStep: 8, max: 1, maxStep: 1 } });
  });
});
