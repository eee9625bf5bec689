import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose } from '../testing/choose';
import { getPath } from '../../src-shared/fields/change';
import { present } from '../../src-shared/present';
import { axeFindings } from '../testing/axe';
import { expect, test } from '../testing/fixtures';
import { LibraryPage } from '../pages/library.page';
import { trainClusters } from '../testing/trained-clusters';

test('rows come and go as the filter is typed, while it is scrolled and in a lower window', async ({
  benchtop,
}) => {
  const [id = ''] = await trainClusters(benchtop, 2);
  const runs = join(benchtop.workspace, 'runs');
  const stored = benchtop.readRecord(id);
  await benchtop.close();
  for (let run = 0; run < 200; run++) {
    const copy = `20260101-000${String(run).padStart(3, '0')}-000-abcdef`;
    mkdirSync(join(runs, copy));
    writeFileSync(join(runs, copy, 'run.json'), JSON.stringify({ ...stored, id: copy, name: `copy ${run}` }));
  }
  await benchtop.launch();
  const library = new LibraryPage(benchtop.page);
  await library.open();
  await library.filter.fill('copy');
  await expect.poll(async () => (await library.names())[0]).toBe('copy 199');
  const inFull = (await library.names()).length;
  const from = (first: number, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `copy ${first - i}`);

  await library.table.evaluate((table) => {
    table.scrollTop = 50 * 32;
  });
  await expect.poll(() => library.names()).toEqual(from(149, inFull));
  await benchtop.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 640);
  });
  await expect.poll(async () => (await library.names()).length).toBeLessThan(inFull);
  const inLow = (await library.names()).length;
  expect(await library.names()).toEqual(from(149, inLow));
  await library.table.evaluate((table) => {
    table.scrollTop += 7 * 32;
  });
  await expect.poll(() => library.names()).toEqual(from(142, inLow));

  await library.filter.fill('"copy 17"');
  await expect.poll(() => library.names()).toEqual([...from(179, 10), 'copy 17']);
  await library.filter.fill('no such run');
  await expect(benchtop.page.getByText('No run matches')).toBeVisible();
  // The head stays: its columns may be what is to be changed.
  await expect(library.head('Name')).toBeInViewport({ ratio: 0.9 });
  expect(await library.names()).toEqual([]);
  await library.filter.fill('"copy 3"');
  await expect.poll(() => library.names()).toEqual([...from(39, 10), 'copy 3']);
  await library.row('copy 38').click();
  await expect(library.row('copy 38')).toHaveClass(/current/);
  await library.filter.fill('copy');
  await expect.poll(async () => (await library.names()).slice(0, inLow)).toEqual(from(199, inLow));
});

test('a run is found by an expression, starred, tagged, deleted and had back', async ({ benchtop }) => {
  const { page } = benchtop;
  const library = new LibraryPage(page);
  const [two = '', three = '', four = ''] = await trainClusters(benchtop, 2, 3, 4);
  await library.open();
  await expect.poll(() => library.names()).toEqual(['4 clusters', '3 clusters', '2 clusters']);
  expect(await axeFindings(page)).toEqual([]);

  // "/" leads to the filter from anywhere; a mistake is told in a sentence, and shows all runs.
  await page.keyboard.press('/');
  await expect(library.filter).toBeFocused();
  await library.filter.fill('nClustrs = 4');
  await expect(page.getByRole('alert')).toHaveText(
    'No run has a setting or metric “nClustrs”; the nearest is “nClusters”.',
  );
  await library.filter.fill('nClusters >= 3 and kind = kmeans');
  await expect.poll(() => library.names()).toEqual(['4 clusters', '3 clusters']);

  // By the keyboard: down from the filter, star, tag.
  await page.keyboard.press('ArrowDown');
  await expect(library.table).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('s');
  await expect(library.row('4 clusters').getByRole('button', { name: 'Star' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('t');
  await page.getByRole('textbox', { name: 'Tags' }).fill('paper, figure 2');
  await page.keyboard.press('Enter');
  await expect(library.row('4 clusters')).toContainText('figure 2');
  expect(benchtop.readRecord(four)).toMatchObject({ starred: true, tags: ['paper', 'figure 2'] });
  await library.filter.fill('tag = paper starred');
  await expect.poll(() => library.names()).toEqual(['4 clusters']);

  // Deleted and undone.
  await library.filter.fill('');
  await library.row('3 clusters').getByText('3 clusters').click();
  await page.keyboard.press('Delete');
  await expect.poll(() => library.names()).toEqual(['4 clusters', '2 clusters']);
  expect(benchtop.runIds()).toEqual([two, four]);
  await benchtop.shell.messages.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => library.names()).toEqual(['4 clusters', '3 clusters', '2 clusters']);

  // Two deleted by the bulk bar, one had back from the trash, the other one gone for good.
  await library.choose('2 clusters');
  await library.choose('3 clusters');
  await expect(library.bulk).toContainText('2 runs selected');
  await library.bulk.getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => library.names()).toEqual(['4 clusters']);
  await page.getByRole('button', { name: 'Trash', exact: true }).click();
  const trash = page.getByRole('dialog', { name: 'Trash' });
  await trash
    .getByRole('listitem')
    .filter({ hasText: '3 clusters' })
    .getByRole('button', { name: 'Restore' })
    .click();
  await expect(trash.getByRole('listitem')).toHaveCount(1);
  expect(await axeFindings(page, 'dialog')).toEqual([]);
  await trash.getByRole('button', { name: /^Empty trash/ }).click();
  await expect(trash.getByRole('alert')).toHaveText(/^Delete 1 run for good\? This frees \d+(\.\d)? kB/);
  await trash.getByRole('button', { name: /^Delete for good/ }).click();
  await expect(benchtop.shell.messages).toContainText(/1 run deleted for good: \d+(\.\d)? kB freed/);
  await page.keyboard.press('Escape');
  await expect.poll(() => library.names()).toEqual(['4 clusters', '3 clusters']);
  expect(existsSync(join(benchtop.workspace, 'trash', two))).toBe(false);
  expect(benchtop.runIds()).toEqual([three, four]);
});

test('order, columns, names and archive stay as they were left, over a restart', async ({ benchtop }) => {
  const library = new LibraryPage(benchtop.page);
  const [two = ''] = await trainClusters(benchtop, 2, 3, 4);
  await library.open();
  await library.head('Training inertia').getByRole('button').click();
  await expect(library.head('Training inertia')).toHaveAttribute('aria-sort', 'ascending');
  const inertia = (id: string): number => benchtop.readRecord(id).summary['inertia'] as number;
  const byInertia = benchtop
    .runIds()
    .sort((a, b) => inertia(a) - inertia(b))
    .map((id) => benchtop.readRecord(id).name);
  expect(await library.names()).toEqual(byInertia);

  // Another column; the bar of the bulk archives; a name of its own.
  await benchtop.page.getByRole('button', { name: 'Columns', exact: true }).click();
  const dialog = benchtop.page.getByRole('dialog', { name: 'Columns' });
  await dialog.getByRole('searchbox').fill('ninit');
  await dialog.getByRole('button', { name: 'nInit', exact: true }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(library.head('nInit')).toBeVisible();
  await library.row('2 clusters').getByText('2 clusters').click();
  await benchtop.page.keyboard.press('F2');
  await benchtop.page.getByRole('textbox', { name: 'New name' }).fill('too few');
  await benchtop.page.keyboard.press('Enter');
  await expect(library.row('too few')).toBeVisible();
  await library.choose('3 clusters');
  await library.bulk.getByRole('button', { name: 'Archive' }).click();
  await expect(library.row('3 clusters')).toHaveCount(0);

  await benchtop.relaunch();
  const again = new LibraryPage(benchtop.page);
  await again.open();
  const rest = byInertia
    .filter((name) => name !== '3 clusters')
    .map((name) => (name === '2 clusters' ? 'too few' : name));
  await expect.poll(() => again.names()).toEqual(rest);
  await expect(again.head('nInit')).toBeVisible();
  await expect(again.row('too few').getByRole('gridcell').last()).toHaveText(
    String(getPath(benchtop.readRecord(two).experiment, 'model.nInit')),
  );
  await choose(benchtop.page.getByRole('combobox', { name: 'Archived runs' }), 'Only archived');
  await expect.poll(() => again.names()).toEqual(['3 clusters']);
  expect(benchtop.readRecord(two).name).toBe('too few');
});

test('chosen runs are compared, and written as a table', async ({ benchtop }) => {
  const library = new LibraryPage(benchtop.page);
  await trainClusters(benchtop, 2, 3);
  await library.open();
  await library.choose('2 clusters');
  await library.choose('3 clusters');
  const to = join(benchtop.workspace, 'exported.csv');
  await benchtop.answerSaveDialog(to);
  await library.bulk.getByRole('button', { name: 'Export' }).click();
  await benchtop.page.getByRole('menuitem', { name: /as CSV/ }).click();
  await expect(benchtop.shell.messages).toContainText('2 runs written to');
  const [head = '', ...rows] = readFileSync(to, 'utf8').trim().split('\n');
  expect(head.split(',').slice(0, 4)).toEqual(['id', 'name', 'status', 'kind']);
  expect(rows.map((row) => row.split(',')[1])).toEqual(['3 clusters', '2 clusters']);
  await library.bulk.getByRole('button', { name: 'Compare' }).click();
  await expect(benchtop.page.getByRole('list', { name: 'Chosen runs' })).toContainText('2 clusters');
});

test('a run takes any colour, by its code and by sliders', async ({ benchtop }) => {
  const { page, shell, run } = benchtop;
  await shell.startSample('XNOR');
  await run.expectStatus('finished', { timeout: 120_000 });
  const library = new LibraryPage(page);
  await library.open();
  const stored = (): unknown => benchtop.readRecord(present(benchtop.runIds()[0])).colour;

  const dialog = page.getByRole('dialog', { name: 'Another colour' });
  await library
    .row('XNOR')
    .getByRole('button', { name: /^Colour/ })
    .click();
  await page.getByRole('menuitem', { name: 'Another colour…' }).click();
  const code = dialog.getByLabel('Hex code');
  await expect(code).toBeFocused();
  await code.fill('#6633');
  await expect(dialog.getByRole('alert')).toHaveText('Six hex digits, such as #0066b3.');
  await expect(dialog.getByRole('button', { name: 'Use this colour' })).toBeDisabled();
  await code.fill('#663399');
  // CSS' rebeccapurple is hsl(270 50% 40%).
  await expect(dialog.getByRole('slider', { name: 'Hue' })).toHaveValue('270');
  await code.press('Enter');
  await expect(dialog).toBeHidden();
  await expect.poll(stored).toBe('#663399');
  // The table follows what main has written.
  await expect(library.row('XNOR').locator('.swatch')).toHaveCSS('background-color', 'rgb(102, 51, 153)');

  await library
    .row('XNOR')
    .getByRole('button', { name: /^Colour/ })
    .click();
  await page.getByRole('menuitem', { name: 'Another colour…' }).click();
  await dialog.getByRole('slider', { name: 'Saturation' }).press('Home');
  // hsl(270 0% 40%).
  await expect(code).toHaveValue('#666666');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(stored()).toBe('#663399');
});
