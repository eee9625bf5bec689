import { expect, test } from './gallery';

test('the keyboard’s focus shows a tooltip, Escape takes it away', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('Tips');
  const start = specimen.getByRole('button', { name: 'Start' });
  await page.keyboard.press('Tab');
  while (!(await start.evaluate((element) => element === document.activeElement)))
    await page.keyboard.press('Tab');
  const tip = page.getByRole('tooltip');
  await expect(tip).toHaveText('Ctrl+Enter');
  await expect(start).toHaveAccessibleDescription('Ctrl+Enter');
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
  await expect(start).toBeFocused();
  await expect(start).toHaveAccessibleDescription('');
  await page.keyboard.press('Tab');
  await expect(tip).toHaveText('Archive (A)');
  await expect(specimen.getByRole('button', { name: 'Archive' })).toBeFocused();
  // Of what has the focus the text that is cut is said in full.
  await page.keyboard.press('Tab');
  await expect(tip).toHaveText(/^a name of a run .* in the sidebar$/);
});

test('a pointer that rests shows it, and one that leaves takes it away', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('Tips');
  const tip = page.getByRole('tooltip');
  await specimen.getByText('0.913').hover();
  await expect(tip).toHaveText('Mean of ten runs');
  const box = await tip.boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  // The next one need not be waited for.
  await specimen.getByRole('button', { name: 'Start' }).hover();
  await expect(tip).toHaveText('Ctrl+Enter', { timeout: 400 });
  await page.mouse.down();
  await expect(tip).toHaveCount(0);
  await page.mouse.up();
});

test('what can be read in full is not said again', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('Tips');
  await specimen.getByText('All of this can be read').hover();
  await page.waitForTimeout(900);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await specimen.getByText(/^a name of a run/).hover();
  await expect(page.getByRole('tooltip')).toHaveText(/^a name of a run/);
});
