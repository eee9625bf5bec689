import { axeFindings } from '../testing/axe';
import { expect, test } from '../testing/fixtures';

for (const sample of ['XNOR', 't-shirt sizes', 'SVM margin'] as const) {
  test(`every tab of a run of ${sample} is without a failing that a program can find, in both themes`, async ({
    benchtop,
  }) => {
    const { page, run, shell } = benchtop;
    await shell.startSample(sample);
    await run.expectStatus('finished', { timeout: 120_000 });
    const tabs = await page.getByRole('tab').allInnerTexts();
    const found: string[] = [];
    for (const theme of ['light', 'dark']) {
      await benchtop.call('settingsSet', { theme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      for (const tab of tabs) {
        await page.getByRole('tab', { name: tab }).click();
        await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
        // What a tab asks for comes within a moment.
        await page.waitForTimeout(250);
        found.push(...(await axeFindings(page)).map((finding) => `${theme}, ${tab}: ${finding}`));
      }
    }
    expect(found).toEqual([]);
  });
}

test('the search for k and the form of a fork are without a failing, in both themes', async ({
  benchtop,
}) => {
  const { page, run, shell } = benchtop;
  await shell.startSample('t-shirt sizes');
  await run.expectStatus('finished', { timeout: 120_000 });
  const found: string[] = [];
  for (const theme of ['light', 'dark']) {
    await benchtop.call('settingsSet', { theme });
    await run.openTab('Centres');
    await page.getByRole('button', { name: 'Find k…' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.waitForTimeout(1500);
    found.push(...(await axeFindings(page, 'dialog')).map((finding) => `${theme}, elbow: ${finding}`));
    await page.keyboard.press('Escape');
    await run.openTab('Checkpoints');
    await page.getByRole('button', { name: /^Fork/ }).last().click();
    await expect(page.getByText(/continues from that checkpoint/)).toBeVisible();
    found.push(...(await axeFindings(page)).map((finding) => `${theme}, fork: ${finding}`));
    await shell.row('t-shirt sizes').first().click();
  }
  expect(found).toEqual([]);
});
