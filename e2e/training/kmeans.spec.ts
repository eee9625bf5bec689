import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../testing/choose';
import { at } from '../../src-shared/present';
import { PredictPage } from '../pages/predict.page';
import { expect, test } from '../testing/fixtures';

/** Four clouds of 60 people each, at the corners of a square: sizes by height, whatever the weight. */
function people(): string {
  let seed = 7;
  const random = (): number => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647 - 0.5;
  };
  const rows = Array.from({ length: 240 }, (_, i) => {
    const size = i % 4;
    return [
      150 + 12 * size + 3 * random(),
      50 + 14 * at([1, 3, 0, 2], size) + 3 * random(),
      8 + size + 0.4 * random(),
    ]
      .map((value) => value.toFixed(2))
      .join(',');
  });
  return `Height,Weight,Feet\n${rows.join('\n')}\n`;
}

test('four clouds: the elbow, its k, a replay, names, and a new point', async ({ benchtop }) => {
  const { shell, experiment, dataset, run, page } = benchtop;
  const file = join(benchtop.workspace, 'people.csv');
  writeFileSync(file, people());
  await benchtop.answerFileDialog(file);
  await shell.openData();
  await dataset.use.click();
  await expect(page.getByRole('radio', { name: 'k-means' })).toBeChecked();

  // The elbow: all measures agree on four, one click takes it.
  await experiment.fill('Clusters (k)', 2);
  await page.getByRole('button', { name: 'Find k…' }).click();
  const elbow = page.getByRole('dialog', { name: 'How many clusters?' });
  await expect(elbow.getByText('240 training rows, best of 10 starts each')).toBeVisible({
    timeout: 120_000,
  });
  await expect(elbow.getByRole('img', { name: /^Training inertia by k.*knee, k = 4 at 4$/ })).toBeVisible();
  await expect(elbow.getByRole('img', { name: /^Training silhouette by k.*highest at 4$/ })).toBeVisible();
  await expect(elbow.getByRole('radio', { name: 'k = 4, knee' })).toBeChecked();
  await elbow.getByRole('radio', { name: 'k = 3', exact: true }).check();
  await expect(elbow.getByRole('button', { name: 'Use k = 3' })).toBeVisible();
  await elbow.getByLabel('k to').fill('8');
  await elbow.getByRole('button', { name: 'Compare' }).click();
  await expect(elbow.getByRole('radio')).toHaveCount(8);
  await elbow.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(elbow.getByText('Both name k = 4.')).toBeVisible({ timeout: 120_000 });
  await expect(elbow.getByText(/^Of 240 training rows: agreement over 20 resamples/)).toBeVisible();
  await expect(
    elbow
      .getByRole('table', { name: 'Stability by k' })
      .getByRole('row', { name: /^k = 4, by the gap, by its/ }),
  ).toContainText('1 ± 0');
  await elbow.getByRole('radio', { name: 'k = 4, knee' }).check();
  await elbow.getByRole('button', { name: 'Use k = 4' }).click();
  await expect(experiment.field('Clusters (k)')).toHaveValue('4');

  await experiment.fill('Restarts', 3);
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });

  // A replay by half rounds, from what the first start was drawn with.
  const slider = page.getByRole('slider', { name: 'Iteration shown' });
  await slider.focus();
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', 'restart 1 · as drawn');
  await slider.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', 'restart 1 · round 1 · assign');
  await slider.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', 'restart 1 · round 1 · update');
  await slider.press('End');

  // Every restart has its curve.
  await page.getByRole('radio', { name: 'Restarts' }).click();
  await expect(page.getByRole('button', { name: /^\d, the best$/ })).toBeVisible();

  // Other axes: nothing is scaled here, and three features have a plane.
  const axes = page.getByRole('radiogroup', { name: 'Axes of the picture' });
  await axes.getByRole('radio', { name: 'Raw | scaled' }).click();
  await expect(page.getByText("This run's features are not scaled")).toBeVisible();
  await axes.getByRole('radio', { name: 'PCA' }).click();
  await expect(
    page.getByRole('img', { name: /240 points over PC 1, \d+\.\d % of the variance/ }),
  ).toBeVisible();

  // Sizes in the order of the heights, in the pictures and in the table.
  await run.openTab('Centres');
  await expect(page.getByRole('img', { name: /^4 centres over 3 features/ })).toBeVisible();
  await page.getByRole('button', { name: 'Name clusters…' }).click();
  const naming = page.getByRole('dialog', { name: 'Name the clusters' });
  await choose(naming.getByRole('combobox', { name: 'In the order of' }), 'Height');
  await naming.getByRole('button', { name: 'Sizes: S, M, L, XL' }).click();
  await naming.getByRole('textbox').last().fill('S');
  await expect(naming.getByText('“S” is given twice')).toBeVisible();
  await naming.getByRole('textbox').last().fill('XL');
  await naming.getByRole('button', { name: 'Save names' }).click();
  await expect(naming).toBeHidden();
  await expect(page.getByRole('button', { name: /^XL 60$/ })).toBeVisible();
  const [id = ''] = benchtop.runIds();
  const record = benchtop.readRecord(id);
  expect([...record.clusterNames].sort()).toEqual(['L', 'M', 'S', 'XL']);
  const table = readFileSync(join(benchtop.workspace, 'runs', id, 'predictions.csv'), 'utf8');
  const [header = '', ...lines] = table.trim().split('\n');
  const name = header.split(',').indexOf('clusterName');
  // Rows come in turn: the first of every four is the smallest.
  expect(lines.map((line) => line.split(',')[name])).toEqual(
    Array.from({ length: 240 }, (_, i) => ['S', 'M', 'L', 'XL'][i % 4]),
  );

  // What size is 175 cm, 51 kg?
  await run.openTab('Predict');
  const predict = new PredictPage(page);
  await predict.field('Height').fill('175');
  await predict.field('Weight').fill('51');
  await predict.field('Feet').fill('10');
  await expect(predict.answer.getByText('L', { exact: true })).toBeVisible();
  await predict.button('Keep').click();
  const cells = predict.kept.getByRole('row').nth(1).getByRole('cell');
  await expect(cells.nth(4)).toHaveText('L');
  await expect(cells.nth(6)).toHaveText('S');
  const distance = Number(await cells.nth(5).textContent());
  expect(distance).toBeGreaterThan(0.5);
  expect(distance).toBeLessThan(3);
});
