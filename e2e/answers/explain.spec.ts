import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../src-shared/run/record/record';
import { PredictPage } from '../pages/predict.page';
import { axeFindings } from '../testing/axe';
import { expect, test, type Benchtop } from '../testing/fixtures';

/** Who gets a loan: by income and city, not by the shoe; a quarter of the rows is kept apart. */
async function trained(benchtop: Benchtop): Promise<void> {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const income = 20 + ((i * 37) % 80);
    const city = ['Bern', 'Chur'][i % 2];
    const shoe = 36 + ((i * 7) % 11);
    const score = income + (city === 'Chur' ? 15 : 0) + ((i * 13) % 9) - 4;
    return `${income},${city},${shoe},${score > 65 ? 'yes' : 'no'}`;
  });
  const path = join(benchtop.workspace, 'loans.csv');
  writeFileSync(path, `income,city,shoe,loan\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(path);
  await benchtop.call('datasetsChooseFile');
  const { record } = await benchtop.call<{ record: RunRecord }>('runsStart', {
    experiment: {
      schemaVersion: 1,
      name: 'loans',
      seed: 1,
      dataset: {
        kind: 'file',
        path,
        features: ['income', 'city', 'shoe'],
        target: 'loan',
        scaling: 'standard',
        validationSplit: 0.25,
      },
      model: {
        kind: 'network',
        layers: [
          { units: 8, activation: 'tanh' },
          { units: 1, activation: 'sigmoid' },
        ],
        loss: 'binaryCrossentropy',
        optimizer: { kind: 'adam', learningRate: 0.02 },
      },
      training: { steps: 600, logEvery: 100, checkpointEvery: 300, engine: 'typed' },
    },
    speed: null,
  });
  await expect.poll(() => benchtop.readStatus(record.id), { timeout: 120_000 }).toBe('finished');
  await benchtop.shell.row('loans').first().click();
}

test('the column that decides is found, its curve looked at by keyboard, and both taken out', async ({
  benchtop,
}) => {
  await trained(benchtop);
  const { page } = benchtop;
  await page.getByRole('tab', { name: 'Explain' }).click();
  const panel = page.getByRole('region', { name: 'Details of the run' });
  const columns = panel.getByRole('region', { name: 'Columns that decide' });
  const bars = columns.getByRole('listitem').getByRole('button');
  await expect(bars.first()).toContainText('income', { timeout: 60_000 });
  await expect(columns).toContainText('100 validation rows');
  await expect(bars.first()).toHaveAttribute('aria-pressed', 'true');
  const curve = panel.getByRole('region', { name: 'What the model makes of a column' });
  await expect(curve.getByRole('img', { name: /^probability of yes by income: from/ })).toBeVisible();
  await bars.filter({ hasText: 'city' }).focus();
  await page.keyboard.press('Enter');
  await expect(curve.getByRole('img', { name: /^probability of yes by city/ })).toBeVisible();
  await expect(curve.getByRole('radio', { name: 'Local effects' })).toBeDisabled();
  await bars.first().press('Enter');
  await curve.getByRole('radio', { name: 'Local effects' }).click();
  await expect(curve).toContainText('of rows that have such values');
  for (const theme of ['light', 'dark']) {
    await benchtop.call('settingsSet', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect(await axeFindings(page, '[aria-label="Details of the run"]'), theme).toEqual([]);
  }
  await columns.getByRole('button', { name: 'Show values of “Columns that decide”' }).click();
  await expect(page.getByRole('dialog')).toContainText('income');
});

test('the ten worst rows are listed, and open the data at their lines', async ({ benchtop }) => {
  await trained(benchtop);
  const { page } = benchtop;
  await page.getByRole('tab', { name: 'Explain' }).click();
  const worst = page.getByRole('table', { name: 'Worst rows' });
  await expect(worst.locator('tbody tr')).toHaveCount(10, { timeout: 60_000 });
  await expect(page.getByRole('table', { name: 'Worst slices' }).locator('tbody tr').first()).toBeVisible();
  await expect(page.getByRole('img', { name: /^Reliability of probabilities/ })).toBeVisible();
  const first = worst.locator('tbody tr').first();
  const row = Number(await first.getByRole('button').innerText());
  const cells = await first.locator('td').allInnerTexts();
  await first.getByRole('button').click();
  // The row's number is one below its line: the header stands first.
  const shown = page.getByRole('row', { name: new RegExp(`^Actions for line ${row + 1} `) });
  await expect(shown).toContainText(cells[5] ?? '', { timeout: 30_000 });
});

test('why an answer is what it is follows the form', async ({ benchtop }) => {
  await trained(benchtop);
  const { page } = benchtop;
  const predict = new PredictPage(page);
  await predict.open();
  await predict.field('income').fill('95');
  await page.getByText('Why this answer').click();
  const parts = page.getByRole('group').filter({ hasText: 'Why this answer' }).locator('dl');
  await expect(parts.locator('div').nth(1)).toContainText(/income\s*\+/, { timeout: 30_000 });
  await expect(parts.locator('div').last()).toContainText('This point');
  await predict.field('income').fill('21');
  await expect(parts.locator('div').nth(1)).toContainText(/income\s*−/);
  await expect(page.getByText('Exact Shapley values, against 100 training rows.')).toBeVisible();
});
