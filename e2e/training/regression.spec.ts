import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, present } from '../../src-shared/present';
import { expect, test } from '../testing/fixtures';

/** Doses given to 200 patients, and who recovered: the log odds rise by 0.5 a unit of dose. */
function patients(): string {
  let state = 11;
  const uniform = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  const rows = Array.from({ length: 200 }, () => {
    const dose = 10 * uniform();
    const group = uniform() < 0.5 ? 'a' : 'b';
    const recovered = uniform() < 1 / (1 + Math.exp(2.5 - 0.5 * dose)) ? 'yes' : 'no';
    return `${dose.toFixed(3)},${group},${(40 + 50 * uniform()).toFixed(3)},${recovered}`;
  });
  return `dose,group,weight,recovered\n${rows.join('\n')}\n`;
}

test('logistic regression of an own CSV: the coefficient table is read and sorted', async ({ benchtop }) => {
  const { page, shell, dataset, experiment, run } = benchtop;
  const file = join(benchtop.workspace, 'patients.csv');
  writeFileSync(file, patients());
  await benchtop.answerFileDialog(file);
  await shell.openData();
  await dataset.setRole('recovered', 'Target');
  await dataset.use.click();
  await page.getByRole('radio', { name: 'Logistic' }).click();
  await expect(page.getByLabel('Penalty')).toHaveText('None: maximum likelihood');
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  await expect(page.getByRole('term').first()).toHaveText('Validation accuracy');
  await expect(page.getByRole('img', { name: /^Coefficients with their intervals of/ })).toBeVisible();

  await run.openTab('Coefficients');
  const table = page.getByRole('table', { name: 'Coefficients of yes against no' });
  await expect(table.getByRole('row', { name: /^dose/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /^group=b/ })).toContainText('reference category');
  await table.getByRole('button', { name: /^p$/ }).click();
  await expect(table.getByRole('columnheader', { name: /^p/ })).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('table', { name: 'Statistics of the fit' })).toContainText("McFadden's R²");

  const { result } = benchtop.readRecord(at(benchtop.runIds(), 0));
  if (result?.kind !== 'logistic-regression') throw new Error('not a logistic regression');
  expect(result.converged).toBe(true);
  const dose = present(at(result.equations, 0).coefficients.find(({ feature }) => feature === 'dose'));
  expect(dose.pValue).toBeLessThan(0.05);

  await run.openTab('Evaluation');
  await expect(page.getByText('ROC').first()).toBeVisible();
});
