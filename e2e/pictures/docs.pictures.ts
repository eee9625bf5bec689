import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExperimentInput } from '../../src-shared/experiment/schema';
import type { RunRecord } from '../../src-shared/run/record/record';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { EvaluationPage } from '../pages/evaluation.page';
import { germanFile, houseFile, leafFile } from './data';
import { prepare, take } from './take';

/** Trains an experiment to its end and shows the run. */
async function show(benchtop: Benchtop, experiment: Omit<ExperimentInput, 'schemaVersion'>): Promise<void> {
  const { record } = await benchtop.call<{ record: RunRecord }>('runsStart', {
    experiment: { schemaVersion: 1, ...experiment },
    speed: null,
  });
  await expect.poll(() => benchtop.readStatus(record.id), { timeout: 120_000 }).toBe('finished');
  await benchtop.shell.row(experiment.name).first().click();
  await expect(benchtop.run.title).toHaveText(experiment.name);
}

/** Writes a table and has main hand it out, as its dialog would. */
async function writeTable(benchtop: Benchtop, name: string, content: string | Buffer): Promise<string> {
  const path = join(benchtop.workspace, name);
  writeFileSync(path, content);
  await benchtop.answerFileDialog(path);
  return path;
}

test('run: XNOR, trained', async ({ benchtop }) => {
  await prepare(benchtop);
  await benchtop.shell.startSample('XNOR');
  await benchtop.run.expectStatus('finished', { timeout: 120_000 });
  await take(benchtop.page, 'run');
});

test('form: an experiment before it starts', async ({ benchtop }) => {
  await prepare(benchtop);
  await benchtop.shell.openSample('XNOR');
  await expect(benchtop.experiment.start).toBeEnabled();
  await take(benchtop.page, 'form');
});

test('data: umlauts, decimal commas and two bad places', async ({ benchtop }) => {
  await prepare(benchtop);
  const { page, shell, dataset, workspace } = benchtop;
  await writeTable(benchtop, 'Größen und Gewichte.csv', Buffer.from(germanFile(), 'latin1'));
  await shell.openData();
  await dataset.openTab(/Problems/);
  await dataset.problems.getByText('line 64, Größe').click();
  await expect(dataset.line(64)).toBeInViewport();
  // Where a person's file would be, in place of this test's folder.
  await page.getByText(workspace).evaluate((element, folder) => {
    element.textContent = element.textContent.replace(folder, '/home/ada/data');
  }, workspace);
  await take(page, 'data');
});

test('kmeans: four sizes', async ({ benchtop }) => {
  await prepare(benchtop);
  await show(benchtop, {
    name: 't-shirt sizes',
    dataset: { kind: 'generated', generator: 'heights-weights' },
    model: { kind: 'kmeans', nClusters: 4, nInit: 10 },
  });
  await take(benchtop.page, 'kmeans');
});

test('svm: the margin between two classes', async ({ benchtop }) => {
  await prepare(benchtop);
  await show(benchtop, {
    name: 'XOR clouds',
    dataset: { kind: 'generated', generator: 'xor-clouds', params: { n: 300, noise: 0.45 } },
    model: { kind: 'svm', C: 10, fourier: { gamma: 0.5, nComponents: 200 } },
  });
  await take(benchtop.page, 'svm');
});

test('regression: coefficients in raw units', async ({ benchtop }) => {
  await prepare(benchtop);
  const path = await writeTable(benchtop, 'houses.csv', houseFile());
  await benchtop.shell.openData();
  await expect(benchtop.dataset.use).toBeEnabled();
  await show(benchtop, {
    name: 'house prices',
    dataset: {
      kind: 'file',
      path,
      features: ['area', 'age', 'rooms', 'district'],
      target: 'price',
      validationSplit: 0.2,
    },
    model: { kind: 'linear-regression' },
  });
  await benchtop.run.openTab('Coefficients');
  await take(benchtop.page, 'regression');
});

test('evaluating: three classes on the rows kept for validation', async ({ benchtop }) => {
  await prepare(benchtop, { height: 900 });
  const { page, shell, dataset, experiment, run } = benchtop;
  await writeTable(benchtop, 'leaves.csv', leafFile());
  await shell.openData();
  await dataset.use.click();
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const evaluation = new EvaluationPage(page);
  await evaluation.open();
  await expect(evaluation.matrix).toBeVisible();
  await evaluation.matrix.scrollIntoViewIfNeeded();
  await take(page, 'evaluating');
});

test('comparing: three learning rates', async ({ benchtop }) => {
  await prepare(benchtop);
  const { page, shell } = benchtop;
  const rates = [0.003, 0.01, 0.1];
  for (const learningRate of rates) {
    await show(benchtop, {
      name: `moons, rate ${learningRate}`,
      dataset: { kind: 'generated', generator: 'moons', params: { noise: 0.2 }, validationSplit: 0.25 },
      model: {
        kind: 'network',
        layers: [
          { units: 8, activation: 'tanh' },
          { units: 1, activation: 'sigmoid' },
        ],
        loss: 'binaryCrossentropy',
        optimizer: { kind: 'adam', learningRate },
      },
      training: { steps: 800, logEvery: 4, engine: 'typed' },
    });
  }
  await shell.choose(rates.map((rate) => `moons, rate ${rate}`));
  await shell.rail
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click();
  await take(page, 'comparing');
});
