import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ClassPart, Evaluation } from '../../../../src-shared/run/evaluation/evaluation';
import type { Services } from '../../services/services';
import { runCommand } from '../../testing/arguments';
import { evaluate } from './evaluate';

const ID = '20260101-000000-000-abcdef';

/** 3 of 4 "no" and 1 of 2 "yes" right. */
const part: ClassPart = {
  rows: 6,
  weight: 6,
  confusion: Float64Array.of(3, 1, 1, 1),
  logLoss: 0.5,
  crossEntropy: 0.5,
  curves: [
    {
      class: 1,
      positives: 2,
      negatives: 4,
      thresholds: Float64Array.of(0.9, 0.1),
      truePositives: Float64Array.of(1, 2),
      falsePositives: Float64Array.of(1, 4),
      distinctScores: 2,
      rocAuc: 0.625,
      averagePrecision: 0.4,
      precisionRecallAuc: 0.4,
    },
  ],
  curveRows: 6,
};
const evaluation: Evaluation = {
  kind: 'classes',
  step: 40,
  target: 'sick',
  classes: ['no', 'yes'],
  scores: 'probability',
  threshold: 0.5,
  isWeighted: false,
  baseline: { class: 0, train: { accuracy: 4 / 6 }, validation: { accuracy: 0.5 } },
  train: part,
  validation: { ...part, rows: 2, weight: 2, confusion: Float64Array.of(1, 0, 0, 1) },
};

const DATASET = {
  name: 'sick.csv',
  rows: 8,
  droppedRows: 3,
  droppedByReason: { missing: 3 },
  filter: null,
  sample: null,
};

async function printed(
  args: string[],
  answer: Evaluation = evaluation,
): Promise<{ text: string; requests: unknown[] }> {
  const lines: string[] = [];
  const requests: unknown[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const services = {
    workspace: {
      runs: { list: () => [{ record: { id: ID, name: 'sick or not', dataset: DATASET } }] },
    },
    runs: {
      datasets: { onProgress: () => () => undefined, cancel: () => undefined },
      models: {
        note: () => Promise.resolve(null),
        evaluate: (...request: unknown[]) => {
          requests.push(...request);
          return Promise.resolve(answer);
        },
      },
    },
  } as unknown as Services;
  await runCommand(evaluate, ['last', ...args], services);
  return { text: lines.join(''), requests };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('benchtop evaluate', () => {
  it('prints figures, classes and the confusion matrix of both parts', async () => {
    const { text, requests } = await printed(['--step', '40']);
    expect(requests.slice(0, 2)).toEqual([ID, 40]);
    expect(text).toContain('sick or not · 20260101-000000-000-abcdef · step 40 · target sick');
    expect(text).toMatch(/figure +validation +training\n/);
    expect(text).toMatch(/accuracy +1 +0\.6667\n/);
    expect(text).toMatch(/balanced accuracy +1 +0\.625\n/);
    expect(text).toMatch(/yes +0\.5 +0\.5 +0\.5 +2 +0\.625 +0\.4\n/);
    expect(text).toMatch(/true \\ predicted, training +no +yes\n─.*\nno +3 +1\nyes +1 +1\n/);
    expect(text.indexOf('class, validation')).toBeLessThan(text.indexOf('class, training'));
    expect(text).toContain('\n8 of 11 rows used; left out: 3 with missing cells\n');
  });

  it('prints one part alone, and as one JSON document', async () => {
    const { text } = await printed(['--on', 'validation']);
    expect(text).toMatch(/figure +validation\n/);
    expect(text).not.toContain('class, training');
    const { text: json } = await printed(['--on', 'train', '--json']);
    const document = JSON.parse(json) as Record<string, unknown>;
    expect(document).toMatchObject({
      kind: 'classes',
      step: 40,
      leftOut: '8 of 11 rows used; left out: 3 with missing cells',
      train: {
        rows: 6,
        rocAuc: 0.625,
        confusionMatrix: [
          [3, 1],
          [1, 1],
        ],
      },
    });
    expect(document).not.toHaveProperty('validation');
    expect(document).not.toHaveProperty('train.curves');
  });

  it('says where there are training rows only', async () => {
    const { text } = await printed([], { ...evaluation, validation: null });
    expect(text).toContain('\nNo validation rows: every figure is of training rows.\n');
    expect(text).toMatch(/figure +training\n/);
  });

  it('refuses a part that is none, or that the run has not', async () => {
    await expect(printed(['--on', 'tests'])).rejects.toThrow(
      '--on must be train or validation or test, not "tests".',
    );
    await expect(printed(['--on', 'validation'], { ...evaluation, validation: null })).rejects.toThrow(
      'kept no rows for validation',
    );
  });
});
