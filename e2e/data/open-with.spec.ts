import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Benchtop } from '../testing/fixtures';

/** Starts the program once more, as a double click on files does; its exit code. */
function startAgain(benchtop: Benchtop, files: readonly string[]): Promise<number | null> {
  const { executable, args, env } = benchtop.command;
  return new Promise((resolve) => {
    spawn(executable, [...args, ...files], { env, cwd: benchtop.workspace, stdio: 'ignore' }).on(
      'exit',
      resolve,
    );
  });
}

/** Writes a table into the workspace; its path. */
function writeTable(benchtop: Benchtop, name: string, first: string): string {
  const path = join(benchtop.workspace, name);
  const rows = Array.from({ length: 60 }, (_, i) => `${i}.5,${i * 2},${i % 2 === 0 ? 'yes' : 'no'}`);
  writeFileSync(path, `${first},b,class\n${rows.join('\n')}\n`);
  return path;
}

test('files that the system opens are the data, at the start, in the running window and from the menu', async ({
  benchtop,
}) => {
  const early = writeTable(benchtop, 'early & first.csv', 'height');
  const late = writeTable(benchtop, 'späte Tabelle.csv', 'width');
  await benchtop.close();
  await benchtop.launch({ files: [early] });
  const { page, dataset, shell } = benchtop;
  await expect(dataset.column('height')).toBeVisible();

  // Another start hands its file to this one, which has the other one open, and ends.
  expect(await startAgain(benchtop, ['späte Tabelle.csv'])).toBe(0);
  await expect(benchtop.dataset.column('width')).toBeVisible();
  expect(await startAgain(benchtop, [benchtop.workspace])).toBe(0);
  await expect(shell.messages.getByText(`${benchtop.workspace} is a folder: open a file.`)).toBeVisible();

  // Both are among the recent files, of the menu and of the palette.
  await shell.goHome();
  const recent = await benchtop.app.evaluate(({ Menu, BrowserWindow }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'File');
    const items = file?.submenu?.items.find(({ label }) => label === 'Open recent')?.submenu?.items ?? [];
    items[1]?.click({}, BrowserWindow.getAllWindows()[0], {});
    return items.map(({ label }) => label);
  });
  expect(recent).toEqual(['späte Tabelle.csv', 'early && first.csv']);
  await expect(dataset.column('height')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill('späte');
  await page.keyboard.press('Enter');
  await expect(dataset.column('width')).toBeVisible();
  expect((await benchtop.call<{ recentFiles: string[] }>('settingsGet')).recentFiles.slice(0, 2)).toEqual([
    early,
    late,
  ]);
});
