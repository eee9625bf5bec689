import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings } from '../testing/axe';
import { choose } from '../testing/choose';
import { expect, test } from '../testing/fixtures';
import { FigurePage } from '../pages/figure.page';

test('a sweep says which of its settings decides, and shows the one that is picked', async ({ benchtop }) => {
  const { page, shell } = benchtop;
  await shell.openSample('XNOR');
  await page.getByRole('textbox', { name: 'Steps', exact: true }).fill('200');
  await page.getByRole('button', { name: 'Sweep…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sweep over settings' });
  await dialog.getByRole('radio', { name: 'Random' }).click();
  await choose(dialog.getByLabel('Setting 1', { exact: true }), 'Learning rate');
  await dialog.getByLabel('Learning rate from', { exact: true }).fill('0.00001');
  await dialog.getByLabel('Learning rate to', { exact: true }).fill('0.5');
  await dialog.getByRole('button', { name: 'Add a setting' }).click();
  await choose(dialog.getByLabel('Setting 2', { exact: true }), 'Seed');
  await dialog.getByLabel('Trials', { exact: true }).fill('24');
  await dialog.getByRole('button', { name: 'Start sweep' }).click();
  const head = page.getByRole('main').locator('header').first();
  await expect(head.getByText('Finished')).toBeVisible({ timeout: 120_000 });

  const card = page.getByRole('region', { name: 'Importance of settings' });
  const bars = card.getByRole('listitem');
  await expect(bars).toHaveCount(2);
  await expect(bars.first()).toContainText(/Learning rate.*p 0\.0/s);
  const shares = (await bars.allInnerTexts()).map((text) => Number(/(\d+) %/.exec(text)?.[1]));
  expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBeGreaterThan(98);
  expect(shares[0]).toBeGreaterThan(60);
  await expect(card).toContainText(
    /The \d+ best of 24 trials by training loss are held against all of them\./,
  );
  await expect(card).toContainText('It holds for these ranges alone.');
  await bars.first().getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: /Learning rate/ }).first()).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  const { content } = await new FigurePage(benchtop).save('the importance', 'SVG', card);
  expect(content).toContain('>Learning rate</text>');
});

test('a sweep shows both scores over a setting, and its points open their runs', async ({ benchtop }) => {
  const { page, shell, experiment, dataset } = benchtop;
  let state = 3;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const rows = Array.from({ length: 100 }, () => {
    const [a, b] = [next(), next()];
    return `${a.toFixed(4)},${b.toFixed(4)},${a + b + 0.4 * (next() - 0.5) > 1 ? 'high' : 'low'}`;
  });
  const path = join(benchtop.workspace, 'yield.csv');
  writeFileSync(path, `water,light,yield\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(path);
  await shell.openData();
  await dataset.use.click();
  await experiment.trainSteps(50);
  await page.getByRole('button', { name: 'Sweep…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sweep over settings' });
  await dialog.getByRole('radio', { name: 'Random' }).click();
  await choose(dialog.getByLabel('Setting 1', { exact: true }), 'Learning rate');
  await dialog.getByLabel('Learning rate from', { exact: true }).fill('0.001');
  await dialog.getByLabel('Learning rate to', { exact: true }).fill('0.1');
  await dialog.getByLabel('Trials', { exact: true }).fill('5');
  await dialog.getByRole('button', { name: 'Start sweep' }).click();
  const head = page.getByRole('main').locator('header').first();
  await expect(head.getByText('Finished')).toBeVisible({ timeout: 120_000 });

  const card = page.getByRole('region', { name: 'Validation curve' });
  await expect(card.getByRole('status')).toContainText(
    /^On \d+ validation rows the validation .* is best at learning rate = 0\.\d+: /,
  );
  await expect(card).toContainText('One trial a value: no spread is known.');
  await expect(card.getByRole('img', { name: / over Learning rate$/ })).toBeVisible();
  const values = card.getByRole('table', { name: 'Scores by Learning rate' }).locator('tbody tr');
  await expect(values).toHaveCount(5);
  expect(await axeFindings(page)).toEqual([]);
  const { content } = await new FigurePage(benchtop).save('the validation curve', 'CSV', card);
  expect(content.trimEnd().split('\n')).toHaveLength(6);
  await values.first().getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Evaluation' })).toBeVisible();
});

test('a learning curve says whether more rows would help', async ({ benchtop }) => {
  const { page, shell, experiment, dataset } = benchtop;
  let state = 3;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const rows = Array.from({ length: 300 }, () => {
    const [a, b, c] = [next(), next(), next()];
    return `${a.toFixed(4)},${b.toFixed(4)},${c.toFixed(4)},${a + b * c + 0.2 * (next() - 0.5) > 0.8 ? 'high' : 'low'}`;
  });
  const path = join(benchtop.workspace, 'yield.csv');
  writeFileSync(path, `water,light,soil,yield\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(path);
  await shell.openData();
  await dataset.use.click();
  await experiment.trainSteps(200);
  await page.getByRole('button', { name: 'Folds…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Train over folds' });
  await dialog.getByLabel('Folds', { exact: true }).fill('3');
  await choose(dialog.getByLabel('Each fold trains on'), 'More and more of them: a learning curve');
  await dialog.getByLabel('Sizes').fill('0.1, 1');
  await dialog.getByRole('button', { name: 'Start 6 runs' }).click();
  const head = page.getByRole('main').locator('header').first();
  await expect(head.getByText('Finished')).toBeVisible({ timeout: 120_000 });

  const card = page.getByRole('region', { name: 'Learning curve' });
  await expect(card.getByRole('status')).toContainText(
    /^From 20 to 200 training rows the validation \w+ .*over 3 folds \(95 % /,
  );
  const table = card.getByRole('table', { name: 'Scores by training rows' });
  await expect(table.locator('tbody tr')).toHaveCount(2);
  await expect(table.locator('tbody tr').first().locator('td').first()).toHaveText('20');
  await expect(table.locator('tbody tr').last().locator('td').first()).toHaveText('200');
  await expect(card.getByRole('img', { name: /over training rows$/ })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  const { content } = await new FigurePage(benchtop).save('the learning curve', 'CSV', card);
  expect(content.trimEnd().split('\n')).toHaveLength(3);
  expect(content).toMatch(/^training rows,/);
});
