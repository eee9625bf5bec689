import type { Page } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../../src-shared/present';
import { axeFindings } from '../testing/axe';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { EvaluationPage } from '../pages/evaluation.page';

/** Numbers from -0.5 to 0.5, the same ones every time. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
}

/** Kinds of leaves, side by side so closely that some are taken for their neighbour. */
function leaves(kinds: readonly string[], rows: number): string {
  const draw = noise(11);
  const lines = Array.from({ length: rows }, (_, i) => {
    const kind = i % kinds.length;
    return `${(2 * kind + 3.2 * draw()).toFixed(3)},${(kind % 2) + 2 * draw()},${kinds[kind]}`;
  });
  return ['length,width,kind', ...lines, ''].join('\n');
}

/** Opens a file through the dialog, keeps a quarter for validation, and trains what is proposed. */
async function trained(
  benchtop: Benchtop,
  name: string,
  content: string,
  target: string,
  kind: 'network' | 'svm' = 'network',
): Promise<string> {
  const { page, dataset, experiment, run } = benchtop;
  const file = join(benchtop.workspace, name);
  writeFileSync(file, content);
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  await dataset.setRole(target, 'Target');
  await dataset.openTab('Rows');
  await page.getByLabel('Share', { exact: true }).fill('0.25');
  await dataset.use.click();
  if (kind === 'svm') await page.getByRole('radio', { name: 'SVM' }).click();
  else {
    await experiment.trainSteps(300);
    await experiment.fill(/Checkpoint every/, 100);
  }
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  return at(benchtop.runIds(), 0);
}

async function restore(page: Page): Promise<void> {
  await page
    .getByRole('row', { name: /step-0000100/ })
    .getByRole('button', { name: 'Restore' })
    .click();
  await expect(page.getByText('Restored from step 100')).toBeVisible();
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

test('three classes: figures, matrix and curves of both parts, by keyboard, in both themes, and as files', async ({
  benchtop,
}) => {
  const { page } = benchtop;
  const id = await trained(benchtop, 'leaves.csv', leaves(['ash', 'birch', 'cedar'], 240), 'kind');
  const { summary } = benchtop.readRecord(id);
  const tab = new EvaluationPage(page);
  await tab.open();
  await expect(tab.said).toHaveText('60 validation rows, step 300');

  // What the run logged last is what its last checkpoint is evaluated to.
  const validation = await tab.counts();
  expect([validation.length, sum(validation)]).toEqual([9, 60]);
  const right = at(validation, 0) + at(validation, 4) + at(validation, 8);
  expect(right / 60).toBeCloseTo(Number(summary['valAccuracy']), 10);
  await expect(tab.figure('Accuracy')).toContainText((right / 60).toPrecision(4));
  const ofValidation = await tab.picture(/^ROC curves/);
  await tab.show('Training');
  await expect(tab.said).toHaveText('180 training rows, step 300');
  const ofTrain = await tab.changedPicture(/^ROC curves/, ofValidation);
  const train = await tab.counts();
  expect((at(train, 0) + at(train, 4) + at(train, 8)) / 180).toBeCloseTo(Number(summary['accuracy']), 10);

  // One curve a class, each can be hidden; areas are said.
  const roc = tab.panel.getByRole('img', {
    name: /^ROC curves, with areas: ash [\d.]+, birch [\d.]+, cedar [\d.]+$/,
  });
  await expect(roc).toBeVisible();
  await tab.classes.getByRole('button', { name: 'birch' }).click();
  await expect(
    tab.panel.getByRole('img', { name: /^ROC curves, with areas: ash [\d.]+, cedar [\d.]+$/ }),
  ).toBeVisible();
  await tab.changedPicture(/^ROC curves/, ofTrain);
  await expect(tab.panel.getByRole('img', { name: /^Precision-recall curves/ })).toBeVisible();
  await expect(tab.threshold).toHaveCount(0);

  // Cells are walked by arrow keys, and told.
  await tab.matrix.getByRole('gridcell').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(
    tab.matrix.getByRole('gridcell', { name: /^\d+ \d+ % of \d+: true ash, taken for birch$/ }),
  ).toBeFocused();
  await expect(tab.panel.getByText(/^True ash, taken for birch: \d+ of \d+, \d+ %$/)).toBeVisible();

  for (const theme of ['light', 'dark']) {
    await benchtop.call('settingsSet', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect(await axeFindings(page, '[aria-label="Details of the run"]'), theme).toEqual([]);
  }

  const saved = join(benchtop.workspace, 'evaluation.json');
  await benchtop.answerSaveDialog(saved);
  await tab.panel.getByRole('button', { name: 'Save as JSON' }).click();
  await expect(page.getByText(`Saved as ${saved}`)).toBeVisible();
  const written = JSON.parse(readFileSync(saved, 'utf8')) as { train: { confusionMatrix: number[][] } };
  expect(written.train.confusionMatrix.flat()).toEqual(train);

  // A restored checkpoint is evaluated in place of the last one.
  await benchtop.run.openTab('Checkpoints');
  await restore(page);
  await tab.open();
  await expect(tab.said).toHaveText('180 training rows, step 100');
});

test('an SVM of two classes: the threshold moves along the curves, matrix and figures follow', async ({
  benchtop,
}) => {
  const { page } = benchtop;
  await trained(benchtop, 'two.csv', leaves(['no', 'yes'], 200), 'kind', 'svm');
  const tab = new EvaluationPage(page);
  await tab.open();
  await expect(tab.said).toHaveText(/^50 validation rows, step \d+$/);
  const own = await tab.counts();
  const classes = [at(own, 0) + at(own, 1), at(own, 2) + at(own, 3)];
  await expect(tab.threshold).toHaveValue('0');
  const [roc, precision] = [await tab.picture(/^ROC curves/), await tab.picture(/^Precision-recall/)];
  await tab.threshold.focus();
  await page.keyboard.press('Home');
  // Everything is taken for the second class.
  await expect.poll(() => tab.counts()).toEqual([0, classes[0], 0, classes[1]]);
  await expect(tab.figure('Recall')).toContainText('1');
  await expect(
    tab.panel.getByText(/decision values, which rank rows but are not probabilities/),
  ).toBeVisible();
  await page.keyboard.press('End');
  await expect.poll(async () => (await tab.counts())[3]).toBe(0);
  // The mark is elsewhere on both curves, and comes back.
  await tab.changedPicture(/^ROC curves/, roc);
  await tab.changedPicture(/^Precision-recall/, precision);
  await tab.panel.getByRole('button', { name: /^Reset to/ }).click();
  await expect.poll(() => tab.counts()).toEqual(own);
  await expect.poll(() => tab.picture(/^ROC curves/)).toBe(roc);
});

test('numbers: errors of both parts, predicted against actual, and residuals', async ({ benchtop }) => {
  const { page } = benchtop;
  const draw = noise(5);
  const rows = Array.from({ length: 400 }, () => {
    const [x, y] = [4 * draw(), 4 * draw()];
    return `${x.toFixed(4)},${y.toFixed(4)},${(2 * x - y + 0.4 * draw()).toFixed(4)}`;
  });
  const content = ['x,y,height', ...rows, ''].join('\n');
  const id = await trained(benchtop, 'heights.csv', content, 'height');
  const { summary } = benchtop.readRecord(id);
  await expect(page.getByText('Validation MAE', { exact: true })).toBeVisible();
  const tab = new EvaluationPage(page);
  await tab.open();
  await expect(tab.said).toHaveText('100 validation rows, step 300');
  await expect(tab.figure('R²')).toContainText(Number(summary['valR2']).toPrecision(4));
  await expect(tab.figure('RMSE')).toContainText(`training ${Number(summary['rmse']).toPrecision(4)}`);
  await expect(
    tab.panel.getByRole('img', { name: 'predicted height against actual height: all 100 points' }),
  ).toBeVisible();
  await tab.show('Training');
  await expect(
    tab.panel.getByRole('img', { name: 'residual against predicted height: all 300 points' }),
  ).toBeVisible();
  await expect(tab.panel.getByRole('img', { name: /^Histogram of residual: / })).toBeVisible();

  // The data is gone: said in a sentence, and nothing else is lost.
  writeFileSync(join(benchtop.workspace, 'heights.csv'), 'x,y,height\n1,2,3\n');
  await benchtop.run.openTab('Checkpoints');
  await restore(page);
  await tab.open();
  await expect(tab.panel.getByText(/has changed since this run/)).toBeVisible();
  await expect(tab.panel.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('a run says which rows it left out, and opens to the list of them', async ({ benchtop }) => {
  const { page } = benchtop;
  const lines = leaves(['no', 'yes'], 200).split('\n');
  const holes = lines.map((line, index) => (index > 0 && index <= 10 ? line.replace(/^[^,]*/, '') : line));
  const id = await trained(benchtop, 'holes.csv', holes.join('\n'), 'kind', 'svm');
  expect(benchtop.readRecord(id).dataset).toMatchObject({ rows: 190, droppedRows: 10 });
  await expect(page.getByText(/holes\.csv, 190 of 200 rows used$/)).toBeVisible();
  const summary = page.locator('summary').filter({ hasText: '190 of 200 rows used' });
  await expect(summary).toContainText('Left out: 10 with missing cells');
  await summary.click();
  const list = page.getByRole('list', { name: 'Rows left out' });
  await expect(list.getByRole('listitem')).toHaveText(['10 with missing cells']);
  // Validation first, each figure with its rows.
  const labels = await page.getByRole('region', { name: 'Details of the run' }).locator('dt').allInnerTexts();
  expect(labels.slice(0, 2)).toEqual(['Validation accuracy', 'Best validation accuracy']);
  expect(labels).toContain('Training accuracy');
  await page.getByRole('navigation').getByRole('button', { name: 'All runs' }).click();
  await expect(page.getByRole('gridcell', { name: 'holes.csv 190 of 200 rows' })).toBeVisible();
});
