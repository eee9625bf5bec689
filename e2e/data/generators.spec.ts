import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../testing/choose';
import { present } from '../../src-shared/present';
import { expect, test } from '../testing/fixtures';

test('a generator is picked, its noise changed, seen in the preview, and trained on', async ({
  benchtop,
}) => {
  const { shell, experiment, page, run } = benchtop;
  await shell.newGenerated('XNOR');
  const rows = page.getByRole('group', { name: 'First rows' }).getByRole('row');
  await expect(rows).toHaveCount(5);
  await choose(experiment.field('Generator'), 'Two moons');
  // Its own fields and defaults.
  await expect(experiment.field('Noise')).toHaveValue('0.1');
  await expect(experiment.field('Factor')).toBeHidden();
  await expect(rows).toHaveCount(51);
  const noisy = await rows.nth(1).textContent();
  await experiment.fill('Noise', 0);
  await expect(rows.nth(1)).not.toHaveText(noisy ?? '');
  // Without noise every point lies on one of the two half circles.
  for (const row of [1, 2, 3, 4, 5]) {
    const cells = await rows.nth(row).getByRole('cell').allTextContents();
    // Written with a true minus sign.
    const [x = NaN, y = NaN, moon = NaN] = cells.map((cell) => Number(cell.replace('−', '-')));
    expect(moon === 1 ? Math.hypot(x - 1, y - 0.5) : Math.hypot(x, y)).toBeCloseTo(1, 3);
  }
  await experiment.fill('Noise', -1);
  await expect(page.getByText('Noise must be from 0 to 1000000, not -1.').first()).toBeVisible();
  await expect(experiment.start).toHaveAttribute('aria-disabled', 'true');
  await experiment.fill('Noise', 0.2);
  await experiment.fill(/^Rows$/, 300);
  await experiment.trainSteps(200);
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const [id] = benchtop.runIds();
  expect(benchtop.readRecord(present(id))).toMatchObject({
    experiment: { dataset: { generator: 'moons', params: { n: 300, noise: 0.2 } } },
    dataset: { name: 'two moons', rows: 300, features: ['x1', 'x2'], target: 'class' },
  });
});

test('a target of numbers changes the model that could not learn it', async ({ benchtop }) => {
  const { shell, experiment, page } = benchtop;
  await shell.openSample('SVM margin');
  const kind = page.getByRole('radiogroup', { name: 'Kind of model' });
  await expect(kind.getByRole('radio', { name: 'SVM' })).toBeChecked();
  await choose(experiment.field('Generator'), 'Noisy sine');
  await expect(kind.getByRole('radio', { name: 'Network' })).toBeChecked();
  await expect(experiment.start).toHaveAttribute('aria-disabled', 'false');
  await choose(experiment.field('Generator'), 'Heights and weights');
  await expect(kind.getByRole('radio', { name: 'k-means' })).toBeChecked();
  await kind.getByRole('radio', { name: 'SVM' }).click();
  await expect(page.getByText('An SVM needs a target').first()).toBeVisible();
});

test('generated data is exported as CSV, and opened as data from there', async ({ benchtop }) => {
  const { shell, experiment, page } = benchtop;
  const path = join(benchtop.workspace, 'clouds.csv');
  await shell.openSample('five blobs');
  await benchtop.answerSaveDialog(null);
  await page.getByRole('button', { name: 'Export as CSV…' }).click();
  await expect(page.getByRole('button', { name: 'Export as CSV…' })).toBeEnabled();
  expect(existsSync(path)).toBe(false);
  await benchtop.answerSaveDialog(path);
  await page.getByRole('button', { name: 'Export as CSV…' }).click();
  await expect(shell.messages.getByText('500 rows written to clouds.csv.')).toBeVisible();
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(501);
  expect(lines[0]).toBe('x1,x2,class');
  await shell.messages.getByRole('button', { name: 'Open as data' }).click();
  await expect(page.getByText('clouds.csv').first()).toBeVisible();
  await expect(experiment.field('Generator')).toBeHidden();
});

test('each shape on the home view is reached by keyboard, and starts by one key', async ({ benchtop }) => {
  const { shell, page, run } = benchtop;
  await expect(page.getByRole('group', { name: 'Try a shape' }).getByRole('region')).toHaveCount(8);
  const card = shell.sample('two moons');
  // Drawn from its own points.
  await expect(card.locator('path[stroke^="var(--run"]')).toHaveCount(2);
  await card.getByRole('button', { name: 'Open' }).focus();
  await page.keyboard.press('Tab');
  await expect(card.getByRole('button', { name: 'Start' })).toBeFocused();
  await page.keyboard.press('Enter');
  await run.expectStatus('finished', { timeout: 120_000 });
  const [id] = benchtop.runIds();
  expect(benchtop.readRecord(present(id)).summary['valAccuracy']).toBeGreaterThan(0.98);
});
