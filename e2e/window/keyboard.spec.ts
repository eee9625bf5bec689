import { trainClusters } from '../testing/trained-clusters';
import { expect, test } from '../testing/fixtures';
import { LibraryPage } from '../pages/library.page';

test('F6 goes through the parts of the window, and a list is one Tab stop', async ({ benchtop }) => {
  const { page, shell, run } = benchtop;
  const library = new LibraryPage(page);
  await trainClusters(benchtop, 2, 3, 4);
  const rows = shell.rail.locator('[data-row]');
  await expect(rows).toHaveCount(3);
  await expect(shell.rail.locator('[data-row][tabindex="0"]')).toHaveCount(1);

  // Sidebar, its foot, the view, and round; back with Shift, to where the focus was.
  const focus = page.locator(':focus');
  await page.keyboard.press('F6');
  await expect(focus).toHaveAttribute('data-tip', 'Home');
  await shell.row('3 clusters').focus();
  await page.keyboard.press('F6');
  await expect(focus).toHaveAccessibleName(/Shortcuts/);
  await page.keyboard.press('Shift+F6');
  await expect(shell.row('3 clusters')).toBeFocused();
  await expect(shell.rail.locator('[data-row][tabindex="0"]')).toContainText('3 clusters');

  // Deleting goes on to the next row, in the list and in the view.
  await page.keyboard.press('Enter');
  await run.expectStatus('finished');
  await shell.row('3 clusters').focus();
  await page.keyboard.press('Delete');
  await expect(shell.row('2 clusters')).toBeFocused();
  await expect(run.header).toContainText('2 clusters');

  // Each view takes the keys when it is gone to.
  await page.keyboard.press('Control+n');
  await expect(page.getByRole('button', { name: 'Open a file…' })).toBeFocused();
  await page.keyboard.press('Control+l');
  await expect(library.table).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(library.row('4 clusters')).toHaveClass(/current/);

  // Down from a head leads to the rows.
  await library.head('Name').getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(library.table).toBeFocused();
});

test('the filter of all runs completes labels, names and values, and takes labels', async ({ benchtop }) => {
  const { page } = benchtop;
  const library = new LibraryPage(page);
  await trainClusters(benchtop, 2, 3, 4);
  await library.open();
  await expect.poll(() => library.names()).toHaveLength(3);
  const options = page.getByRole('listbox', { name: 'What can be written' }).getByRole('option');
  await library.filter.focus();
  await page.keyboard.type('nclu');
  await expect(options).toContainText(['Clusters']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(library.filter).toHaveValue('Clusters ');
  await page.keyboard.type('>= 3 and data = ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(library.filter).toBeFocused();
  await expect.poll(() => library.names()).toEqual(['4 clusters', '3 clusters']);
  await expect(page.getByRole('alert')).toHaveCount(0);
  // What was typed is undone as the one edit that it was, or in parts after a rest.
  await page.keyboard.press('Control+Space');
  await expect(options).toContainText(['and', 'or']);
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(library.filter).toHaveValue(/Clusters >= 3/);
});
