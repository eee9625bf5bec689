import type { Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { ShellPage } from '../pages/shell.page';

/** Opens one more window by what is done; its page. */
async function openWindow(benchtop: Benchtop, act: () => Promise<unknown>): Promise<Page> {
  const opened = benchtop.app.waitForEvent('window');
  await act();
  const page = await opened;
  await expect(new ShellPage(page).rail).toBeVisible();
  return page;
}

const press = (benchtop: Benchtop) => () => benchtop.page.keyboard.press('Control+Shift+N');

/** As the system closes it; its page may be gone before it says so. */
async function closeWindow(benchtop: Benchtop, page: Page): Promise<void> {
  const window = await benchtop.app.browserWindow(page);
  const closed = page.waitForEvent('close');
  await window.evaluate((one) => {
    one.close();
  });
  await closed;
}

/** Windows that are open and seen. */
function visible(benchtop: Benchtop): Promise<number> {
  return benchtop.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length,
  );
}

test('two windows see the same runs live, each with a view of its own, and settings in step', async ({
  benchtop,
}) => {
  const { page, shell } = benchtop;
  const other = await openWindow(benchtop, press(benchtop));
  const otherShell = new ShellPage(other);
  const run = await benchtop.startEndlessRun({ name: 'seen by both' });
  await expect(shell.row('seen by both')).toBeVisible();
  await expect(otherShell.row('seen by both')).toBeVisible();

  // Each has its own view, and its own line to the run.
  await shell.row('seen by both').click();
  await otherShell.row('seen by both').click();
  const steps = (window: Page): Promise<string> =>
    window
      .getByText(/^at step [\d,]+/)
      .first()
      .innerText();
  for (const window of [page, other]) {
    const before = await steps(window);
    await expect.poll(() => steps(window)).not.toBe(before);
  }
  await shell.goHome();
  const before = await steps(other);
  await expect.poll(() => steps(other)).not.toBe(before);

  await benchtop.call('settingsSet', { theme: 'dark' });
  for (const window of [page, other])
    await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark');

  // A file dropped on one is opened there alone; what it says it says there.
  const file = join(benchtop.workspace, 'rows.csv');
  writeFileSync(file, `x,y\n${'1,2\n3,4\n'.repeat(40)}`);
  await benchtop.dropFiles([file, benchtop.workspace]);
  await expect(shell.messages.getByText('is a folder: drop a file')).toBeVisible();
  await expect(otherShell.messages.getByText('is a folder: drop a file')).toBeHidden();
  await benchtop.dropFiles([file]);
  await expect(benchtop.dataset.use).toBeVisible();
  await expect(other.getByRole('button', { name: 'Use this data' })).toBeHidden();

  // Closing one leaves the other, and asks nothing.
  await closeWindow(benchtop, other);
  await expect(benchtop.dataset.use).toBeVisible();
  expect([await visible(benchtop), benchtop.readStatus(run)]).toEqual([1, 'running']);
  await benchtop.call('runsStop', { id: run });
  await expect.poll(() => benchtop.readStatus(run)).toBe('stopped');
});

test('files read in two windows at once do not take each other’s place', async ({ benchtop }) => {
  const file = join(benchtop.workspace, 'large.csv');
  const rows = Array.from({ length: 300_000 }, (_, i) => `${i},${(i * 7919) % 1000},${i % 3}\n`);
  writeFileSync(file, `a,b,c\n${rows.join('')}`);
  const other = await openWindow(benchtop, press(benchtop));
  await benchtop.dropFiles([file]);
  await expect(benchtop.dataset.use).toBeVisible();
  // Pages name their tasks alike: a second one of a name takes the place of the first in its own window alone.
  const inspect = (page: Page): Promise<unknown> =>
    page.evaluate(
      (path) =>
        (
          globalThis as unknown as {
            benchtop: { datasetsInspect: (request: unknown) => Promise<{ ok: boolean }> };
          }
        ).benchtop
          .datasetsInspect({ path, task: 'read by both' })
          .then(({ ok }) => ok),
      file,
    );
  expect(await Promise.all([inspect(benchtop.page), inspect(other)])).toEqual([true, true]);
});

test('a run opens in a window of its own, by its menu', async ({ benchtop }) => {
  const { page, shell, run } = benchtop;
  await shell.openSample('XNOR');
  await page.keyboard.press('Control+Enter');
  await run.expectStatus('finished');
  await shell.goHome();
  const other = await openWindow(benchtop, async () => {
    await shell.row('XNOR').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Open in new window' }).click();
  });
  await expect(other.getByText('Finished', { exact: true }).first()).toBeVisible();
  await expect(shell.sample('XNOR')).toBeVisible();
});

test('a crash of one page leaves the other as it is', async ({ benchtop }) => {
  benchtop.expectsRefusals = true;
  const other = await openWindow(benchtop, press(benchtop));
  const run = await benchtop.startEndlessRun();
  await other.getByRole('heading').first().waitFor();
  const first = await benchtop.app.browserWindow(benchtop.page);
  await first.evaluate((window) => {
    window.webContents.forcefullyCrashRenderer();
  });
  const text = (): Promise<string> =>
    first.evaluate(async ({ webContents }) => {
      if (webContents.isCrashed() || webContents.isLoading()) return '';
      const found = webContents.executeJavaScript('document.body.innerText') as Promise<string>;
      return Promise.race([found, new Promise<string>((resolve) => setTimeout(resolve, 1000, ''))]);
    });
  await expect.poll(text).toContain('The window crashed and was loaded again');
  const otherShell = new ShellPage(other);
  await expect(otherShell.row('endless')).toBeVisible();
  await expect(other.getByText('The window crashed')).toBeHidden();
  expect(benchtop.readStatus(run)).toBe('running');
});

test('quitting asks once about what trains, before any window goes', async ({ benchtop }) => {
  await benchtop.relaunch({ quit: 'ask' });
  await openWindow(benchtop, press(benchtop));
  const run = await benchtop.startEndlessRun();
  const answer = (response: number): Promise<void> =>
    benchtop.app.evaluate(({ dialog }, chosen) => {
      const counted = dialog as typeof dialog & { asked?: number };
      dialog.showMessageBox = () => {
        counted.asked = (counted.asked ?? 0) + 1;
        return Promise.resolve({ response: chosen, checkboxChecked: false });
      };
    }, response);
  const asked = (): Promise<number> =>
    benchtop.app.evaluate(({ dialog }) => (dialog as typeof dialog & { asked?: number }).asked ?? 0);
  const quit = (): Promise<void> =>
    benchtop.app.evaluate(({ app }) => {
      app.quit();
    });

  await answer(2);
  await quit();
  await expect.poll(asked).toBe(1);
  expect([await visible(benchtop), benchtop.readStatus(run)]).toEqual([2, 'running']);

  await answer(0);
  await quit();
  await expect.poll(() => visible(benchtop)).toBe(0);
  expect([await asked(), benchtop.readStatus(run)]).toEqual([2, 'running']);
  await benchtop.app.evaluate(({ app }) => {
    app.emit('activate');
  });
  await expect.poll(() => visible(benchtop)).toBe(2);

  await answer(1);
  expect((await benchtop.close(quit)).code).toBe(0);
  expect(benchtop.readStatus(run)).toBe('stopped');
});
