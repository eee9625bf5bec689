import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasSmallDisks, SmallDisk } from '../../src-main/testing/files/small-disk';
import { Benchtop, expect, test as base } from '../testing/fixtures';
import { LibraryPage } from '../pages/library.page';

/** Workspace that an earlier version left. */
const STORED = resolve(
  import.meta.dirname,
  '../..',
  'src-main',
  'cli',
  'formats',
  'fixtures',
  '2026-11-30-shared',
);

const READ_ONLY = 'The workspace is read-only: nothing in it can be changed.';
const NEWER = 'A newer Benchtop wrote this run: update Benchtop to change it.';

/** Menus have what would change the run disabled and say why; keys say why. */
async function expectLocked({ page, shell }: Benchtop, name: string, why: string): Promise<void> {
  const menu = page.getByRole('menu', { name: `Actions for ${name}` });
  const disabled = () => menu.locator('[role=menuitem][data-disabled] .clip').allInnerTexts();
  const expectMenu = async (items: readonly string[]): Promise<void> => {
    await expect(menu).toHaveAccessibleDescription(why);
    expect(await disabled()).toEqual(items);
    await page.keyboard.press('Escape');
  };
  /** A key does nothing but tell why; the message goes again. */
  const expectTold = async (key: string): Promise<void> => {
    await page.keyboard.press(key);
    await expect(shell.messages.getByText(why)).toBeVisible();
    await shell.messages.getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByRole('textbox', { name: /name|Tags|^Note$/ })).toHaveCount(0);
  };
  const row = shell.row(name).first();
  await row.click({ button: 'right' });
  await expectMenu(['Rename', 'Delete']);
  for (const key of ['F2', 'Delete']) {
    await row.focus();
    await expectTold(key);
  }

  const library = new LibraryPage(page);
  await library.open();
  await library.row(name).first().click({ button: 'right' });
  const changes = ['Rename', 'Edit tags', 'Edit note', 'Colour', 'Star'];
  // A page can be written to about a run that cannot be changed itself.
  const notes = why === READ_ONLY ? ['Add to notebook'] : [];
  await expectMenu([...changes, ...notes, 'Archive', 'Delete']);
  for (const key of ['F2', 't', 'n', 's', 'Delete']) {
    await library.row(name).first().click();
    await expectTold(key);
  }
  await library.choose(name);
  for (const action of ['Archive', 'Tag', 'Delete'])
    await expect(library.bulk.getByRole('button', { name: action })).toHaveAttribute('data-tip', why);
  await expect(library.bulk.getByText(why)).toBeVisible();
  await library.bulk.getByRole('button', { name: 'Clear the selection' }).click();
}

/** Nor can saved experiments, data sets and groups be taken away. */
async function expectNothingSaved({ page, shell }: Benchtop): Promise<void> {
  for (const [name, item] of [
    ['Two kinds', 'Delete'],
    ['Points', 'Delete'],
    ['Moons', 'Take apart'],
  ] as const) {
    await shell.rail.locator('.row').filter({ hasText: name }).first().click({ button: 'right' });
    const menu = page.getByRole('menu', { name: `Actions for ${name}` });
    await expect(menu.getByRole('menuitem', { name: item })).toBeDisabled();
    await expect(menu).toHaveAccessibleDescription(READ_ONLY);
    await page.keyboard.press('Escape');
  }
}

/** A run of this version beside it has all of its actions. */
async function expectChangeable({ page, shell }: Benchtop, name: string): Promise<void> {
  await shell.row(name).first().click({ button: 'right' });
  const menu = page.getByRole('menu', { name: `Actions for ${name}` });
  await expect(menu).toHaveAccessibleDescription('');
  await expect(menu.locator('[role=menuitem][data-disabled]')).toHaveCount(0);
  await page.keyboard.press('Escape');
}

base.describe('a workspace on a read-only disk, with a run of a newer Benchtop', () => {
  base.skip(!hasSmallDisks(), 'only root on Linux can mount a disk');

  for (const isReadOnly of [true, false])
    base(`opens for looking (${isReadOnly ? 'read-only' : 'writable'})`, async () => {
      const disk = new SmallDisk(65_536);
      const workspace = join(disk.folder, 'ws');
      cpSync(STORED, workspace, { recursive: true });
      const newest =
        readdirSync(join(workspace, 'runs')).find((id) => id.startsWith('20261130-125632')) ?? '';
      const file = join(workspace, 'runs', newest, 'run.json');
      const record = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      const text = JSON.stringify({ ...record, schemaVersion: 2, status: 'interrupted', verdict: 'good' });
      writeFileSync(file, text);
      if (isReadOnly) disk.setReadOnly(true);
      const benchtop = new Benchtop(workspace);
      try {
        await benchtop.launch();
        const { page, shell } = benchtop;
        if (isReadOnly)
          await expect(page.getByText('nothing can be trained or saved there').first()).toBeVisible();
        await shell.row('Calibrated').first().click();
        await expect(page.getByRole('heading', { name: 'Calibrated' })).toBeVisible();
        await expect(
          page.locator('.notice').getByText(isReadOnly ? 'is read-only' : 'was written by a newer Benchtop'),
        ).toBeVisible();
        await expect(page.locator('.notice').getByText('Benchtop was closed while')).toBeVisible();
        await expect(page.getByText(/can go on|begins it again/)).toHaveCount(0);
        await expect(page.locator('canvas').first()).toBeVisible();
        await benchtop.run.openTab('Log');
        await expect(page.getByRole('textbox', { name: 'Note' })).not.toBeEditable();
        for (const name of ['Rename', 'Continue', 'Delete the run'])
          await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
        // A run of this version beside it can be changed where anything can.
        await shell.row('Least squares').first().click();
        await expect(page.getByRole('heading', { name: 'Least squares' })).toBeVisible();
        await expect(page.getByRole('button', { name: 'Delete the run' })).toHaveCount(isReadOnly ? 0 : 1);
        await expectLocked(benchtop, 'Calibrated', isReadOnly ? READ_ONLY : NEWER);
        if (isReadOnly) await expectNothingSaved(benchtop);
        else await expectChangeable(benchtop, 'Least squares');
        expect(readFileSync(file, 'utf8')).toBe(text);
      } finally {
        await benchtop.close();
        disk.setReadOnly(false);
        disk.remove();
      }
    });
});
