import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasSmallDisks, SmallDisk } from '../src-main/testing/files/small-disk';
import { Benchtop, expect, test as base } from './fixtures';

/** Workspace that an earlier version left. */
const STORED = resolve(
  import.meta.dirname,
  '..',
  'src-main',
  'cli',
  'formats',
  'fixtures',
  '2026-11-30-shared',
);

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
      const text = JSON.stringify({ ...record, schemaVersion: 2, status: 'stopped', verdict: 'good' });
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
        await expect(page.locator('canvas').first()).toBeVisible();
        for (const name of ['Rename', 'Continue', 'Delete the run'])
          await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
        // A run of this version beside it can be changed where anything can.
        await shell.row('Least squares').first().click();
        await expect(page.getByRole('heading', { name: 'Least squares' })).toBeVisible();
        await expect(page.getByRole('button', { name: 'Delete the run' })).toHaveCount(isReadOnly ? 0 : 1);
        expect(readFileSync(file, 'utf8')).toBe(text);
      } finally {
        await benchtop.close();
        disk.setReadOnly(false);
        disk.remove();
      }
    });
});
