import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings } from '../testing/axe';
import { choose } from '../testing/choose';
import { expect, test } from '../testing/fixtures';

test('a sweep nested in folds is judged on rows that it did not choose by', async ({ benchtop }) => {
  const { page, shell, experiment, dataset } = benchtop;
  let state = 5;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const rows = Array.from({ length: 120 }, () => {
    const [a, b] = [next(), next()];
    return `${a.toFixed(4)},${b.toFixed(4)},${a + 0.5 * (next() - 0.5) > 0.5 ? 'high' : 'low'}`;
  });
  const path = join(benchtop.workspace, 'yield.csv');
  writeFileSync(path, `water,light,yield\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(path);
  await shell.openData();
  await dataset.use.click();
  await experiment.trainSteps(60);
  await page.getByRole('button', { name: 'Sweep…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sweep over settings' });
  await choose(dialog.getByLabel('Setting 1', { exact: true }), 'Learning rate');
  await dialog
    .getByLabel(/^Learning rate,? values$|^Values/)
    .first()
    .fill('0.0001, 0.05');
  await choose(dialog.getByLabel('Judged on'), 'Nested folds, stratified by target');
  await dialog.getByLabel('Folds', { exact: true }).fill('2');
  await dialog.getByLabel('Inner folds', { exact: true }).fill('2');
  await expect(dialog.getByRole('status').last()).toHaveText(
    '10 runs: 2 trials on 2 inner folds of each of 2 folds, then the best of each.',
  );
  expect(await axeFindings(page, 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Start sweep' }).click();
  const head = page.getByRole('main').locator('header').first();
  await expect(head.getByText('Finished')).toBeVisible({ timeout: 120_000 });
  await expect(head).toContainText('10 / 10 runs');
  await expect(head).toContainText('Sweep of 2 trials within 2 folds, stratified, chosen by 2 inner folds');
  const card = page.getByRole('region', { name: 'Nested folds' });
  await expect(card.getByRole('status')).toContainText(/over 2 folds \(95 % .* not chosen by; /);
  const table = card.getByRole('table', { name: 'What each fold chose, and its score' });
  await expect(table.locator('tbody tr')).toHaveCount(2);
  await expect(table.locator('tbody tr').first()).toContainText('0.05');
  expect(await axeFindings(page)).toEqual([]);
  await table.getByRole('button', { name: 'Fold 2' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('fold 2');
});
