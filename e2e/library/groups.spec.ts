import { choose } from '../testing/choose';
import { present } from '../../src-shared/present';
import { axeFindings } from '../testing/axe';
import { FigurePage } from '../pages/figure.page';
import { expect, test } from '../testing/fixtures';

test('XNOR is repeated with 40 seeds: success rate, band, atlas, one click to a run and back', async ({
  benchtop,
}) => {
  const { page, shell, run } = benchtop;
  await shell.openSample('XNOR');
  await page.getByRole('button', { name: 'Repeat…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Repeat with several seeds' });
  await dialog.getByLabel('Runs', { exact: true }).fill('0');
  await expect(dialog.getByRole('alert')).toContainText('Give a whole number from 1');
  await dialog.getByLabel('Runs', { exact: true }).fill('40');
  await expect(dialog.getByText('Seeds 3 to 42')).toBeVisible();
  await dialog.getByRole('button', { name: 'Start 40 runs' }).click();

  await expect(page.getByRole('heading', { name: 'XNOR', exact: true })).toBeVisible();
  const head = page.getByRole('main').locator('header').first();
  await expect(head.getByText('Finished')).toBeVisible({ timeout: 120_000 });
  await expect(head.getByText('40 / 40 runs')).toBeVisible();
  expect(benchtop.runIds()).toHaveLength(40);

  // What is on disk, counted by hand.
  const losses = benchtop.runIds().map((id) => Number(benchtop.readRecord(id).summary['loss']));
  const solved = losses.filter((loss) => loss < 0.001).length;
  expect(solved).toBeGreaterThan(10);
  expect(solved).toBeLessThan(38);
  const success = page.getByRole('region', { name: 'Success' });
  await expect(success.getByText(`${solved} of 40 runs`)).toBeVisible();
  const stuck = losses.filter((loss) => loss < 0.13).length;
  await success.getByLabel('Value of the criterion').fill('0.13');
  await expect(success.getByText(`${stuck} of 40 runs`)).toBeVisible();

  const atlas = page.getByRole('region', { name: 'Seed atlas' });
  const tiles = atlas.getByRole('button', { name: /^Seed \d+ ?: training loss/ });
  await expect(tiles).toHaveCount(40);
  const names = await tiles.evaluateAll((all) => all.map((tile) => tile.textContent ?? ''));
  const seeds = names.map((name) => Number(/Seed\s*(\d+)/.exec(name)?.[1]));
  const lossBySeed = new Map(
    benchtop.runIds().map((id) => {
      const { experiment, summary } = benchtop.readRecord(id);
      return [experiment.seed, Number(summary['loss'])];
    }),
  );
  const drawn = seeds.map((seed) => lossBySeed.get(seed) ?? NaN);
  expect(drawn.every(Number.isFinite)).toBe(true);
  expect(drawn).toEqual([...drawn].sort((a, b) => a - b));
  await expect(atlas.locator('canvas')).toHaveCount(40);
  const saved = await new FigurePage(benchtop).saveAll(
    'the atlas',
    { columns: 'chart,drawn,x1,x2,output', texts: ['Seed atlas, XNOR'] },
    atlas,
  );
  expect(new Set(saved.match(/^\d+: /gm)).size).toBe(40);

  const curves = page.getByRole('region', { name: 'Training loss', exact: true });
  await curves.getByRole('radio', { name: 'min–max' }).click();
  await curves.getByRole('slider').focus();
  await page.keyboard.press('End');
  await expect(curves.getByText('step 5,000 · 40 runs', { exact: true })).toBeVisible();
  await expect(curves.getByRole('row')).toHaveText([
    /^\s*Run\s*Value\s*$/,
    /^\s*mean\s*\d/,
    /^\s*min–max, lower\s*\d/,
    /^\s*min–max, upper\s*\d/,
  ]);
  expect(await axeFindings(page)).toEqual([]);

  // Its runs are in their group, not among the single ones.
  await expect(shell.rail.getByText('Finished runs are kept here.')).toBeVisible();
  await tiles.first().click();
  await run.expectStatus('finished');
  await expect(run.title).toHaveText(`XNOR · seed ${seeds[0]}`);
  await run.header.getByRole('button', { name: /of XNOR$/ }).click();
  await expect(atlas).toBeVisible();
});

test('a group is stopped as a whole, survives the end of the program, and goes on', async ({ benchtop }) => {
  const { page, shell } = benchtop;
  await shell.openSample('XNOR');
  const field = page.getByRole('textbox', { name: 'Steps', exact: true });
  await field.fill('400000');
  await page.getByRole('button', { name: 'Repeat…' }).click();
  await page.getByRole('dialog').getByLabel('Runs', { exact: true }).fill('4');
  await page.getByRole('dialog').getByRole('button', { name: 'Start 4 runs' }).click();
  const head = page.getByRole('main').locator('header').first();
  await expect(page.getByRole('row').filter({ hasText: 'Running' }).first()).toBeVisible();
  await head.getByRole('button', { name: 'Stop all' }).click();
  await expect(head.getByText('Stopped')).toBeVisible();

  await benchtop.relaunch();
  await benchtop.shell.rail.getByRole('button', { name: /XNOR/ }).first().click();
  const banner = benchtop.page.getByRole('main').locator('header').first();
  await expect(banner.getByText('Stopped')).toBeVisible();
  await banner.getByRole('button', { name: 'Resume' }).click();
  await expect(banner.getByText('Finished')).toBeVisible({ timeout: 120_000 });
  for (const id of benchtop.runIds())
    expect(benchtop.readRecord(id)).toMatchObject({ status: 'finished', steps: 400_000 });
});

test('learning rates are swept, the best first; halving stops the others early', async ({ benchtop }) => {
  const { page, shell } = benchtop;
  await shell.openSample('XNOR');
  await page.getByRole('button', { name: 'Sweep…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sweep over settings' });
  await expect(dialog.getByLabel('Setting 1', { exact: true })).toHaveText('Learning rate');
  const values = dialog.getByLabel('Values of Learning rate');
  await values.fill('0.0001, x');
  await expect(dialog.getByText('Learning rate: "x" is no number.')).toBeVisible();
  await values.fill('0.0001, 0.03');
  await dialog.getByRole('button', { name: 'Add a setting' }).click();
  await choose(dialog.getByLabel('Setting 2', { exact: true }), 'Activation, layer 1');
  await expect(dialog.getByText('4 runs', { exact: true })).toBeVisible();
  expect(await axeFindings(page, 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Start sweep' }).click();

  const head = page.getByRole('main').locator('header').first();
  await expect(head.getByText('Finished')).toBeVisible({ timeout: 120_000 });
  const rows = page.getByRole('table', { name: 'Runs of the group' }).getByRole('row');
  await expect(rows).toHaveCount(5);
  // The small rate has not learnt anything in that time: both of its runs come last.
  await expect(rows.nth(3)).toContainText('0.0001');
  await expect(rows.nth(4)).toContainText('0.0001');

  // Coloured by what the loss goes with most; the best trial's settings make an experiment.
  const colours = page.getByRole('group', { name: 'Colours by learning rate' });
  await expect(colours).toContainText('0.0001');
  await expect(colours).toContainText('0.03');
  await expect(page.getByLabel('Training loss over Learning rate of 4 trials')).toBeVisible();
  await page.getByRole('button', { name: 'Use these settings' }).click();
  await expect(benchtop.experiment.name).toHaveValue('XNOR');
  await expect(page.getByRole('textbox', { name: 'Learning rate', exact: true })).toHaveValue('0.03');
  // In the table of runs they are one line, and each of its own where that is opened.
  await shell.rail.getByRole('button', { name: 'All runs' }).click();
  const table = page.getByRole('grid', { name: 'Runs' });
  await expect(table.getByRole('row')).toHaveCount(2);
  await table.getByRole('button', { name: 'Runs of XNOR' }).click();
  await expect(table.getByRole('row')).toHaveCount(6);

  // The line of a group has a menu as runs have, by the pointer and by keys.
  const line = table.getByRole('row').nth(1);
  const menu = page.getByRole('menu', { name: 'Actions for XNOR' });
  await line.click({ button: 'right' });
  await expect(menu.getByRole('menuitem', { name: 'Compare 4 runs' })).toBeVisible();
  expect(await axeFindings(page, '[role=menu]')).toEqual([]);
  await menu.getByRole('menuitem', { name: 'Hide its runs' }).click();
  await expect(table.getByRole('row')).toHaveCount(2);
  for (const key of ['ContextMenu', 'Shift+F10']) {
    await page.keyboard.press(key);
    await expect(menu.getByRole('menuitem', { name: 'Open Enter' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
  }

  await shell.goHome();
  await shell.openSample('XNOR');
  await page.getByRole('button', { name: 'Sweep…' }).click();
  await dialog.getByRole('radio', { name: 'Successive halving' }).click();
  await dialog.getByLabel('Trials', { exact: true }).fill('9');
  await expect(dialog.getByText('9 to step 556, then 3 to step 1,667, then 1 to step 5,000')).toBeVisible();
  await dialog.getByRole('button', { name: 'Start sweep' }).click();
  await expect(head.getByText('Finished')).toBeVisible({ timeout: 120_000 });
  await expect(rows).toHaveCount(10);
  await expect(rows.nth(1)).toContainText('5,000');
  await expect(rows.filter({ hasText: '556' })).toHaveCount(6);
});

test('a run is run again and found to be the same', async ({ benchtop }) => {
  const { page, run } = benchtop;
  await benchtop.shell.startSample('XNOR');
  await run.expectStatus('finished', { timeout: 120_000 });
  await page.getByRole('button', { name: 'Run again and check that the numbers are the same' }).click();
  await expect(run.header.getByText('Reproduced')).toBeVisible({ timeout: 120_000 });
  const [first, second] = benchtop.runIds();
  expect(benchtop.readRecord(present(first)).check).toMatchObject({
    outcome: 'same',
    with: second,
    steps: 500,
  });
  expect(benchtop.readRecord(present(second)).check).toMatchObject({ outcome: 'same', with: first });
});
