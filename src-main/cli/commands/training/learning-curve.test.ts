import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LearningCurve } from '../../../../src-shared/group/findings/learning-curve';
import type { Group } from '../../../../src-shared/group/group';
import type { RunRecord } from '../../../../src-shared/run/record/record';
import { decodeNumber } from '../../../../src-shared/run/record/stored-number';
import { compareGroups } from '../../../../src-shared/compare/verdict/compare-groups';
import { whyNoBaselines } from '../../../../src-shared/compare/baselines/weigh-baselines';
import type { Services } from '../../services/services';
import { Programs, type Program } from '../../../testing/run-harness';
import { runCommand } from '../../testing/arguments';
import { learningCurve } from './learning-curve';

const programs = new Programs('learning-curve');
let program: Program;
const path = join(programs.folder, 'experiment.json');

/** Eight numbers, of which one decides: few rows do not tell which. */
function writeTable(): string {
  let state = 1;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = Array.from({ length: 150 }, () => {
    const x = Array.from({ length: 8 }, () => 2 * next() - 1);
    return [
      ...x.map((value) => value.toFixed(4)),
      (x[0] ?? 0) + 0.6 * (next() - 0.5) > 0 ? 'yes' : 'no',
    ].join(',');
  });
  const path = join(programs.folder, 'one-of-eight.csv');
  writeFileSync(path, `a,b,c,d,e,f,g,h,y\n${lines.join('\n')}\n`);
  return path;
}

function writeExperiment(): void {
  writeFileSync(
    path,
    JSON.stringify({
      schemaVersion: 1,
      name: 'one of eight',
      dataset: {
        kind: 'file',
        path: writeTable(),
        features: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
        target: 'y',
      },
      model: { kind: 'logistic-regression', penalty: 'l2' },
    }),
  );
}

beforeAll(() => {
  program = programs.start('curve', 2);
  writeExperiment();
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

async function ask(...words: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  try {
    expect(await runCommand(learningCurve, words, program as unknown as Services)).toBe(0);
  } finally {
    vi.restoreAllMocks();
  }
  return lines.join('');
}

describe('benchtop learning-curve', () => {
  it('trains each fold on more and more of its rows, and says what the last step gained', async () => {
    const asked = await ask(path, '--sizes', '0.15,0.5,1', '--folds', '3', '--stratify', '--json');
    const found = JSON.parse(asked) as { group: Group; learningCurve: LearningCurve; runs: RunRecord[] };
    const { group, runs, learningCurve: curve } = found;
    expect(group.plan).toMatchObject({ kind: 'learning-curve', sizes: [0.15, 0.5, 1], by: 'stratified' });
    expect(runs).toHaveLength(9);
    expect(runs.map(({ dataset }) => dataset?.trainRows)).toEqual([15, 15, 15, 50, 50, 50, 100, 100, 100]);
    expect(runs.every(({ dataset }) => dataset?.validationRows === 50)).toBe(true);
    // The same rows validate whatever the size is.
    const rows = runs.map(({ experiment: { dataset } }) =>
      dataset.split.method === 'folds' ? dataset.split.fold : NaN,
    );
    expect(rows).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3]);
    const values = runs.map(({ summary }) => decodeNumber(summary[curve.metric] ?? 'NaN'));
    const meanOf = (from: number): number =>
      values.slice(from, from + 3).reduce((sum, value) => sum + value, 0) / 3;
    curve.points.forEach(({ validation }, i) => expect(validation?.mean).toBeCloseTo(meanOf(3 * i), 12));
    // Few rows do not tell which column decides: the loss goes down.
    expect(meanOf(6)).toBeLessThan(meanOf(0));
    expect(curve.gain?.pairs).toBe(3);
    const kept = program.runs.groups.get(group.id);
    expect(whyNoBaselines(kept)).toContain('learning curve');
    expect(() =>
      compareGroups([
        { group: kept, records: runs },
        { group: { ...kept, id: 'other' }, records: runs },
      ]),
    ).toThrow('learning curve');
    expect(await ask(path, '--sizes', '20,60', '--folds', '2')).toContain('From 20 to 60 training rows');
  }, 60_000);

  it('refuses sizes that are none', async () => {
    await expect(ask(path, '--sizes', '0.5')).rejects.toThrow('--sizes takes two sizes or more');
    await expect(ask(path, '--sizes', '0.5,0.1')).rejects.toThrow('must go up');
  });
});
