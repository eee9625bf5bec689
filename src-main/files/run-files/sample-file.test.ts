import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSample, writeSample } from './sample-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'benchtop-sample-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe(writeSample, () => {
  it.each([
    ['many', 5000, true],
    ['one', 1, true],
    ['none, and no target', 0, false],
  ])('writes JSON that is read as the points were: %s', async (_, count, hasTarget) => {
    const sample = {
      features: ['a "b"', 'ä'],
      target: hasTarget ? 'y' : null,
      totalRows: 70_000,
      count,
      values: Float64Array.from({ length: 2 * count }, (_, i) => i / 3 - 1e-7 * i ** 3),
      targets: Float64Array.from({ length: hasTarget ? count : 0 }, (_, i) => i % 2),
      classes: hasTarget ? ['no', 'yes'] : [],
    };
    await writeSample(folder, sample);
    expect(readdirSync(folder)).toEqual(['sample.json']);
    const { features, target, totalRows, classes } = sample;
    const whole = {
      features,
      target,
      totalRows,
      values: [...sample.values],
      targets: [...sample.targets],
      classes,
    };
    expect(readFileSync(join(folder, 'sample.json'), 'utf8')).toBe(JSON.stringify(whole));
    expect(await readSample(folder)).toEqual(sample);
  });
});
