import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeCheckpoint } from '../../files/checkpoint';
import { xnorExperiment } from '../../testing/data';
import { xnorFacts } from '../../testing/files/xnor-facts';
import { findSoundCheckpoints } from './checkpoints-on-disk';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-sound-'));
  for (const step of [2, 4, 6])
    await writeCheckpoint(folder, {
      state: { kind: 'network', step, tensors: {}, extra: {} },
      metrics: {},
      experiment: xnorExperiment(),
      dataset: xnorFacts,
      log: { 'metrics.csv': step + 1 },
    });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const log = (rows: number): void => {
  const lines = Array.from({ length: rows }, (_, i) => `${i + 1},0,0.5\n`);
  writeFileSync(join(folder, 'metrics.csv'), `step,elapsedMs,loss\n${lines.join('')}`);
};
const steps = (): number[] => findSoundCheckpoints(folder).map(({ step }) => step);

describe(findSoundCheckpoints, () => {
  it.each([
    [9, [2, 4, 6]],
    [6, [2, 4, 6]],
    [5, [2, 4]],
    [2, [2]],
  ])('takes those whose rows are there: of %i rows, %j', (rows, expected) => {
    log(rows);
    expect(steps()).toEqual(expected);
  });

  it('counts no torn line', () => {
    log(6);
    truncateSync(join(folder, 'metrics.csv'), 'step,elapsedMs,loss\n'.length + 6 * '1,0,0.5\n'.length - 1);
    expect(steps()).toEqual([2, 4]);
  });

  it('takes all where the log is gone', () => {
    expect(steps()).toEqual([2, 4, 6]);
  });

  it('leaves out a damaged one', () => {
    log(6);
    writeFileSync(join(folder, 'checkpoints', 'step-0000004', 'manifest.json'), '{');
    expect(steps()).toEqual([2, 6]);
  });
});
