import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Benchtop } from '../testing/fixtures';

/** The Edit menu's items for Undo and Redo, as they are written. */
function editMenu(benchtop: Benchtop): Promise<string[]> {
  return benchtop.app.evaluate(({ Menu }) => {
    const edit = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Edit');
    return (edit?.submenu?.items ?? []).slice(0, 2).map(({ label }) => label);
  });
}

test('edits of the form, roles, names and deletions are undone and redone', async ({ benchtop }) => {
  const { page, shell, run, dataset } = benchtop;
  const said = (text: string): ReturnType<typeof shell.messages.getByText> => shell.messages.getByText(text);

  // A setting, with the focus in its box, then by the menu.
  await shell.openSample('XNOR');
  const rate = page.getByLabel('Learning rate', { exact: true });
  const before = await rate.inputValue();
  await rate.fill('0.5');
  await expect.poll(() => editMenu(benchtop)).toEqual([`Undo Learning rate ${before} → 0.5`, 'Redo']);
  await page.keyboard.press('Control+z');
  await expect(rate).toHaveValue(before);
  await expect(said(`Undid: Learning rate ${before} → 0.5`)).toBeVisible();
  await benchtop.app.evaluate(({ Menu, BrowserWindow }) => {
    const edit = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Edit');
    edit?.submenu?.items[1]?.click({}, BrowserWindow.getAllWindows()[0], {});
  });
  await expect(rate).toHaveValue('0.5');

  // A name being typed is the box's own to undo; once it is kept, it is the program's.
  await page.keyboard.press('Control+Enter');
  await run.expectStatus('finished');
  await shell.row('XNOR').focus();
  await page.keyboard.press('F2');
  const box = shell.rail.getByLabel('New name');
  await page.keyboard.type('first');
  await page.keyboard.press('Control+z');
  await expect(box).toHaveValue('XNOR');
  await page.keyboard.press('Control+Shift+z');
  await expect(box).toHaveValue('first');
  await page.keyboard.press('Enter');
  await expect(shell.row('first')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(shell.row('XNOR')).toBeVisible();
  await expect(said('Undid: Rename “XNOR” → “first”')).toBeVisible();

  // A deletion.
  await shell.row('XNOR').focus();
  await page.keyboard.press('Delete');
  await expect(shell.row('XNOR')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(shell.row('XNOR')).toBeVisible();
  await page.keyboard.press('Control+y');
  await expect(shell.row('XNOR')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(shell.row('XNOR')).toBeVisible();

  // A filter of all runs, undone from another view, which leads back to it.
  await page.keyboard.press('Control+l');
  await page.locator('#runs-filter').fill('zzz');
  await shell.goHome();
  await page.keyboard.press('Control+z');
  await expect(page.locator('#runs-filter')).toHaveValue('');

  // A role, in the view of a file.
  const file = join(benchtop.workspace, 'rows.csv');
  writeFileSync(
    file,
    `a,b,c\n${Array.from({ length: 60 }, (_, i) => `${i},${i * 0.5},${i % 7}.5`).join('\n')}\n`,
  );
  await shell.goHome();
  await benchtop.answerFileDialog(file);
  await shell.openData();
  await dataset.setRole('b', 'Ignore');
  await expect.poll(() => editMenu(benchtop)).toEqual(['Undo Role of “b” feature → ignored', 'Redo']);
  await page.keyboard.press('Control+z');
  await expect(said('Undid: Role of “b” feature → ignored')).toBeVisible();
  await expect(dataset.question).toBeVisible();
  // The palette has it too.
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill('redo');
  await page.keyboard.press('Enter');
  await expect.poll(() => editMenu(benchtop)).toEqual(['Undo Role of “b” feature → ignored', 'Redo']);
});
