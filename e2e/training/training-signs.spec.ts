import { expect, test } from '../testing/fixtures';

test('the computer stays awake while a run trains, and not after it', async ({ benchtop }) => {
  const { app, page, run, shell } = benchtop;
  // The first one that is asked for.
  const isAwake = (): Promise<boolean> =>
    app.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(0));
  expect(await isAwake()).toBe(false);
  await shell.openSample('XNOR');
  await page.getByLabel('Steps', { exact: true }).fill('100000000');
  await page.keyboard.press('Control+Enter');
  await run.expectStatus('running');
  await expect.poll(isAwake).toBe(true);
  await run.header.getByRole('button', { name: 'Stop' }).click();
  await run.expectStatus('stopped');
  await expect.poll(isAwake).toBe(false);
});
