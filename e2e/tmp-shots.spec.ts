import { test } from './fixtures';
test('shots', async ({ benchtop }) => {
  test.setTimeout(120000);
  for (const theme of ['light', 'dark']) {
    await benchtop.call('settingsSet', { theme });
    for (const [w, h] of [[1280, 800], [1920, 1080], [900, 700]] as const) {
      await benchtop.app.evaluate(({ BrowserWindow }, [width, height]) => BrowserWindow.getAllWindows()[0]!.setContentSize(width!, height!), [w, h]);
      await benchtop.page.waitForTimeout(700);
      await benchtop.page.screenshot({ path: `/tmp/shots/home-${theme}-${w}.png` });
    }
  }
  await benchtop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800));
  await benchtop.shell.openSample('two moons');
  for (const g of ['moons', 'blobs', 'sine', 'ripple', 'friedman1', 'heights-weights']) {
    await benchtop.page.getByLabel('Generator', { exact: true }).selectOption(g);
    await benchtop.page.waitForTimeout(1200);
    await benchtop.page.screenshot({ path: `/tmp/shots/form-${g}.png` });
  }
});
