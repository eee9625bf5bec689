import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Benchtop } from '../testing/fixtures';

/** Who is sick: by a dose too small or too large, which no line finds, and a little by age; the shoe says nothing. */
function writePatients(benchtop: Benchtop): string {
  let state = 7;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = Array.from({ length: 400 }, () => {
    const [dose, age, shoe] = [2 * next() - 1, 2 * next() - 1, next()];
    const isSick = Math.abs(dose) + 0.25 * age > 0.5;
    return `${dose.toFixed(4)},${age.toFixed(4)},${(36 + 10 * shoe).toFixed(1)},${isSick ? 'sick' : 'well'}`;
  });
  const path = join(benchtop.workspace, 'patients.csv');
  writeFileSync(path, `dose,age,shoe,state\n${lines.join('\n')}\n`);
  return path;
}

test('a person compares a network with logistic regression on their own file, reads the verdict, finds the column that decides, and opens the ten worst rows', async ({
  benchtop,
}) => {
  const { page, shell, experiment, dataset, run } = benchtop;
  const file = writePatients(benchtop);
  for (const name of ['network', 'logistic']) {
    await shell.goHome();
    await benchtop.answerFileDialog(file);
    await shell.openData();
    await expect(dataset.target).toHaveText('state');
    await dataset.use.click();
    if (name === 'logistic') await page.getByRole('radio', { name: 'Logistic' }).click();
    await experiment.name.fill(name);
    await experiment.start.click();
    await run.expectStatus('finished', { timeout: 120_000 });
  }

  await shell.choose(['network', 'logistic']);
  await shell.rail
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click();
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await verdict.getByRole('button', { name: 'Test on the same rows' }).click();
  await expect(verdict.getByText(/80 validation rows/).first()).toBeVisible({ timeout: 60_000 });
  await expect(
    verdict.getByText(/^(network is better than logistic|logistic is worse than network)/).first(),
  ).toBeVisible();

  await shell.row('network').first().click();
  await run.openTab('Explain');
  const columns = page.getByRole('region', { name: 'Columns that decide' });
  const bars = columns.getByRole('listitem').getByRole('button');
  await expect(bars.first()).toContainText('dose', { timeout: 60_000 });
  await expect(bars.last()).toContainText('shoe');
  await expect(columns).toContainText('80 validation rows');

  const worst = page.getByRole('table', { name: 'Worst rows' });
  const rows = worst.locator('tbody tr');
  await expect(rows).toHaveCount(10, { timeout: 60_000 });
  for (let place = 0; place < 10; place++) {
    const row = rows.nth(place);
    const number = Number((await row.getByRole('button').innerText()).replace(/\D/g, ''));
    const dose = (await row.locator('td').allInnerTexts())[5] ?? '';
    await row.getByRole('button').click();
    // The header is line 1.
    const line = page.getByRole('row', { name: new RegExp(`^Actions for line ${number + 1} `) });
    await expect(line).toContainText(dose.replace('−', '-').slice(0, 5), { timeout: 30_000 });
    await shell.row('network').first().click();
    await run.openTab('Explain');
    await expect(rows).toHaveCount(10, { timeout: 60_000 });
  }
});
