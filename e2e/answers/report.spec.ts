import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axeFindings } from '../testing/axe';
import { expect, test, type Benchtop } from '../testing/fixtures';

/** A report in a window of its own, and what it asked the network for. */
async function openReport(benchtop: Benchtop, file: string, runsScripts: boolean): Promise<Page> {
  const content = readFileSync(file).toString('base64');
  const opened = benchtop.app.waitForEvent('window');
  await benchtop.app.evaluate(
    async ({ BrowserWindow }, { url, javascript }) => {
      const window = new BrowserWindow({ width: 1000, height: 800, webPreferences: { javascript } });
      await window.loadURL(url);
    },
    { url: `data:text/html;charset=utf-8;base64,${content}`, javascript: runsScripts },
  );
  return opened;
}

test('a run’s report opens without a script or a request, in both themes, and axe finds nothing', async ({
  benchtop,
}) => {
  const { shell, run, page } = benchtop;
  await shell.startSample('XNOR');
  await run.expectStatus('finished');
  const file = join(benchtop.workspace, 'xnor.html');
  await benchtop.answerSaveDialog(file);
  await page.getByRole('button', { name: 'Report, and words and tables for a paper' }).click();
  await page.getByRole('menuitem', { name: 'Save report as a page (.html)…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export 1 run' });
  await expect(dialog.getByRole('img', { name: /^Report, part 1 of/ })).toBeVisible();
  expect(await axeFindings(page, 'dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(shell.messages).toContainText('Saved as xnor.html');
  expect(readFileSync(file, 'utf8')).not.toMatch(/<script|https?:/);

  const report = await openReport(benchtop, file, true);
  await expect(report.getByRole('heading', { level: 1 })).toHaveText('XNOR');
  await expect(report.getByRole('img', { name: 'Loss over steps' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await report.emulateMedia({ colorScheme });
    expect([colorScheme, await axeFindings(report, 'body')]).toEqual([colorScheme, []]);
  }
  // Nothing is wider than the page, on paper neither.
  for (const media of ['screen', 'print'] as const) {
    await report.emulateMedia({ media });
    await expect
      .poll(() => report.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0);
  }
  await report.close();

  await page.getByRole('button', { name: 'Report, and words and tables for a paper' }).click();
  await page.getByRole('menuitem', { name: 'Copy methods paragraph' }).click();
  await expect(shell.messages).toContainText('The methods paragraph is on the clipboard.');
  const copied = await benchtop.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('The optimizer was Adam (Kingma and Ba, 2015) with learning rate 0.03');
});
