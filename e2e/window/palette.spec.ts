import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings } from '../testing/axe';
import { expect, test } from '../testing/fixtures';

test('the palette finds commands, settings, columns and runs by a few letters', async ({ benchtop }) => {
  const { page, shell, run } = benchtop;
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const query = palette.getByRole('combobox');
  const entries = palette.getByRole('option');

  // A run, by its name, from anywhere.
  await shell.openSample('XNOR');
  await page.keyboard.press('Control+Enter');
  await run.expectStatus('finished');
  await page.keyboard.press('Control+k');
  await expect(query).toBeFocused();
  await expect(entries.first()).toContainText('New experiment');
  await query.fill('home');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(shell.sample('XNOR')).toBeVisible();
  await page.keyboard.press('Control+k');
  await query.fill('xnor fini');
  await expect(entries).toHaveCount(1);
  await expect(entries.first()).toContainText('Run');
  expect(await axeFindings(page, 'dialog')).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(run.header.getByText('Finished', { exact: true })).toBeVisible();

  // A setting of the form in sight gets the focus; what is not there is said.
  await shell.newGenerated('XNOR');
  await page.keyboard.press('Control+k');
  await query.fill('zzzz');
  await expect(palette.getByRole('status')).toContainText('No match');
  await query.fill('lear ra');
  await expect(entries.first()).toContainText('Learning rate');
  await entries.first().click();
  await expect(page.getByLabel('Learning rate', { exact: true })).toBeFocused();

  // Arrows move, Escape closes and gives the focus back.
  await page.keyboard.press('Control+k');
  await expect(query).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(entries.nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(page.getByLabel('Learning rate', { exact: true })).toBeFocused();

  // A column of the file in sight.
  const file = join(benchtop.workspace, 'wide.csv');
  const names = Array.from({ length: 60 }, (_, c) => `gene${c}`);
  writeFileSync(file, `${names.join()}\n${`${names.map((_, c) => c).join()}\n`.repeat(40)}`);
  await shell.goHome();
  await benchtop.answerFileDialog(file);
  await shell.openData();
  await expect(benchtop.dataset.columns).toBeVisible();
  await page.keyboard.press('Control+k');
  await query.fill('gene57');
  await page.keyboard.press('Enter');
  await expect(benchtop.dataset.columns.getByRole('row', { selected: true })).toContainText('gene57');
});
