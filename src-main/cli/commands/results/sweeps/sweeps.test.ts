import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SweepImportance } from '../../../../../src-shared/group/findings/importance';
import type { ValidationCurve } from '../../../../../src-shared/group/findings/validation/validation-curve';
import { parseExperiment, type ExperimentInput } from '../../../../../src-shared/experiment/schema';
import type { Services } from '../../../services/services';
import type { AnyCommand } from '../../../declare/command';
import { Programs, type Program } from '../../../../testing/run-harness';
import { runCommand } from '../../../testing/arguments';
import { importance } from './importance';
import { pareto } from './pareto';
import { validationCurve } from './validation-curve';

const programs = new Programs('sweeps');
let program: Program;
let sweep = '';

/** Two classes that one number tells apart. */
function writeTable(): string {
  let state = 1;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = Array.from({ length: 120 }, () => {
    const [a, b] = [2 * next() - 1, 2 * next() - 1];
    return `${a.toFixed(4)},${b.toFixed(4)},${a + 0.3 * (next() - 0.5) > 0 ? 'yes' : 'no'}`;
  });
  const path = join(programs.folder, 'halves.csv');
  writeFileSync(path, `a,b,y\n${lines.join('\n')}\n`);
  return path;
}

beforeAll(async () => {
  program = programs.start('sweeps', 2);
  const experiment = parseExperiment({
    schemaVersion: 1,
    name: 'halves',
    dataset: {
      kind: 'file',
      path: writeTable(),
      features: ['a', 'b'],
      target: 'y',
      validationSplit: 0.4,
      split: { method: 'random', seed: 3 },
    },
    model: { kind: 'logistic-regression', penalty: 'l2' },
  } as ExperimentInput);
  const { id } = await program.runs.groups.start({
    name: 'penalties',
    experiment,
    plan: {
      kind: 'sweep',
      search: 'grid',
      // The tolerance is no matter; C is.
      parameters: [
        { kind: 'values', path: 'model.C', values: [1e-5, 1e-4, 1e-3, 1e-2, 1, 10] },
        { kind: 'values', path: 'model.tol', values: [1e-9, 1e-10] },
      ],
      trials: 12,
      seed: 1,
      objective: { metric: 'valLogLoss', goal: 'min' },
      factor: 3,
      maxMs: null,
    },
  });
  await program.runs.groups.whenOver(id);
  sweep = id;
}, 60_000);
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

async function ask(command: AnyCommand, ...words: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  try {
    await runCommand(command, words, program as unknown as Services);
  } finally {
    vi.restoreAllMocks();
  }
  return lines.join('');
}

describe('benchtop importance', () => {
  it('says which setting decides, on which rows, and what may be chance', async () => {
    const found = JSON.parse(await ask(importance as AnyCommand, 'penalties', '--json')) as SweepImportance;
    expect(found).toMatchObject({
      group: sweep,
      objective: { metric: 'valLogLoss', goal: 'min' },
      trials: 12,
    });
    expect(found.settings.map(({ path }) => path)).toEqual(['model.C', 'model.tol']);
    expect(found.settings[0]?.share).toBeGreaterThan(0.8);
    expect(found.settings[1]?.pValue).toBeGreaterThan(0.05);
    const text = await ask(importance as AnyCommand, sweep);
    expect(text).toContain('validation');
    expect(text).toContain('of 12 trials');
  });

  it('refuses what is no sweep, and a metric that the trials do not have', async () => {
    const [first] = program.runs.groups.list()[0]?.trials.keys() ?? [];
    expect(first).toBe(0);
    await expect(ask(importance as AnyCommand, `${sweep}-0001`)).rejects.toThrow('is no sweep');
    await expect(ask(importance as AnyCommand, sweep, '--metric', 'valRmse')).rejects.toThrow(
      'The trials have no "valRmse"',
    );
  });
});

describe('benchtop pareto', () => {
  it('refuses a metric that the trials do not have, and names time among those that can be taken', async () => {
    await expect(ask(pareto as AnyCommand, sweep, 'valAccuracy', 'elapsed')).rejects.toThrow(
      /^The trials have no "elapsed": take one of .*, elapsedMs\.$/,
    );
  });

  it('has the trials that none beats in both, as counted by hand', async () => {
    const { points } = JSON.parse(
      await ask(pareto as AnyCommand, sweep, 'valAccuracy', 'valLogLoss', '--json'),
    ) as { points: { run: string; values: [number, number]; isOnFront: boolean }[] };
    expect(points).toHaveLength(12);
    for (const { values, isOnFront } of points) {
      const isBeaten = points.some(
        ({ values: [accuracy, loss] }) =>
          accuracy >= values[0] && loss <= values[1] && (accuracy > values[0] || loss < values[1]),
      );
      expect(isOnFront).toBe(!isBeaten);
    }
    for (const { run, values } of points) {
      const { summary } = program.workspace.runs.get(run).record;
      expect(values).toEqual([summary['valAccuracy'], summary['valLogLoss']]);
    }
  });

  it('takes time against what the sweep was after, and refuses one metric twice', async () => {
    expect(await ask(pareto as AnyCommand, sweep)).toMatch(/of 12 trials/);
    await expect(ask(pareto as AnyCommand, sweep, 'valAccuracy', 'valAccuracy')).rejects.toThrow(
      'named twice',
    );
  });
});

describe('benchtop validation-curve', () => {
  it('has the mean of the trials of each value, and both rows, as the runs have them', async () => {
    const { points, best, isLog, others } = JSON.parse(
      await ask(validationCurve as AnyCommand, sweep, 'model.C', '--json'),
    ) as ValidationCurve;
    expect([isLog, others]).toEqual([true, ['model.tol']]);
    expect(points.map(({ value }) => value)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 1, 10]);
    const losses = points.map(({ runs }) =>
      runs.map(({ id }) => program.workspace.runs.get(id).record.summary),
    );
    losses.forEach((summaries, i) => {
      expect(summaries).toHaveLength(2);
      for (const [metric, scores] of [
        ['valLogLoss', points[i]?.validation],
        ['logLoss', points[i]?.train],
      ] as const) {
        const [a, b] = summaries.map((summary) => Number(summary[metric]));
        expect(scores?.mean).toBeCloseTo(((a ?? NaN) + (b ?? NaN)) / 2, 12);
      }
    });
    const means = points.map(({ validation }) => validation?.mean ?? Infinity);
    expect(best?.point).toBe(means.indexOf(Math.min(...means)));
    const text = await ask(validationCurve as AnyCommand, 'penalties');
    expect(text).toContain('On 48 validation rows the validation log loss is best at C = ');
    expect(text).toContain('It varies model.tol too');
  });

  it('takes the accuracy in place of the loss, and refuses a setting that is not varied', async () => {
    const text = await ask(validationCurve as AnyCommand, sweep, 'model.C', '--metric', 'valAccuracy');
    expect(text).toMatch(/training accuracy +sd +validation accuracy +sd/);
    await expect(ask(validationCurve as AnyCommand, sweep, 'model.l2')).rejects.toThrow(
      '"penalties" does not vary model.l2: take one of model.C, model.tol.',
    );
  });
});
