import { axeFindings } from '../testing/axe';
import { choose } from '../testing/choose';
import { expect, test } from '../testing/fixtures';

test('a search that learns has layers, then their units, and stops the worse trials early', async ({
  benchtop,
}) => {
  const { page, shell } = benchtop;
  await shell.openSample('XNOR');
  await page.getByRole('textbox', { name: 'Steps', exact: true }).fill('900');
  await page.getByRole('button', { name: 'Sweep…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sweep over settings' });
  await dialog.getByRole('radio', { name: 'TPE' }).click();
  await dialog.getByRole('button', { name: 'Add a setting' }).click();
  await choose(dialog.getByLabel('Setting 2', { exact: true }), 'Hidden layers');
  await dialog.getByLabel('Hidden layers from', { exact: true }).fill('1');
  await dialog.getByLabel('Hidden layers to', { exact: true }).fill('2');
  await dialog.getByRole('button', { name: 'Add a setting' }).click();
  await choose(dialog.getByLabel('Setting 3', { exact: true }), 'Units, layer 2');
  await expect(dialog.getByText('only from 2 hidden layers on')).toBeVisible();
  await dialog.getByLabel('Trials', { exact: true }).fill('18');
  await choose(dialog.getByLabel('Worse trials'), 'are stopped early (ASHA)');
  await expect(dialog.getByText('18 runs, judged at step 100, 300, 900')).toBeVisible();
  expect(await axeFindings(page, 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Start sweep' }).click();

  const head = page.getByRole('main').locator('header').first();
  await expect(head.getByText('TPE search of 18, halved by ASHA')).toBeVisible();
  await expect(head.getByText('Finished')).toBeVisible({ timeout: 120_000 });
  await expect(head.getByText('18 / 18 runs')).toBeVisible();
  const table = page.getByRole('table', { name: 'Runs of the group' });
  await expect(table.getByRole('columnheader', { name: 'Units, layer 2' })).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(19);
  // Those that came furthest first; a trial with one layer has no units of a second.
  await expect(table.getByRole('row').nth(1)).toContainText('900');
  const counts = new Map<number, number>();
  for (const id of benchtop.runIds()) {
    const { steps, experiment } = benchtop.readRecord(id);
    counts.set(steps, (counts.get(steps) ?? 0) + 1);
    expect(experiment.model.kind === 'network' && [2, 3].includes(experiment.model.layers.length)).toBe(true);
  }
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([100, 300, 900]);
  expect(counts.get(100)).toBeGreaterThan(8);
  await expect(table.getByRole('cell', { name: '–', exact: true }).first()).toBeVisible();
});
