import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BaselinesVerdict } from '../../../../../src-shared/compare/baselines/weigh-baselines';
import {
  parseExperiment,
  type Experiment,
  type ExperimentInput,
} from '../../../../../src-shared/experiment/schema';
import { trialRunId, type GroupPlan } from '../../../../../src-shared/group/group';
import type { Services } from '../../../services/services';
import { Programs, type Program } from '../../../../testing/run-harness';
import { runCommand } from '../../../testing/arguments';
import { baselines } from './baselines';

const programs = new Programs('baselines');
let program: Program;
const ids: Record<string, string> = {};

const FOLDS: GroupPlan = { kind: 'folds', nSplits: 5, nRepeats: 2, by: 'stratified', column: null, seed: 1 };

/** A class that is a ring around a middle: nothing linear finds it. */
function writeTable(): string {
  let state = 1;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = Array.from({ length: 200 }, () => {
    const [a, b] = [2 * next() - 1, 2 * next() - 1];
    return `${a.toFixed(4)},${b.toFixed(4)},${a * a + b * b > 0.6 ? 'out' : 'in'},${(3 * a + b).toFixed(4)}`;
  });
  const path = join(programs.folder, 'ring.csv');
  writeFileSync(path, `a,b,y,z\n${lines.join('\n')}\n`);
  return path;
}

beforeAll(async () => {
  program = programs.start('baselines', 2);
  const path = writeTable();
  const experiment = (name: string, model: object, dataset: object): Experiment =>
    parseExperiment({
      schemaVersion: 1,
      name,
      dataset: { kind: 'file', path, features: ['a', 'b'], ...dataset },
      model,
    } as ExperimentInput);
  const split = { validationSplit: 0.4, split: { method: 'random', seed: 3 } };
  const logistic = { kind: 'logistic-regression' };
  const group = async (key: string, given: Experiment, plan: GroupPlan): Promise<void> => {
    const { id } = await program.runs.groups.start({ name: key, experiment: given, plan });
    await program.runs.groups.whenOver(id);
    ids[key] = id;
  };
  await group('ring folds', experiment('ring folds', logistic, { target: 'y' }), FOLDS);
  await group('swept', experiment('swept', { ...logistic, penalty: 'l2' }, { target: 'y', ...split }), {
    kind: 'sweep',
    search: 'grid',
    parameters: [{ kind: 'values', path: 'model.C', values: [1, 2] }],
    trials: 2,
    seed: 1,
    objective: { metric: 'valAccuracy', goal: 'max' },
    factor: 3,
    maxMs: null,
  });
  for (const [key, model, dataset] of [
    ['ring', logistic, { target: 'y', ...split }],
    ['plane', { kind: 'linear-regression' }, { target: 'z', ...split }],
    ['no validation', logistic, { target: 'y' }],
    ['clusters', { kind: 'kmeans', nClusters: 2 }, {}],
  ] as const) {
    const { record } = await program.runs.start(experiment(key, model, dataset), null);
    await program.runs.whenOver(record.id);
    ids[key] = record.id;
  }
}, 60_000);
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

async function held(key: string, flags: readonly string[] = []): Promise<BaselinesVerdict> {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  try {
    await runCommand(baselines, [ids[key] ?? key, ...flags], program as unknown as Services);
  } finally {
    vi.restoreAllMocks();
  }
  const text = lines.join('');
  return (flags.includes('--json') ? JSON.parse(text) : { text }) as BaselinesVerdict;
}

const verdictOf = (found: BaselinesVerdict, id: string) => {
  const one = found.verdicts.find((verdict) => verdict.id === id);
  if (one === undefined) throw new Error(`No ${id}`);
  return one.verdict;
};

describe('benchtop baselines', () => {
  it('holds a run against each on its validation rows, and finds what beats it', async () => {
    const found = await held('ring', ['--json']);
    expect(found).toMatchObject({ metric: 'valAccuracy', kind: 'classes', leftOut: [] });
    expect(found.verdicts).toHaveLength(5);
    const forest = verdictOf(found, 'forest');
    expect(forest).toMatchObject({ outcome: 'worse', test: 'McNemar, exact', n: 80 });
    expect(forest.a.mean).toBeGreaterThan(0.85);
    // The run is a logistic regression itself: its penalty is all that lies between them.
    expect(Math.abs(verdictOf(found, 'linear').estimate)).toBeLessThan(0.05);
    expect(verdictOf(found, 'linear').b.mean).toBeCloseTo(
      program.runs.get(ids['ring'] ?? '').record.summary['valAccuracy'] as number,
      12,
    );
  });

  it('holds a model of numbers against the mean, and says so', async () => {
    const found = await held('plane', ['--json']);
    expect(found.metric).toBe('valRmse');
    expect(verdictOf(found, 'constant').outcome).toBe('better');
    // Least squares on z = 3 a + b, to four decimals: the errors are those of rounding.
    expect(verdictOf(found, 'linear').a.mean).toBeLessThan(1e-4);
    const { text } = (await held('plane')) as unknown as { text: string };
    expect(text).toMatch(
      /plane beats the mean of the training rows by [\d.]+ root mean squared error \(95 % interval/,
    );
  });

  it('trains them on each fold of a group, keeps them, and takes them again', async () => {
    const found = await held('ring folds', ['--json']);
    const forest = verdictOf(found, 'forest');
    expect(forest).toMatchObject({ outcome: 'worse', test: 'corrected resampled t', n: 10 });
    expect(found.strongest).not.toBe('constant');
    const folder = program.runs.get(trialRunId(ids['ring folds'] ?? '', 0)).path;
    const file = join(folder, 'baselines.json');
    const before = statSync(file).mtimeMs;
    expect(await held('ring folds', ['--json'])).toEqual(found);
    expect(statSync(file).mtimeMs).toBe(before);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100));
    expect(await held('ring folds', ['--json'])).toEqual(found);
    expect(existsSync(file)).toBe(true);
  });

  it.each([
    ['no validation', 'has no validation rows'],
    ['clusters', 'target'],
    ['swept', 'is a sweep'],
  ])('refuses a run or group: %s', async (key, why) => {
    await expect(held(key)).rejects.toThrow(why);
  });

  it('names the figures there are', async () => {
    await expect(held('ring', ['--metric', 'valRmse'])).rejects.toThrow('valAccuracy, valLogLoss');
    expect((await held('ring', ['--metric', 'valLogLoss', '--json'])).metric).toBe('valLogLoss');
  });
});
