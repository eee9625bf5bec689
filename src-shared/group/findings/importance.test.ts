import { describe, expect, it } from 'vitest';
import { normalTails } from '../../distributions/normal';
import { parseExperiment } from '../../experiment/schema';
import type { Group, SweepPlan } from '../group';
import { settingCells } from './cells';
import { sweepImportance } from './importance';
import { orderedDensity, wordDensity } from './parzen-cells';
import { settingDivergence } from './ped-anova';

const below = (z: number): number => normalTails(z).lower;
const indices = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);

describe('the cells of a setting', () => {
  it('are of one width on the axis that is searched, and hold what lies at its ends', () => {
    const rate = settingCells({ kind: 'range', path: 'rate', from: 1e-4, to: 1, scale: 'log' }, false);
    expect(rate.count).toBe(50);
    expect([1e-4, 1e-2, 1].map(rate.find)).toEqual([0, 24, 49]);
    const units = settingCells({ kind: 'range', path: 'units', from: 3, to: 6, scale: 'linear' }, true);
    expect([units.count, ...[3, 4, 5, 6].map(units.find)]).toEqual([4, 0, 1, 2, 3]);
    // ceil(log2 32) + 1
    expect(settingCells({ kind: 'range', path: 'n', from: 1, to: 32, scale: 'log' }, true).count).toBe(6);
  });

  it('of lists are the numbers in their order, or the words', () => {
    const numbers = settingCells({ kind: 'values', path: 'C', values: [10, 0.1, 1] }, false);
    expect([0.1, 1, 10, 5].map(numbers.find)).toEqual([0, 1, 2, -1]);
    expect(numbers.isOrdered).toBe(true);
    const words = settingCells({ kind: 'values', path: 'kind', values: ['sgd', 'adam'] }, false);
    expect(['adam', 'sgd', 'none'].map(words.find)).toEqual([1, 0, -1]);
    expect(words.isOrdered).toBe(false);
  });
});

describe('a density over cells', () => {
  // Worked out by the formula in Python with math.erf.
  it.each([
    [
      [3, 0, 1, 4, 2],
      [0.1714417651563235, 0.1683128815758856, 0.1953914978093694, 0.2500725144691104, 0.21478134099431104],
    ],
    [
      [5, 0, 0, 0, 0],
      [
        0.8210221923040512, 0.07830917463310158, 0.03467021968323167, 0.03398559365747392,
        0.032012819727141754,
      ],
    ],
  ])('of %j is that of its formula', (counts, expected) => {
    const density = orderedDensity(counts, below);
    expected.forEach((share, cell) => expect(density[cell]).toBeCloseTo(share, 12));
  });

  it('of words gives each its trials and all the same part', () => {
    // Two kernels: (5 * 1.5 / 2 + 1 / 2) / 6 and (5 * 0.5 / 2 + 1 / 2) / 6
    const [a, b] = wordDensity([5, 0]);
    expect(a).toBeCloseTo(4.25 / 6, 11);
    expect(b).toBeCloseTo(1.75 / 6, 11);
  });
});

describe('the divergence of a setting', () => {
  it('of two words is that of a hand calculation', () => {
    const values = [...Array<string>(5).fill('a'), ...Array<string>(5).fill('b')];
    const measure = settingDivergence({ kind: 'values', path: 'w', values: ['a', 'b'] }, false, values);
    // gamma² (0.708333 / 0.5 - 1)², gamma a half
    expect(measure(indices(5))).toBeCloseTo(0.25 * (2.5 / 6) ** 2, 10);
    expect(measure(indices(10))).toBe(0);
  });

  it('of numbers is that of the formula in Python', () => {
    const values = [1, 1, 1, 2, 2, 2, 4, 4, 8, 16];
    const measure = settingDivergence({ kind: 'values', path: 'n', values: [1, 2, 4, 8, 16] }, false, values);
    expect(measure(indices(5))).toBeCloseTo(0.12146176539731895, 10);
  });

  it('of a setting that is not always in force counts with a² / b of it', () => {
    const always = ['a', 'a', 'a', 'b', 'b', 'b'];
    const parameter = { kind: 'values', path: 'w', values: ['a', 'b'] } as const;
    const whole = settingDivergence({ ...parameter, values: ['a', 'b'] }, false, always)(indices(3));
    const values = [...always.slice(0, 3), undefined, ...always.slice(3), undefined];
    const part = settingDivergence({ ...parameter, values: ['a', 'b'] }, false, values)(indices(4));
    // Both halves have it in three of four.
    expect(part).toBeCloseTo(whole * (0.75 ** 2 / 0.75), 12);
  });
});

const experiment = parseExperiment({
  schemaVersion: 1,
  name: 'x',
  dataset: { kind: 'generated', generator: 'xnor' },
  model: {
    kind: 'network',
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 1, activation: 'sigmoid' },
    ],
  },
});
const plan: SweepPlan = {
  kind: 'sweep',
  search: 'random',
  parameters: [
    { kind: 'range', path: 'model.layers.0.units', from: 1, to: 32, scale: 'linear' },
    { kind: 'range', path: 'model.optimizer.learningRate', from: 1e-3, to: 1, scale: 'log' },
  ],
  trials: 40,
  seed: 1,
  objective: { metric: 'valLoss', goal: 'min' },
  factor: 3,
  maxMs: null,
};

/** Trials whose rates go up, of units that have nothing to do with them. */
function makeSweep(count: number, loss: (rate: number) => number) {
  const trials = Array.from({ length: count }, (_, i) => [
    { path: 'model.layers.0.units', value: ((i * 7) % 32) + 1 },
    { path: 'model.optimizer.learningRate', value: 10 ** (-3 + (3 * i) / count) },
  ]);
  const group = { plan, trials, experiment } as unknown as Group;
  const runs = trials.map((changes, place) => ({
    status: 'finished' as const,
    steps: 100,
    summary: { valLoss: loss(Number(changes[1]?.value)) },
    group: { id: 'g', kind: 'sweep' as const, name: 'g', place },
  }));
  return { group, runs };
}

describe('what decides in a sweep', () => {
  it('is the setting that the loss follows, and the other one is by chance', () => {
    const { group, runs } = makeSweep(40, (rate) => (Math.log10(rate) + 2) ** 2);
    const { settings, trials, best } = sweepImportance(group, runs);
    expect([trials, best]).toEqual([40, 5]);
    expect(settings.map(({ path }) => path)).toEqual([
      'model.optimizer.learningRate',
      'model.layers.0.units',
    ]);
    expect(settings.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(settings[0]?.share).toBeGreaterThan(0.7);
    expect(settings[0]?.pValue).toBe(1 / 200);
    expect(settings[1]?.pValue).toBeGreaterThan(0.05);
  });

  it('is the same whichever way a metric is better, and whatever failed', () => {
    const { group, runs } = makeSweep(40, (rate) => (Math.log10(rate) + 2) ** 2);
    const turned = runs.map((run) => ({ ...run, summary: { valLoss: -run.summary.valLoss } }));
    expect(sweepImportance(group, turned, { metric: 'valLoss', goal: 'max' }).settings).toEqual(
      sweepImportance(group, runs).settings,
    );
    const more = { ...group, trials: [...group.trials, group.trials[0] ?? []] };
    const failed = {
      ...(runs[0] ?? runs[39]),
      status: 'failed',
      group: { id: 'g', kind: 'sweep', name: 'g', place: 40 },
    } as never;
    expect(sweepImportance(more, [...runs, failed])).toEqual(sweepImportance(group, runs));
  });

  it('is not told of few trials, or of equal ones', () => {
    const { group, runs } = makeSweep(12, (rate) => rate);
    expect(() => sweepImportance(group, runs.slice(0, 9))).toThrow(
      'from 10 trials with a value on; 9 have one',
    );
    const equal = makeSweep(12, () => 1);
    expect(() => sweepImportance(equal.group, equal.runs)).toThrow('All trials come to the same value');
  });

  it('holds trials that came further for better ones where worse ones are stopped', () => {
    const { group, runs } = makeSweep(40, (rate) => -rate);
    const halved = { ...group, plan: { ...plan, halving: 'asha' as const } };
    // The slowest rates alone came to the end, with the largest losses.
    const further = runs.map((run, i) => ({ ...run, steps: i < 5 ? 900 : 100 }));
    const found = sweepImportance(halved, further);
    expect(found.best).toBe(5);
    const mirrored = makeSweep(40, (rate) => rate);
    expect(found.settings).toEqual(sweepImportance(mirrored.group, mirrored.runs).settings);
  });
});
