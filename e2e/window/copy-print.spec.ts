import { trainClusters } from '../testing/trained-clusters';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { LibraryPage } from '../pages/library.page';

function clipboard(benchtop: Benchtop): Promise<{ text: string; html: string }> {
  return benchtop.app.evaluate((electron) => {
    const kept = (electron as unknown as { clipboard: { readText(): string; readHTML(): string } }).clipboard;
    return { text: kept.readText(), html: kept.readHTML() };
  });
}

test('runs, a table and a cell are copied as a spreadsheet takes them', async ({ benchtop }) => {
  const { page, shell } = benchtop;
  const library = new LibraryPage(page);
  await trainClusters(benchtop, 2, 3);
  await library.open();
  await library.row('3 clusters').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const runs = await clipboard(benchtop);
  const [heads, ...lines] = runs.text.split('\n').map((line) => line.split('\t'));
  expect(heads?.slice(0, 2)).toEqual(['Name', 'Status']);
  expect(lines.map(([name]) => name)).toEqual(['3 clusters', '2 clusters']);
  expect(runs.html).toContain('<td>3 clusters</td>');

  // Any other table: its cell by Ctrl+C, the whole by the menu.
  await shell.choose(['2 clusters', '3 clusters']);
  await shell.rail.getByRole('button', { name: 'Compare', exact: false }).first().click();
  const table = page.getByRole('table').filter({ hasText: 'Clusters' }).first();
  const row = table.getByRole('row').filter({ hasText: 'Clusters' });
  await row.getByRole('cell').last().click();
  await page.keyboard.press('Control+c');
  const one = await clipboard(benchtop);
  expect(['2', '3']).toContain(one.text);
  await row.getByRole('cell').last().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy table' }).click();
  await expect.poll(async () => (await clipboard(benchtop)).text.split('\n').length).toBeGreaterThan(1);
  const whole = await clipboard(benchtop);
  expect(whole.text).toMatch(/^Clusters( \(k\))?\t[23]\t[23]$/m);
  expect(whole.html).toContain('<table>');
});

test('a view is printed light and whole, without the sidebar', async ({ benchtop }) => {
  const { page, shell, run } = benchtop;
  await shell.startSample('XNOR');
  await run.expectStatus('finished');
  await benchtop.call('settingsSet', { theme: 'dark' });
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.evaluate(() => {
    globalThis.print = () => {
      (globalThis as unknown as { printed: string | undefined }).printed =
        document.documentElement.dataset['theme'];
    };
  });
  await page.keyboard.press('Control+p');
  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { printed?: string }).printed))
    .toBe('light');
  await expect(root).toHaveAttribute('data-theme', 'dark');

  await page.emulateMedia({ media: 'print' });
  await expect(shell.rail).toBeHidden();
  const cut = await page.evaluate(() => {
    const main = document.querySelector('main')!;
    return main.scrollHeight - main.clientHeight;
  });
  expect(cut).toBeLessThanOrEqual(1);
  await page.emulateMedia({ media: 'screen' });
});
