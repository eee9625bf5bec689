import type { Page } from '@playwright/test';
import { axeFindings } from '../testing/axe';
import { expect, test } from '../testing/fixtures';

/** The pane of the guide, beside what is being done or above a dialog. */
function guideOf(page: Page) {
  const pane = page.getByLabel('Guide', { exact: true });
  return {
    pane,
    heading: (name: string, level: number) => pane.getByRole('heading', { name, exact: true, level }),
    search: pane.getByRole('searchbox', { name: 'Search the guide' }),
    button: (name: string) => pane.getByRole('button', { name, exact: true }),
  };
}

test('F1 opens the guide at the setting that has the focus, and Esc gives the focus back', async ({
  benchtop,
}) => {
  const { page, shell, experiment } = benchtop;
  const guide = guideOf(page);
  await shell.openSample('XNOR');

  const rate = experiment.field(/^Learning rate$/);
  await rate.focus();
  await page.keyboard.press('F1');
  await expect(guide.heading('Learning rate', 4)).toBeFocused();
  await expect(guide.heading('Learning rate', 4)).toBeInViewport();
  await expect(guide.pane).toContainText('w ← w - η g');
  await page.keyboard.press('Escape');
  await expect(guide.pane).toHaveCount(0);
  await expect(rate).toBeFocused();
  // The tooltip says the same.
  await expect(rate).toHaveAttribute('data-tip', /w ← w - η g\nDefault: 0\.03; above 0 to 1,000/);

  // A switch has no field of its own; what is around it says which setting it is.
  const early = page.getByRole('radio', { name: 'Stop early' });
  await early.focus();
  await page.keyboard.press('F1');
  await expect(guide.heading('Early stopping', 4)).toBeFocused();
  // Beside what it was asked about, not over it.
  const [setting, pane] = [await early.boundingBox(), await guide.pane.boundingBox()];
  expect(pane?.x).toBe(0);
  expect(setting?.x).toBeGreaterThan(pane?.width ?? Infinity);
  await page.keyboard.press('Escape');

  // Another model, another page.
  await page.getByRole('radio', { name: 'SVM' }).click();
  await experiment.field('Tolerance').focus();
  await page.keyboard.press('F1');
  await expect(guide.pane).toContainText('duality gap');
  await expect(guide.heading('SVM', 2)).toBeVisible();
});

test('the guide is read, searched and walked through without the network', async ({ benchtop }) => {
  const { page } = benchtop;
  const guide = guideOf(page);
  await page.keyboard.press('F1');
  await expect(guide.heading('Guide', 2)).toBeFocused();
  expect(await axeFindings(page, 'aside')).toEqual([]);

  await guide.pane.getByRole('link', { name: 'Networks', exact: true }).click();
  await expect(guide.heading('Networks', 2)).toBeFocused();
  const picture = guide.pane.getByRole('img').first();
  await picture.scrollIntoViewIfNeeded();
  await expect
    .poll(() => picture.evaluate((element) => (element as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(1000);
  expect(await axeFindings(page, 'aside')).toEqual([]);

  await guide.search.fill('silhouette');
  await guide.pane.getByRole('button', { name: /^How many clusters/ }).click();
  await expect(guide.heading('How many clusters', 3)).toBeFocused();
  await guide.button('Back').click();
  await expect(guide.heading('Networks', 2)).toBeVisible();
  await guide.search.fill('zebra');
  await expect(guide.pane.getByRole('status')).toHaveText('Nothing found.');
  // Esc empties the search first.
  await page.keyboard.press('Escape');
  await expect(guide.search).toHaveValue('');
  await guide.button('Contents of the guide').click();
  await expect(guide.heading('Guide', 2)).toBeVisible();
  // The window is where it was.
  expect(page.url()).toMatch(/index\.html$/);
  await page.keyboard.press('Escape');
  await expect(guide.pane).toHaveCount(0);
});

test('the palette, question marks and dialogs lead to their pages', async ({ benchtop }) => {
  const { page, shell } = benchtop;
  const guide = guideOf(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill('guide regr');
  await page.keyboard.press('Enter');
  await expect(guide.heading('Regression', 2)).toBeVisible();
  await guide.button('Close the guide').click();

  await shell.openSample('XNOR');
  await page.getByRole('button', { name: 'Help on data settings' }).click();
  await expect(guide.heading('Data', 2)).toBeVisible();
  await guide.button('Close the guide').click();

  // Above a dialog it can be used, and closing it leaves the dialog.
  await page.getByRole('button', { name: 'Repeat…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Repeat with several seeds' });
  await dialog.getByRole('textbox', { name: 'Runs' }).focus();
  await page.keyboard.press('F1');
  await expect(guide.heading('Repeat: is it luck?', 3)).toBeFocused();
  await guide.search.fill('grid');
  await expect(guide.pane.getByRole('button', { name: /^Sweep/ })).toBeVisible();
  await guide.button('Close the guide').click();
  await expect(guide.pane).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Runs' })).toBeFocused();
});

test('a menu item opens the guide', async ({ benchtop }) => {
  await benchtop.app.evaluate(({ Menu }) => {
    const help = Menu.getApplicationMenu()!.items.find(({ label }) => label === 'Help');
    help!.submenu!.items.find(({ label }) => label === 'Guide')!.click();
  });
  await expect(guideOf(benchtop.page).heading('Guide', 2)).toBeVisible();
  await benchtop.page.keyboard.press('Escape');
  // Its key is in the list of keys.
  await benchtop.page.keyboard.press('Control+/');
  const keys = benchtop.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys.getByText('Help on what has the focus')).toBeVisible();
  await expect(keys.getByText('F1', { exact: true })).toBeVisible();
});
