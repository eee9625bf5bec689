import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSnapshot } from '../../src-shared/ipc/runs';
import { hasSmallDisks, SmallDisk } from '../../src-main/testing/files/small-disk';
import { Benchtop, expect, test as base } from '../testing/fixtures';

/** The window with its workspace on a disk that a test can fill. */
const test = base.extend<{ disk: SmallDisk }>({
  disk: async ({}, use) => {
    const disk = new SmallDisk(8192);
    await use(disk);
    disk.remove();
  },
  benchtop: async ({ disk }, use) => {
    const workspace = join(disk.folder, 'ws');
    mkdirSync(workspace);
    const benchtop = new Benchtop(workspace);
    await benchtop.launch();
    await use(benchtop);
    await benchtop.close();
    expect(benchtop.consoleErrors).toEqual([]);
  },
});
test.skip(!hasSmallDisks(), 'only root on Linux can mount a disk of a given size');

async function snapshotOf(benchtop: Benchtop, id: string): Promise<RunSnapshot> {
  return benchtop.call<RunSnapshot>('runsSnapshot', { id });
}

test('a run on a full disk is paused in list and page, goes on by itself, and obeys Stop', async ({
  benchtop,
  disk,
}) => {
  const { page, shell } = benchtop;
  const id = await benchtop.startEndlessRun({ logEvery: 1 });
  await shell.row('endless').click();
  const waits = page.getByText('Training is paused, and goes on by itself once this can be written.');
  const status = async (): Promise<string> => (await snapshotOf(benchtop, id)).run.record.status;
  const step = async (): Promise<number> => (await snapshotOf(benchtop, id)).progress?.step ?? 0;
  await expect.poll(step).toBeGreaterThan(100);
  await expect(waits).toHaveCount(0);

  disk.fill(0);
  await expect(waits).toBeVisible();
  await expect(page.getByRole('main').getByText(/^The disk is full: .*metrics\.csv/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  expect(await status()).toBe('paused');
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('row').filter({ hasText: 'endless' })).toContainText('Paused');
  await shell.row('endless').click();
  await expect(waits).toBeVisible();

  const held = await step();
  disk.empty();
  await expect(waits).toHaveCount(0);
  await expect.poll(status).toBe('running');
  await expect.poll(step).toBeGreaterThan(held + 100);

  disk.fill(0);
  await expect(waits).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect.poll(status).toBe('stopped');
  await expect(waits).toHaveCount(0);
  // Its record has had its room kept.
  await expect.poll(() => benchtop.readStatus(id)).toBe('stopped');
  const { run, metrics } = await snapshotOf(benchtop, id);
  expect(run.record.checkpoints.at(-1)?.step).toBe(metrics.step.at(-1));

  disk.empty();
  await benchtop.call('runsContinue', { id });
  await expect.poll(status).toBe('running');
});
