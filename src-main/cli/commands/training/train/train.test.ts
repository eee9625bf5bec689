import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseExperiment } from '../../../../../src-shared/experiment/schema';
import { Rng } from '../../../../algorithms/numeric/rng';
import { Programs, type Program } from '../../../../testing/run-harness';
import type { Services } from '../../../services/services';
import { runCommand } from '../../../testing/arguments';
import { train } from './train';

let programs: Programs;
let program: Program;

beforeAll(() => {
  programs = new Programs('train');
  program = programs.start('workspace');
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});
afterEach(() => {
  vi.restoreAllMocks();
});

function file(name: string, header: string, rows: readonly (readonly (number | string)[])[]): string {
  const path = join(programs.folder, name);
  writeFileSync(path, `${header}\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  return path;
}

async function output(...words: string[]): Promise<string> {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const services = { workspace: program.workspace, runs: program.runs } as unknown as Services;
  expect(await runCommand(train, words, services)).toBe(0);
  return printed.join('');
}

const rng = new Rng(4);
/** 40 rows of "calm", 60 of "storm", which the two numbers tell apart, and a number of each row. */
const weather = (): string =>
  file(
    'weather.csv',
    'id,pressure,wind,note,kind',
    Array.from({ length: 100 }, (_, i) => {
      const isStorm = i % 5 > 1;
      const [pressure, wind] = isStorm ? [985, 20] : [1015, 4];
      return [1000 + i, pressure + rng.normal(), wind + rng.normal(), '', isStorm ? 'storm' : 'calm'];
    }),
  );

/** Weight, power and miles per gallon of the first cars of Henderson and Velleman's table (1981). */
const cars = (): string =>
  file('cars.csv', 'wt,hp,mpg', [
    [2.62, 110, 21],
    [2.875, 110, 21],
    [2.32, 93, 22.8],
    [3.215, 110, 21.4],
    [3.44, 175, 18.7],
    [3.46, 105, 18.1],
    [3.57, 245, 14.3],
    [3.19, 62, 24.4],
    [3.15, 95, 22.8],
    [3.44, 123, 19.2],
    [3.44, 123, 17.8],
    [4.07, 180, 16.4],
    [3.73, 180, 17.3],
    [3.78, 180, 15.2],
    [5.25, 205, 10.4],
    [5.424, 215, 10.4],
  ]);

describe('benchtop train', () => {
  it('fits a linear regression with its standard errors, as statsmodels has them', async () => {
    const text = await output(cars(), '--model', 'linear', '--target', 'mpg');
    expect(text).toMatch(/^16 rows of cars\.csv · linear regression → mpg · 1 fit in /);
    expect(text).toContain('No rows were held out');
    // statsmodels 0.15: OLS(mpg, add_constant([wt, hp])).fit()
    expect(text).toContain('R² 0.9198 · adjusted R² 0.9075 · F(2, 13) 74.6 · p 7.506e-8');
    expect(text).toContain('log-likelihood -24.76 · AIC 55.51 · BIC 57.83');
    expect(text).toMatch(/\(intercept\) +33\.54 +1\.46 +22\.97 +6\.576e-12 +30\.38 +36\.69\n/);
    expect(text).toMatch(/wt +-2\.661 +0\.5617 +-4\.738 +0\.0003877 +-3\.875 +-1\.448\n/);
    expect(text).toMatch(/hp +-0\.04056 +0\.008745 +-4\.638 +0\.0004646 +-0\.05945 +-0\.02167\n/);
  });

  it('prints validation first, beside the baseline, and what was proposed', async () => {
    const text = await output(weather(), '--target', 'kind');
    const lines = text.split('\n');
    expect(lines[0]).toMatch(/^100 rows of weather\.csv · network → kind · .* in [\d.]+ s$/);
    expect(lines[2]).toMatch(/^ +rows +accuracy +always storm$/);
    // A stratified fifth of 40 and 60 rows: 8 and 12.
    expect(lines[4]).toMatch(/^validation +20 +1 +0\.6$/);
    expect(lines[5]).toMatch(/^training +80 +1 +0\.6$/);
    expect(text).toMatch(
      /dataset\.features +2 columns +without id \(only tells rows apart\), note \(empty\)\n/,
    );
    expect(text).toMatch(/dataset\.validationSplit +0\.2 +a fifth of 100 rows, the share of each class kept/);
    expect(text).toContain(
      '\nThe validation rows also chose when to stop, which flatters their figures a little.\n',
    );
    expect(text).not.toContain('left out');
  });

  it('measures numbers in their own units and says which rows were left out', async () => {
    const rows = Array.from({ length: 80 }, (_, i) => [i / 10, i % 7, i === 3 ? '' : 5e5 + 2e4 * (i / 10)]);
    rows[5] = ['', 1, 7e5];
    const path = file('prices.csv', 'size,age,price', rows);
    const document = JSON.parse(await output(path, '--target', 'price', '--json')) as {
      evaluation: {
        kind: string;
        validation: { rows: number; r2: number; rootMeanSquaredError: number };
        baseline: { validation: { rootMeanSquaredError: number; r2: number } };
      };
      experiment: unknown;
      reasons: { field: string }[];
      run: {
        path: string;
        summary: { valRmse: number; valR2: number };
        dataset: { targetScaler: { offset: number } };
      };
    };
    const { evaluation, run } = document;
    expect(evaluation.kind).toBe('numbers');
    // 78 usable rows: the fifth is 16.
    expect(evaluation.validation.rows).toBe(16);
    expect(evaluation.validation.r2).toBeGreaterThan(0.99);
    expect(run.summary.valRmse / evaluation.validation.rootMeanSquaredError).toBeCloseTo(1, 9);
    expect(run.summary.valR2).toBeCloseTo(evaluation.validation.r2, 9);
    // What was predicted is in those units too: the very errors again, from the table of predictions.
    const [header = '', ...lines] = readFileSync(join(run.path, 'predictions.csv'), 'utf8')
      .trim()
      .split('\n');
    const columnIndex = (name: string): number => header.split(',').indexOf(name);
    const errors = lines
      .map((line) => line.split(','))
      .filter((cells) => cells[columnIndex('split')] === 'validation')
      .map((cells) => Number(cells[columnIndex('price')]) - Number(cells[columnIndex('output')]));
    const squared = errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
    expect(Math.sqrt(squared) / evaluation.validation.rootMeanSquaredError).toBeCloseTo(1, 9);
    expect(run.dataset.targetScaler.offset).toBeGreaterThan(5e5);
    // Uniform prices over 160,000 have a standard deviation of 46,188.
    expect(evaluation.baseline.validation.rootMeanSquaredError).toBeGreaterThan(3e4);
    expect(evaluation.baseline.validation.r2).toBeLessThanOrEqual(0);
    expect(parseExperiment(document.experiment).dataset).toMatchObject({ targetScaling: 'standard' });
    expect(document.reasons.map(({ field }) => field)).toContain('training.epochs');
    const text = await output(path, '--target', 'price');
    expect(text).toMatch(/left out\n {2}1 row without a target\n {2}1 row with a missing value\n/);
  });

  it('saves an experiment that trains to the same numbers', async () => {
    const path = weather();
    const saved = join(programs.folder, 'mine.json');
    const text = await output(path, '--target', 'kind', '--seed', '9', '--save', saved, '--json');
    const { run } = JSON.parse(text) as { run: { summary: object } };
    const content = JSON.parse(readFileSync(saved, 'utf8')) as { seed: number; dataset: { path: string } };
    expect([content.seed, content.dataset.path]).toEqual([9, 'weather.csv']);
    const experiment = parseExperiment({ ...content, dataset: { ...content.dataset, path } });
    const { record } = await program.runs.start(experiment, null);
    const again = await program.runs.whenOver(record.id);
    expect(again.record.summary).toEqual(run.summary);
  });

  it('reads columns as the options say, and prints what was decided of them', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [
      `2024-${String(1 + (i % 12)).padStart(2, '0')}-10`,
      `${i + 1} kg`,
      `0${i % 7}`,
      i % 2 === 0 ? 'in' : 'out',
    ]);
    const path = file('parts.csv', 'day,mass,zip,way', rows);
    const columns = async (...words: string[]): Promise<unknown> =>
      (
        JSON.parse(await output(path, '--target', 'way', '--json', ...words)) as {
          experiment: { dataset: { columnSettings: unknown } };
        }
      ).experiment.dataset.columnSettings;
    expect(await columns('--dates', 'day=year,month', '--type', 'zip=number')).toEqual([
      { name: 'day', type: 'date', dateParts: ['year', 'month'] },
      { name: 'mass', type: 'number', unit: 'kg' },
      { name: 'zip', type: 'number' },
    ]);
    const text = await output(path, '--target', 'way');
    expect(text).toContain('note: Column "zip" ("00") holds whole numbers with leading zeros');
    await expect(output(path, '--type', 'size=number')).rejects.toThrow(
      '--type: "size" is no column of parts.csv (day, mass, zip, way).',
    );
  });

  it('finds clusters, and an SVM, where asked to', async () => {
    const clusters = await output(weather(), '--model', 'kmeans');
    expect(clusters).toMatch(/training inertia [\d.]+ over 100 rows, the best of 10 starts\n/);
    expect(clusters).toMatch(/cluster +rows +pressure +wind\n/);
    const svm = await output(weather(), '--model', 'svm');
    expect(svm).toMatch(/linear SVM → kind/);
    expect(svm).toMatch(/validation +20 +1 +0\.6\n/);
  });

  it('refuses what it cannot do in one sentence', async () => {
    const path = weather();
    await expect(output(path, '--target', 'colour')).rejects.toThrow(
      'weather.csv has no column "colour"; it has id, pressure, wind, note, kind.',
    );
    await expect(output(path, '--model', 'tree')).rejects.toThrow(
      '--model must be network, kmeans, svm, linear-regression or logistic-regression, not "tree".',
    );
    const bare = file('bare.csv', 'a,b', [
      [1.5, 2.5],
      [3.5, 1.25],
    ]);
    await expect(output(bare, '--model', 'svm')).rejects.toThrow(
      'No column of bare.csv looks like a target: name one with --target.',
    );
    await expect(output(bare, '--model', 'svm', '--target', 'a')).resolves.toMatch(/linear SVM → a/);
    const notes = file(
      'notes.csv',
      'note',
      Array.from({ length: 60 }, (_, i) => [`a long note of the day number ${i * 7919}`]),
    );
    await expect(output(notes)).rejects.toThrow(
      'notes.csv has no column to learn from (without note (free text)): "run" with an experiment can name one all the same.',
    );
    const empty = file('empty.csv', 'a,b', []);
    await expect(output(empty)).rejects.toThrow('empty.csv has no rows to train on.');
    const numbers = file(
      'numbers.csv',
      'a,b',
      Array.from({ length: 60 }, (_, i) => [i / 7, (i * 37) % 60]),
    );
    await expect(output(numbers, '--model', 'svm', '--target', 'b')).rejects.toThrow(
      '"b" holds numbers, and an SVM predicts classes: choose --model network or another target.',
    );
  });

  it.each([
    ['word', (): string => 'k'],
    ['number', (): number => 5.5],
  ])('refuses a target that is the same %s in every row', async (kind, answer) => {
    const path = file(
      `same-${kind}.csv`,
      'a,b,y',
      Array.from({ length: 60 }, (_, i) => [i / 7, (i * 37) % 60, answer()]),
    );
    await expect(output(path, '--target', 'y')).rejects.toThrow(
      '"y" is the same in every row, so there is nothing to learn: name another target.',
    );
  });

  it('finds no more clusters than there are rows', async () => {
    const path = file('two.csv', 'a,b', [
      [1.5, 2],
      [2, 3.5],
    ]);
    const text = await output(path);
    expect(text).toMatch(/model\.nClusters +2 +a cluster for each row/);
  });

  it('says that a model is no better than its baseline', async () => {
    const said: string[] = [];
    const rows = Array.from({ length: 60 }, (_, i) => [(i * 37) % 11, i % 4 === 0 ? 'rare' : 'usual']);
    const path = file('noise.csv', 'a,label', rows);
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const services = { workspace: program.workspace, runs: program.runs } as unknown as Services;
    expect(await runCommand(train, [path, '--seed', '2'], services)).toBe(0);
    expect(said.join('')).toContain(
      'On the validation rows the model is no better than always answering usual.',
    );
  });
});
