import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { trialRunId, type Group, type NestedFoldsPlan } from '../../../src-shared/group/group';
import { usualObjective } from '../../../src-shared/group/outcome';
import { Programs, type Program } from '../../testing/run-harness';

const programs = new Programs('nested-folds');
let program: Program;
beforeAll(() => {
  program = programs.start('nested', 2);
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const experiment = parseExperiment({
  schemaVersion: 1,
  name: 'moons',
  seed: 5,
  dataset: { kind: 'generated', generator: 'moons', params: { n: 60, noise: 0.4 } },
  model: { kind: 'logistic-regression', penalty: 'l2' },
});
const VALUES = [0.001, 0.1, 10];
const plan: NestedFoldsPlan = {
  kind: 'nested-folds',
  nSplits: 3,
  nRepeats: 1,
  by: 'stratified',
  column: null,
  seed: 1,
  innerSplits: 2,
  sweep: {
    kind: 'sweep',
    search: 'grid',
    parameters: [{ kind: 'values', path: 'model.C', values: VALUES }],
    trials: VALUES.length,
    seed: 1,
    objective: { ...usualObjective(experiment), metric: 'valLogLoss', goal: 'min' },
    factor: 3,
    maxMs: null,
  },
};

function rowsOf(id: string): { train: Set<string>; validation: Set<string> } {
  const lines = readFileSync(join(program.runs.get(id).path, 'rows.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const part = (name: string): Set<string> =>
    new Set(lines.filter((line) => line.includes(name)).map((line) => line.split(',')[0] ?? ''));
  return { train: part('train'), validation: part('validation') };
}

function loss(group: Group, place: number): number {
  return Number(program.runs.get(trialRunId(group.id, place)).record.summary['valLogLoss']);
}

describe('nested folds', () => {
  it('train in each fold what its inner folds chose, and judge it by rows that these never had', async () => {
    const { id } = await program.runs.groups.start({ name: 'moons', experiment, plan });
    const group = await program.runs.groups.whenOver(id);
    expect(group).toMatchObject({ status: 'finished', started: 21, error: null });
    expect(group.trials).toHaveLength(21);
    for (const fold of [0, 1, 2]) {
      // By hand from the runs themselves: the place of candidate c, inner fold j.
      const means = VALUES.map((_, c) => {
        const place = fold * 6 + c * 2;
        return (loss(group, place) + loss(group, place + 1)) / 2;
      });
      const best = VALUES[means.indexOf(Math.min(...means))];
      const outer = 18 + fold;
      expect(group.trials[outer]).toEqual([
        { path: 'model.C', value: best },
        { path: 'dataset.split.fold', value: fold + 1 },
      ]);
      const own = rowsOf(trialRunId(id, outer));
      for (let place = fold * 6; place < fold * 6 + 6; place++) {
        const inner = rowsOf(trialRunId(id, place));
        expect([...inner.train, ...inner.validation].filter((row) => own.validation.has(row))).toEqual([]);
        expect(new Set([...inner.train, ...inner.validation])).toEqual(own.train);
      }
    }
  });

  it('go on after they were stopped to the same runs', async () => {
    const start = { name: 'moons', experiment, plan };
    const whole = await program.runs.groups.whenOver((await program.runs.groups.start(start)).id);
    const { id } = await program.runs.groups.start(start);
    program.runs.groups.stop(id);
    await program.runs.groups.whenOver(id);
    await program.runs.groups.resume(id);
    const again = await program.runs.groups.whenOver(id);
    expect(again.trials).toEqual(whole.trials);
    expect(again.trials.map((_, place) => loss(again, place))).toEqual(
      whole.trials.map((_, place) => loss(whole, place)),
    );
  });

  it.each([
    [{ search: 'tpe' as const }, 'Nested folds take a grid or a random search.'],
    [{ halving: 'asha' as const }, 'Nested folds train every trial to its end'],
    [
      { parameters: [{ kind: 'values' as const, path: 'seed', values: [1, 2] }] },
      'Nested folds have seeds and splits of their own',
    ],
  ])('refuse a sweep with %j', async (change, message) => {
    const sweep = { ...plan.sweep, ...change };
    await expect(
      program.runs.groups.start({ name: 'moons', experiment, plan: { ...plan, sweep } }),
    ).rejects.toThrow(message);
  });
});
