import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Verdict } from '../../../../../src-shared/compare/verdict/verdict';
import { parseExperiment, type ExperimentInput } from '../../../../../src-shared/experiment/schema';
import type { GroupPlan } from '../../../../../src-shared/group/group';
import { Programs, type Program } from '../../../../testing/run-harness';
import { runCommand } from '../../../testing/arguments';
import type { Services } from '../../../services/services';
import { compare } from '../compare';

const programs = new Programs('verdicts');
let program: Program;
/** Ids by what was trained. */
const ids: Record<string, string> = {};

const FOLDS: GroupPlan = { kind: 'folds', nSplits: 5, nRepeats: 2, by: 'stratified', column: null, seed: 1 };
const SEEDS: GroupPlan = { kind: 'repeat', n: 3, sameData: true };

/** Its validation rows choose the model as well. */
const STOPPED_EARLY = {
  model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }], loss: 'binaryCrossentropy' },
  training: { epochs: 3, batchSize: 32, earlyStopping: { patience: 4 } },
};

/** A class that is in `a` and not in `b`, with noise. */
function writeTable(): string {
  let state = 1;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = Array.from({ length: 150 }, () => {
    const [a, b] = [next(), next()];
    return `${a.toFixed(4)},${b.toFixed(4)},${a + 0.5 * next() > 0.75 ? 'yes' : 'no'}`;
  });
  const path = join(programs.folder, 'table.csv');
  writeFileSync(path, `a,b,y\n${lines.join('\n')}\n`);
  return path;
}

beforeAll(async () => {
  program = programs.start('verdicts', 2);
  const path = writeTable();
  const experiment = (name: string, features: string[], dataset: object = {}) =>
    parseExperiment({
      schemaVersion: 1,
      name,
      dataset: { kind: 'file', path, features, target: 'y', ...dataset },
      model: { kind: 'logistic-regression' },
    } as ExperimentInput);
  const group = async (
    key: string,
    plan: GroupPlan,
    features: string[],
    dataset: object = {},
    trained: object = {},
  ): Promise<void> => {
    const { id } = await program.runs.groups.start({
      name: key,
      experiment: parseExperiment({ ...experiment(key, features, dataset), ...trained }),
      plan,
    });
    await program.runs.groups.whenOver(id);
    ids[key] = id;
  };
  await group('both', FOLDS, ['a', 'b']);
  await group('only b', FOLDS, ['b']);
  await group('only a', FOLDS, ['a']);
  await group('other folds', { ...FOLDS, seed: 2 }, ['a']);
  await group('fewer rows', FOLDS, ['a'], { filter: '"a" > 0.1' });
  await group('stopped early', FOLDS, ['a', 'b'], {}, STOPPED_EARLY);
  await group('stopped early of a', FOLDS, ['a'], {}, STOPPED_EARLY);
  await group('seeds', SEEDS, ['a', 'b'], { validationSplit: 0.3 });
  await group('seeds of b', SEEDS, ['b'], { validationSplit: 0.3 });
  for (const [key, features] of [
    ['run ab', ['a', 'b']],
    ['run b', ['b']],
    ['run ab again', ['a', 'b']],
  ] as const) {
    const split = { validationSplit: 0.4, split: { method: 'random', seed: 3 } };
    const { record } = await program.runs.start(experiment(key, [...features], split), null);
    await program.runs.whenOver(record.id);
    ids[key] = record.id;
  }
}, 60_000);
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

type Document = Verdict & { readonly verdicts: readonly Verdict[]; readonly ranks: unknown };

async function tested(...args: string[]): Promise<Document> {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const given = args.map((arg) => ids[arg] ?? arg);
  await runCommand(compare, [...given, '--test', '--json'], program as unknown as Services);
  vi.restoreAllMocks();
  return JSON.parse(lines.join('')) as Document;
}

describe('benchtop compare --test', () => {
  it('of two groups on the same folds takes the corrected test', async () => {
    const verdict = await tested('only b', 'both', '--metric', 'valAccuracy');
    expect(verdict).toMatchObject({
      test: 'corrected resampled t',
      metric: 'valAccuracy',
      n: 10,
      df: 9,
      outcome: 'better',
      adjustedPValue: null,
      counts: { wins: 10, ties: 0, losses: 0 },
      notes: [],
    });
    const { estimate, interval, pValue, probabilityBetter, rope, sentence, error } = verdict;
    expect(interval[0]).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(0.05);
    expect(probabilityBetter).toBeCloseTo(1 - pValue / 2, 12);
    expect(rope.width).toBe(0.01);
    expect(rope.better + rope.within + rope.worse).toBeCloseTo(1, 12);
    expect(sentence).toMatch(
      /^both is better than only b by 0\.\d+ \(95 % 0\.\d+ to 0\.\d+\) over 2 × 5 folds, stratified; P\(better\) > 0\.99; within 0\.01 of each other < 0\.01\.$/,
    );
    expect(verdict.rows).toBe('2 × 5 folds, stratified of 150 rows of table.csv, seed 1 of the folds');
    // The error by its formula, of the runs' own figures.
    const values = (name: string): number[] =>
      program.runs.groups
        .get(ids[name]!)
        .trials.map((_, i) =>
          Number(
            program.runs.get(`${ids[name]!}-${String(i + 1).padStart(4, '0')}`).record.summary['valAccuracy'],
          ),
        );
    const differences = values('both').map((value, i) => value - values('only b')[i]!);
    const mean = differences.reduce((sum, value) => sum + value, 0) / 10;
    const squares = differences.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    expect(estimate).toBeCloseTo(mean, 12);
    expect(error).toBeCloseTo(Math.sqrt((1 / 10 + 1 / 4) * (squares / 9)), 12);
  });

  it('says whose rows also chose the model', async () => {
    const one = await tested('both', 'stopped early', '--metric', 'valAccuracy');
    expect(one.notes).toHaveLength(1);
    expect(one.notes[0]).toMatch(/^Early stopping chose stopped early by these very rows/);
    expect((await tested('stopped early', 'both', '--metric', 'valAccuracy')).notes).toEqual(one.notes);
    const both = await tested('stopped early', 'stopped early of a', '--metric', 'valAccuracy');
    expect(both.notes).toHaveLength(1);
    expect(both.notes[0]).toMatch(/^Early stopping chose both by these very rows/);
    // Nothing was chosen by training rows, of which another sentence is said.
    const training = await tested('both', 'stopped early', '--metric', 'accuracy');
    expect(training.notes.filter((note) => note.startsWith('Early stopping'))).toEqual([]);
  });

  it('turns around with its operands, and with --baseline', async () => {
    const there = await tested('only b', 'both');
    const back = await tested('both', 'only b');
    expect(back.estimate).toBeCloseTo(-there.estimate, 12);
    expect(back.outcome).toBe('worse');
    expect(back.probabilityBetter).toBeCloseTo(1 - there.probabilityBetter, 12);
    expect((await tested('both', 'only b', '--baseline', ids['only b']!)).estimate).toBe(there.estimate);
    // The usual metric of the kind is a loss: less of it is better.
    expect(there).toMatchObject({ metric: 'valLogLoss', lowerIsBetter: true });
    expect(there.estimate).toBeLessThan(0);
    expect(there.sentence).toMatch(/^both is better than only b by 0\.\d+ \(95 % 0\./);
  });

  it('of several takes Holm, and ranks them', async () => {
    const { verdicts, ranks } = await tested('only b', 'both', 'only a', '--metric', 'valAccuracy');
    expect(verdicts).toHaveLength(2);
    for (const { pValue, adjustedPValue } of verdicts) expect(adjustedPValue).toBeGreaterThanOrEqual(pValue);
    expect(ranks).toMatchObject({ blocks: 10, df: 2, names: ['only b', 'both', 'only a'] });
  });

  it('calls what nothing tells apart undecided or equal, and says what would decide', async () => {
    const { outcome, sentence, more } = await tested('only a', 'both', '--rope', '0.5');
    expect(outcome).toBe('equal');
    expect(sentence).toContain('as good as each other');
    expect(more?.of).toBe('folds');
    expect((await tested('only a', 'both', '--rope', '0')).rope.within).toBe(0);
  });

  it('of seeds on one split says that seeds are not folds', async () => {
    const verdict = await tested('seeds of b', 'seeds', '--metric', 'valAccuracy');
    expect(verdict).toMatchObject({ test: 'paired t', n: 3 });
    expect(verdict.notes[0]).toMatch(/^Seeds are not folds/);
    expect(verdict.rows).toBe('45 validation rows of table.csv, the same for all 3 seeds');
  });

  it('of single runs goes by their rows', async () => {
    const verdict = await tested('run b', 'run ab');
    expect(verdict).toMatchObject({
      test: 'McNemar, exact',
      n: 60,
      metric: 'valAccuracy',
      outcome: 'better',
    });
    expect(verdict.interval[0]).toBeLessThan(verdict.estimate);
    expect(verdict).toEqual(await tested('run b', 'run ab'));
    const area = await tested('run b', 'run ab', '--metric', 'rocAuc');
    expect(area).toMatchObject({ test: 'DeLong', outcome: 'better' });
    const summary = program.runs.get(ids['run ab']!).record.summary;
    expect(verdict.b.mean).toBeCloseTo(Number(summary['valAccuracy']), 12);
    const loss = await tested('run b', 'run ab', '--metric', 'valLogLoss');
    expect(loss.b.mean).toBeCloseTo(Number(summary['valLogLoss']), 6);
    await expect(tested('run b', 'run ab', '--metric', 'r2')).rejects.toThrow('there are valAccuracy');
  });

  it('never calls two models equal for a few rows that both have right', async () => {
    const same = await tested('run ab', 'run ab again', '--metric', 'valAccuracy');
    expect(same).toMatchObject({ estimate: 0, pValue: 1, outcome: 'undecided' });
    // 1.96 / (60 + 2)
    expect(same.interval[1]).toBeCloseTo(1.959963984540054 / 62, 12);
    expect(same.interval[0]).toBe(-same.interval[1]);
    // Wide enough a region, and they are.
    const wide = await tested('run ab', 'run ab again', '--metric', 'valAccuracy', '--rope', '0.1');
    expect(wide.outcome).toBe('equal');
  });

  it('gives no verdict where the runs may not be compared', async () => {
    await expect(tested('both', 'other folds')).rejects.toThrow('have no finished run of the same fold');
    await expect(tested('both', 'fewer rows')).rejects.toThrow(
      'There is no verdict, for these differ: row filter',
    );
    await expect(tested('both', 'seeds')).rejects.toThrow('not the same kind of group');
    await expect(tested('both', 'run b')).rejects.toThrow('Name groups alone, or runs alone');
    await expect(tested('both', 'only b', '--metric', 'nope')).rejects.toThrow('Not all have nope');
    await expect(tested('both', 'both')).rejects.toThrow('Name two groups');
    await expect(tested('both', 'only b', '--rope', 'x')).rejects.toThrow('--rope must be a number');
  });

  it('prints sentence, test and table', async () => {
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    await runCommand(compare, [ids['only b']!, ids['both']!, '--test'], program as unknown as Services);
    vi.restoreAllMocks();
    const text = lines.join('');
    expect(text).toContain('both is better than only b by');
    expect(text).toContain('corrected resampled t, 9 degrees of freedom, n 10');
    expect(text).toMatch(/win\/tie\/loss/);
  });
});
