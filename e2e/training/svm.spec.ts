import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../testing/choose';
import { present } from '../../src-shared/present';
import { PredictPage } from '../pages/predict.page';
import { expect, test } from '../testing/fixtures';

/** Two overlapping clouds of 60 points each, the same in every run. */
function cloudFile(): string {
  let state = 7;
  const uniform = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const rows = Array.from({ length: 120 }, (_, i) => {
    const middle = i % 2 === 0 ? -1.2 : 1.2;
    return `${(20 + 4 * (middle + normal())).toFixed(3)},${(middle + normal()).toFixed(3)},${i % 2 === 0 ? 'good' : 'bad'}`;
  });
  return `length,width,quality\n${rows.join('\n')}\n`;
}

test('two classes: train with folds, see the margin, drag a point, move C, predict with probability', async ({
  benchtop,
}) => {
  const file = join(benchtop.workspace, 'parts.csv');
  writeFileSync(file, cloudFile());
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  const { page, run, dataset, experiment } = benchtop;
  await dataset.setRole('quality', 'Target');
  await dataset.use.click();
  await page.getByRole('radio', { name: 'SVM' }).click();

  await choose(page.getByLabel('Scaling of features'), 'Standard (mean 0)');
  // C and l2 are one setting.
  await experiment.fill(/^C$/, 10);
  await expect(page.getByLabel('L2 penalty')).toHaveValue('0.1');
  await experiment.fill(/^Passes/, 5000);
  await experiment.fill('Tolerance', '1e-3');
  // Said at the field before anything runs.
  await choose(page.getByLabel('Probabilities (Platt)'), 'By cross-validation');
  await expect(page.getByText('Calibration on cross-validation needs folds').first()).toBeVisible();
  await experiment.fill('Folds', 5);
  await expect(page.getByText('Calibration on cross-validation needs folds')).toHaveCount(0);
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  await expect(
    page.getByRole('img', {
      name: /120 points of two classes, the separating line with its margins and \d+ support vectors/,
    }),
  ).toBeVisible();
  await expect(page.getByText('tolerance met')).toBeVisible();

  const [id] = benchtop.runIds();
  const before = JSON.stringify(benchtop.readRecord(present(id)));
  const { result } = benchtop.readRecord(present(id));
  if (result?.kind !== 'svm') throw new Error('not an SVM');
  expect(result.converged).toBe(true);
  expect(present(result.crossValidation).folds).toHaveLength(5);

  await run.openTab('Scores');
  const scores = page.getByRole('table', { name: 'Scores' });
  await expect(scores.getByRole('row', { name: /^Fold \d/ })).toHaveCount(5);
  await expect(page.getByRole('table', { name: 'Platt scaling' }).getByRole('row')).toHaveCount(2);
  await expect(
    page.getByRole('img', { name: /Histogram of the decision values of 120 points/ }),
  ).toBeVisible();
  await run.openTab('Coefficients');
  await expect(page.getByRole('columnheader', { name: 'distance' })).toBeVisible();

  await run.openTab('Margin lab');
  await expect(page.getByText('The run is not changed')).toBeVisible();
  const lab = page.getByRole('application', { name: /Margin lab/ });
  const line = page.getByRole('region', { name: 'Details of the run' }).locator('dl');
  const readWidth = async (): Promise<number> => Number(await line.locator('dd').first().textContent());
  await expect.poll(readWidth).toBeCloseTo(present(result.marginWidth), 0);
  await lab.scrollIntoViewIfNeeded();

  // A click where there is no point adds one, which a drag takes along; the line follows.
  const box = present(await lab.boundingBox());
  const first = await readWidth();
  await page.mouse.move(box.x + box.width * 0.12, box.y + box.height * 0.14);
  await page.mouse.down();
  await expect(lab.getByRole('img', { name: /121 points/ })).toBeVisible();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.7, { steps: 8 });
  await page.mouse.up();
  await expect.poll(readWidth).not.toBe(first);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(readWidth).toBe(first);

  // By keyboard too: choose a point, move it, take it away.
  await lab.focus();
  await page.keyboard.press('PageDown');
  await expect(line.getByText('Signed distance')).toBeVisible();
  for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Delete');
  await expect(lab.getByRole('img', { name: /119 points/ })).toBeVisible();
  await page.getByRole('button', { name: 'Reset' }).click();

  // A smaller C is a wider margin.
  const slider = page.getByRole('slider', { name: 'C of the lab' });
  await slider.focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', 'C 0.01');
  await expect.poll(readWidth).toBeGreaterThan(first);
  // All of that left the run as it was.
  expect(JSON.stringify(benchtop.readRecord(present(id)))).toBe(before);

  await run.openTab('Predict');
  const predict = new PredictPage(page);
  await predict.field('length').fill('26');
  await predict.field('width').fill('2');
  await expect(predict.answer.getByText('p(bad), Platt')).toBeVisible();
  await expect(predict.answer).toContainText('bad');
  await predict.button('Keep').click();
  const names = await predict.kept.getByRole('columnheader').allInnerTexts();
  const cells = await predict.kept.getByRole('row').nth(1).getByRole('cell').allInnerTexts();
  expect(cells[names.indexOf('Predicted')]).toBe('bad');
  expect(Number(cells[names.indexOf('p(bad), Platt')])).toBeGreaterThan(0.8);
});

test('a curved boundary divides what no line does, also after a restart', async ({ benchtop }) => {
  await benchtop.shell.newGenerated('XNOR');
  const { page, run, experiment } = benchtop;
  await page.getByRole('radio', { name: 'SVM' }).click();
  await choose(page.getByLabel('Boundary'), 'Curved: random Fourier features');
  await experiment.fill(/^C$/, 1000);
  await experiment.fill(/^Passes/, 300);
  await experiment.fill('Tolerance', 0);
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  await expect(page.getByText('at iteration 300')).toBeVisible();
  const curve = /the curved boundary with its margins/;
  await expect(page.getByRole('img', { name: curve })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Margin lab' })).toHaveCount(0);
  await benchtop.relaunch();
  await benchtop.shell.rail.locator('[data-row]').first().click();
  await expect(benchtop.page.getByRole('img', { name: curve })).toBeVisible();
  const [id] = benchtop.runIds();
  expect(benchtop.readRecord(present(id)).summary['accuracy']).toBe(1);
});

test('of a table with categories the first picture is over the most telling column, then on principal components', async ({
  benchtop,
}) => {
  const file = join(benchtop.workspace, 'shells.csv');
  // The site says nothing of the kind, the noise little, the height most.
  const rows = Array.from({ length: 90 }, (_, i) => {
    const noise = ((i * 37) % 17) - 8;
    const height = (i % 2 === 0 ? 12 : 31) + ((i * 7) % 5);
    return `${['shore', 'cliff', 'river'][Math.floor(i / 2) % 3]},${noise},${height},${i % 2 === 0 ? 'limpet' : 'whelk'}`;
  });
  writeFileSync(file, `site,noise,height,kind\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  const { page, run, dataset, experiment } = benchtop;
  await choose(dataset.target, 'kind');
  await dataset.use.click();
  await page.getByRole('radio', { name: 'SVM' }).click();
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const axis = page.getByRole('button', { name: /^y/ }).or(page.getByLabel('y', { exact: true }));
  await expect(axis.first()).toContainText('height');
  await page
    .getByRole('radiogroup', { name: 'Axes of the picture' })
    .getByRole('radio', { name: 'PCA' })
    .click();
  await expect(
    page.getByRole('img', { name: /90 points of two classes, their principal components/ }),
  ).toBeVisible();
  await expect(axis).toHaveCount(0);
});
