import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countClicks } from '../testing/count-clicks';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { FigurePage } from '../pages/figure.page';
import { readPdf } from '../pages/pdf-text';

const POINTS_PER_MM = 72 / 25.4;

async function trainXnor({ shell, experiment, run }: Benchtop): Promise<void> {
  await shell.openSample('XNOR');
  await experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
}

test('a figure of a journal’s column is a PDF with its texts in three clicks', async ({ benchtop }) => {
  const { page, workspace } = benchtop;
  await trainXnor(benchtop);
  const path = join(workspace, 'loss.pdf');
  await benchtop.answerSaveDialog(path);

  const clicks = await countClicks(page);
  await page.getByRole('button', { name: 'Save the curve as a picture or as data' }).click();
  const dialog = page.getByRole('dialog', { name: /^Save “/ });
  await dialog
    .getByRole('group', { name: 'Width, common values' })
    .getByRole('button', { name: '85' })
    .click();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(page.getByText(`Saved as ${path}`)).toBeVisible();
  expect(await clicks()).toBe(3);

  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const { pages, fonts, letters, shownTexts, images } = readPdf(bytes);
  expect(pages).toHaveLength(1);
  // Chromium rounds a page to whole points.
  expect(Math.abs(pages[0]!.width - 85 * POINTS_PER_MM)).toBeLessThan(1);
  expect(Math.abs(pages[0]!.height - 53 * POINTS_PER_MM)).toBeLessThan(1);
  expect(fonts.some((name) => name.startsWith('Inter'))).toBe(true);
  for (const letter of 'Lossstep') expect(letters).toContain(letter);
  expect(shownTexts).toBeGreaterThan(5);
  expect(images).toBe(0);
  // The page that printed it is gone.
  expect(await benchtop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);

  // What was chosen holds for the next figure.
  const figures = new FigurePage(benchtop);
  const { content } = await figures.save('the picture', 'SVG');
  expect(content).toMatch(/^<svg [^>]*width="85mm" height="53mm"/);
});

test('pictures with pixels are printed too, and the size is of any page', async ({ benchtop }) => {
  await trainXnor(benchtop);
  const { page } = benchtop;
  await page.getByRole('button', { name: 'Save the picture as a picture or as data' }).click();
  const dialog = page.getByRole('dialog', { name: /^Save “/ });
  await dialog.getByLabel('Width', { exact: true }).fill('500');
  await dialog.getByLabel('Height', { exact: true }).fill('701.5');
  const path = join(benchtop.workspace, 'map.pdf');
  await benchtop.answerSaveDialog(path);
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(page.getByText(`Saved as ${path}`)).toBeVisible();
  const { pages, images } = readPdf(readFileSync(path));
  expect(pages).toHaveLength(1);
  expect(Math.abs(pages[0]!.width - 500 * POINTS_PER_MM)).toBeLessThan(1);
  expect(Math.abs(pages[0]!.height - 701.5 * POINTS_PER_MM)).toBeLessThan(1);
  expect(images).toBeGreaterThan(0);
});

test('a figure is copied as a picture and as the text of its drawing', async ({ benchtop }) => {
  const { app, page } = benchtop;
  await trainXnor(benchtop);
  await page.getByRole('button', { name: 'Save the curve as a picture or as data' }).click();
  const dialog = page.getByRole('dialog', { name: /^Save “/ });
  await expect(dialog.getByRole('img', { name: /^Preview of “/ })).toBeVisible();
  await dialog
    .getByRole('group', { name: 'Width, common values' })
    .getByRole('button', { name: '85' })
    .click();
  await dialog.getByRole('button', { name: 'Copy picture' }).click();
  await expect(page.getByText('The picture is on the clipboard.')).toBeVisible();
  const size = await app.evaluate(({ clipboard }) =>
    (clipboard as unknown as { readImage: () => { getSize: () => unknown } }).readImage().getSize(),
  );
  expect(size).toEqual({ width: 1004, height: 626 });
  await dialog.getByRole('button', { name: 'Copy SVG' }).click();
  await expect(page.getByText('The SVG is on the clipboard, as text.')).toBeVisible();
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^<svg [^>]*width="85mm"/);

  await dialog.getByLabel('Width', { exact: true }).fill('7');
  await expect(dialog.getByText('Width must be from 20 to 1200, not 7.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save…' })).toHaveAttribute('aria-disabled', 'true');
});
