import type { Locator } from '@playwright/test';
import { expect, test } from '../testing/fixtures';
import { startRun } from '../testing/compared-runs';
import { watchFrames } from '../testing/smoothness';

/** Its pixels that are drawn, and a sum that changes with what is drawn. */
function readPixels(solid: Locator): Promise<{ readonly drawn: number; readonly sum: number }> {
  return solid.locator('canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.clientWidth, canvas.clientHeight];
    const context = copy.getContext('2d')!;
    context.drawImage(canvas, 0, 0, copy.width, copy.height);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    let drawn = 0;
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3]! > 0) drawn++;
      sum = (sum * 31 + data[i]! + 3 * data[i + 1]! + 7 * data[i + 2]!) % 1_000_000_007;
    }
    return { drawn, sum };
  });
}

test('a solid is drawn beside the window, turns, follows theme and size, and its thread ends with it', async ({
  benchtop,
}) => {
  const { page, shell, run } = benchtop;
  await benchtop.call('settingsSet', { theme: 'light' });
  await shell.startSample('XNOR');
  await run.expectStatus('finished', { timeout: 120_000 });
  const solid = page.getByRole('slider', { name: /in three dimensions/ });
  const { longestTaskMs } = await watchFrames(page, async () => {
    await page.getByRole('radio', { name: '3-D' }).click();
    await expect(solid.getByText('x1', { exact: true })).toBeVisible();
  });
  test.info().annotations.push({ type: 'longest task', description: `${longestTaskMs.toFixed(0)} ms` });
  expect(page.workers()).toHaveLength(1);
  await expect.poll(async () => (await readPixels(solid)).drawn).toBeGreaterThan(3000);

  let last = await readPixels(solid);
  /** What was done shows: other pixels. */
  const expectChange = async (): Promise<void> => {
    const before = last.sum;
    await expect.poll(async () => (await readPixels(solid)).sum).not.toBe(before);
    last = await readPixels(solid);
  };
  await solid.focus();
  await page.keyboard.press('ArrowRight');
  await expect(solid).toHaveAttribute('aria-valuenow', '-7');
  await expectChange();
  await page.keyboard.press('Home');
  await expect(solid).toHaveAttribute('aria-valuenow', '0');
  await expectChange();
  await benchtop.call('settingsSet', { theme: 'dark' });
  await expectChange();
  const { width: wide } = (await solid.locator('canvas').boundingBox())!;
  await benchtop.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.setContentSize(960, 640);
  });
  await expect.poll(async () => (await solid.locator('canvas').boundingBox())!.width).not.toBe(wide);
  await expectChange();

  await page.getByRole('radio', { name: 'Map' }).click();
  await expect(solid).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(0);
});

test('solids side by side share a thread and, linked, a camera', async ({ benchtop }) => {
  const { page, shell } = benchtop;
  await startRun(benchtop, 'first', { seed: 1 });
  await startRun(benchtop, 'second', { seed: 2 });
  await shell.choose(['first', 'second']);
  await shell.rail
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click();
  await page.getByRole('radio', { name: '3-D' }).click();
  const solids = page.getByRole('slider', { name: /in three dimensions/ });
  await expect(solids).toHaveCount(3);
  await expect.poll(async () => (await readPixels(solids.nth(2))).drawn).toBeGreaterThan(1000);
  expect(page.workers()).toHaveLength(1);
  const before = await readPixels(solids.nth(1));
  await solids.first().focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await readPixels(solids.nth(1))).sum).not.toBe(before.sum);
  await shell.goHome();
  await expect.poll(() => page.workers().length).toBe(0);
});

test('where no graphics can be had a solid says so, and the map is still there', async ({ benchtop }) => {
  const { page, shell, run } = benchtop;
  await shell.startSample('XNOR');
  await run.expectStatus('finished', { timeout: 120_000 });
  // As a thread that the system has no memory for.
  await page.evaluate(() => {
    globalThis.Worker = function () {
      throw new Error('no thread');
    } as unknown as typeof Worker;
  });
  await page.getByRole('radio', { name: '3-D' }).click();
  await expect(page.getByText('No 3-D here')).toBeVisible();
  await expect(page.getByText(/\(no thread\)/)).toBeVisible();
  await page.getByRole('radio', { name: 'Map' }).click();
  await expect(page.getByLabel(/Arrow keys move the crosshair/)).toBeVisible();
});
