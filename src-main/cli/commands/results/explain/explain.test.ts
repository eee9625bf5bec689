import { afterEach, describe, expect, it, vi } from 'vitest';
import type {
  Dependence,
  Importance,
  RowExplanation,
} from '../../../../../src-shared/run/explanation/explanation';
import type { Faults } from '../../../../../src-shared/run/explanation/faults';
import type { Services } from '../../../services/services';
import { runCommand } from '../../../testing/arguments';
import { explain } from './explain';

const ID = '20260101-000000-000-abcdef';
const head = {
  step: 40,
  scale: 'probability',
  outputs: ['no', 'yes'],
  rows: 8,
  partRows: 20,
  seed: 3,
} as const;
const importance: Importance = {
  ...head,
  part: 'validation',
  metric: 'accuracy',
  metrics: ['accuracy', 'logLoss'],
  baseline: 0.875,
  repeats: 10,
  columns: [
    { column: 'age', mean: 0.25, sd: 0.05, repeats: [] },
    { column: 'shoe', mean: 0, sd: 0, repeats: [] },
  ],
};
const dependence: Dependence = {
  ...head,
  part: 'train',
  grid: {
    column: 'age',
    kind: 'number',
    values: Float64Array.of(20, 60),
    categories: [],
    central: [22, 58],
    rug: Float64Array.of(20, 60),
  },
  mean: Float64Array.of(0.9, 0.3, 0.1, 0.7),
  ice: Float64Array.of(0.8, 0.2, 0.2, 0.8),
  iceRows: [5],
  ale: null,
};
const row: RowExplanation = {
  step: 40,
  scale: 'probability',
  outputs: ['no', 'yes'],
  seed: 3,
  part: 'validation',
  columns: ['age', 'city'],
  cells: [61, 'Bern'],
  attribution: {
    method: 'sampled',
    base: Float64Array.of(0.6, 0.4),
    prediction: Float64Array.of(0.1, 0.9),
    values: Float64Array.of(-0.4, -0.1, 0.4, 0.1),
    errors: Float64Array.of(0.01, 0.02, 0.01, 0.02),
    draws: 12,
    backgroundRows: 100,
  },
};

const faults: Faults = {
  ...head,
  part: 'validation',
  measure: 'logLoss',
  columns: ['age'],
  worst: [{ row: 7, line: 8, loss: 2.5, actual: 'no', predicted: 'yes', probability: 0.918, cells: [33] }],
  overall: 0.125,
  slices: [{ column: 'age', value: [20, 40], rows: 20, figure: 0.25, low: 0.112, high: 0.469 }],
  calibration: {
    of: 'yes',
    bins: [
      { from: 0.8, to: 0.9, rows: 0, predicted: null, observed: null },
      { from: 0.9, to: 1, rows: 4, predicted: 0.95, observed: 0.75 },
    ],
    brier: 0.2,
    ece: 0.1,
    logLoss: 0.6,
    repairs: [{ method: 'platt', brier: 0.19, ece: 0.02, logLoss: 0.5 }],
    kept: null,
  },
};

async function printed(...args: string[]): Promise<{ text: string; requests: unknown[][] }> {
  const lines: string[] = [];
  const requests: unknown[][] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const answer =
    (found: unknown) =>
    (...request: unknown[]): Promise<unknown> => {
      requests.push(request);
      return Promise.resolve(found);
    };
  const services = {
    workspace: { runs: { list: () => [{ record: { id: ID, name: 'sick or not', dataset: null } }] } },
    runs: {
      datasets: { onProgress: () => () => undefined, cancel: () => undefined },
      models: { note: () => Promise.resolve(null) },
      explanations: {
        columns: answer(importance),
        column: answer(dependence),
        row: answer(row),
        faults: answer(faults),
      },
    },
  } as unknown as Services;
  await runCommand(explain, ['last', ...args], services);
  return { text: lines.join(''), requests };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('benchtop explain', () => {
  it('ranks columns, with their spread and the rows', async () => {
    const { text, requests } = await printed('--metric', 'accuracy', '--step', '40');
    expect(requests).toEqual([[{ id: ID, step: 40, onTest: false }, 'accuracy', 'command']]);
    expect(text).toContain('Permutation importance on 8 of 20 validation rows, drawn with seed 3, step 40\n');
    expect(text).toContain('accuracy 0.875; one column is shuffled at a time, 10 times.\n');
    expect(text).toMatch(/age +0\.25 +0\.05\n/);
  });

  it('goes through a column’s values, of two probabilities the second or the one asked for', async () => {
    const { text } = await printed('--column', 'age');
    expect(text).toContain(
      'the probability of yes on "age", 8 of 20 training rows, drawn with seed 3, for none were kept apart',
    );
    expect(text).toMatch(/20 +0\.1\n60 +0\.7\n/);
    expect(text).toContain('Nine rows of ten lie between 22 and 58.');
    const { text: other } = await printed('--column', 'age', '--class', 'no');
    expect(other).toMatch(/20 +0\.9\n60 +0\.3\n/);
    const { text: json } = await printed('--column', 'age', '--json');
    expect(JSON.parse(json)).toMatchObject({
      column: 'age',
      values: [20, 60],
      mean: { no: [0.9, 0.3], yes: [0.1, 0.7] },
      ice: { yes: [{ row: 5, answers: [0.2, 0.8] }] },
      ale: null,
    });
    expect((await printed('--column', 'age', '--method', 'ale')).text).toContain('has no order');
  });

  it('makes up a row’s most probable answer, with the errors of what was sampled', async () => {
    const { text, requests } = await printed('--row', '5');
    expect(requests).toEqual([[{ id: ID, step: null, onTest: false }, { row: 5 }, 'shap', 'command']]);
    expect(text).toContain('Row 5, a validation row: the probability of yes, step 40\n');
    expect(text).toContain('Shapley values, sampled (12 pairs of orders), against 100 training rows\n');
    expect(text).toMatch(
      /mean answer +0\.4 +–\nage +61 +\+0\.4 +0\.01\ncity +Bern +\+0\.1 +0\.02\nthis row +0\.9/,
    );
    const { text: json } = await printed('--row', '5', '--json');
    expect(JSON.parse(json)).toMatchObject({
      answers: { no: { columns: [{ column: 'age', value: 61, part: -0.4, error: 0.01 }, {}] } },
    });
  });

  it('lists where the model is wrong, and says whether its probabilities are what they say', async () => {
    const { text, requests } = await printed('--method', 'faults', '--count', '3');
    expect(requests).toEqual([[{ id: ID, step: null, onTest: false }, 3, 'command']]);
    expect(text).toMatch(
      /row +line +log loss +actual +predicted +probability +age\n.*\n7 +8 +2\.5 +no +yes +0\.918 +33\n/,
    );
    expect(text).toContain('Of all rows 12.5 % are wrong; the worst slices:');
    expect(text).toMatch(/age +20 to 40 +20 +25\.0 % +11\.2 % to 46\.9 %/);
    expect(text).toMatch(/Probabilities of yes\n\n +Brier score +calibration error +log loss\n/);
    expect(text).toMatch(/the model’s own +0\.2 +0\.1 +0\.6\n/);
    expect(text).toMatch(/Platt’s scaling +0\.19 +0\.02 +0\.5\n/);
    expect(text).toContain('fitted to the four other fifths of these rows');
    expect(text).toMatch(/0\.9 to 1 +4 +0\.95 +0\.75/);
    expect(text).not.toContain('0.8 to 0.9');
  });

  it('refuses what does not go together', async () => {
    await expect(printed('--row', '5', '--method', 'ale')).rejects.toThrow('--method shap or gradients');
    await expect(printed('--column', 'age', '--method', 'shap')).rejects.toThrow(
      '--method dependence or ale',
    );
    await expect(printed('--column', 'age', '--row', '1')).rejects.toThrow('do not go together');
    await expect(printed('--method', 'dependence')).rejects.toThrow('Name a column with --column');
    await expect(printed('--column', 'age', '--class', 'maybe')).rejects.toThrow('choose no, yes');
  });
});
