import type { Locator } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { readPdf } from '../pages/pdf-text';

/** More Tab stops than any view has: what is not reached by then cannot be reached. */
const MAX_STOPS = 120;

/** Goes by Tab until an element has the focus, as somebody without a mouse does. */
async function tabTo({ page }: Benchtop, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await wanted.first().waitFor();
  for (let i = 0; i < MAX_STOPS; i++) {
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(wanted.first()).toBeFocused();
}

test('a new user trains, compares and exports a figure by keyboard alone', async ({ benchtop }) => {
  const { page, shell, run } = benchtop;
  const { keyboard } = page;
  const path = join(benchtop.workspace, 'comparison.pdf');
  await benchtop.answerSaveDialog(path);

  // The sample, from the start of the window.
  await tabTo(benchtop, shell.sample('XNOR').getByRole('button', { name: 'Start' }));
  await keyboard.press('Enter');
  await run.expectStatus('finished', { timeout: 120_000 });

  // The same with another seed.
  await tabTo(benchtop, page.getByRole('button', { name: 'Edit' }));
  await keyboard.press('Enter');
  const seed = page.getByLabel('Seed', { exact: true });
  await tabTo(benchtop, seed);
  await keyboard.press('Control+a');
  await keyboard.type('5');
  await keyboard.press('Control+Enter');
  await expect.poll(() => benchtop.runIds()).toHaveLength(2);
  await run.expectStatus('finished', { timeout: 120_000 });

  // Both are selected in the sidebar, with Space, and compared.
  const rows = shell.rail.locator('[data-row]');
  await expect(rows).toHaveCount(2);
  await keyboard.press('F6');
  await tabTo(benchtop, shell.rail.locator('[data-row][tabindex="0"]'));
  await keyboard.press('Space');
  const isLast = await rows.last().evaluate((row) => row === document.activeElement);
  await keyboard.press(isLast ? 'ArrowUp' : 'ArrowDown');
  await keyboard.press('Space');
  await expect(shell.rail.locator('input.choose:checked')).toHaveCount(2);
  await tabTo(benchtop, shell.rail.getByRole('button', { name: /^Compare/ }), 'Shift+Tab');
  await keyboard.press('Enter');

  // The cursor walks along the curves, and is read out.
  const cursor = page.getByRole('slider', { name: /^Cursor over/ });
  await tabTo(benchtop, cursor);
  await keyboard.press('End');
  await expect(cursor).toHaveAttribute('aria-valuetext', /step 5,000: .*, /);

  // The figure, in a journal's width.
  await tabTo(
    benchtop,
    page.getByRole('button', { name: 'Save the curves as a picture or as data' }),
    'Shift+Tab',
  );
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Save “/ });
  await expect(dialog).toBeVisible();
  await tabTo(benchtop, dialog.getByRole('button', { name: '85', exact: true }));
  await keyboard.press('Enter');
  await tabTo(benchtop, dialog.getByRole('button', { name: 'Save…' }));
  await keyboard.press('Enter');
  await expect(page.getByText(`Saved as ${path}`)).toBeVisible();
  await expect(dialog).toHaveCount(0);
  // The focus is back where it was, to go on from.
  await expect(page.getByRole('button', { name: 'Save the curves as a picture or as data' })).toBeFocused();
  const { pages, letters } = readPdf(readFileSync(path));
  expect(pages).toHaveLength(1);
  expect(Math.round((pages[0]!.width * 25.4) / 72)).toBe(85);
  for (const letter of 'XNOR') expect(letters).toContain(letter);
});
