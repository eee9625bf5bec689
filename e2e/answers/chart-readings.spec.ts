import { openCompare, startRun } from '../testing/compared-runs';
import { expect, test } from '../testing/fixtures';

test('the values at the cursor are a table, in the order that the settings say', async ({ benchtop }) => {
  const { page } = benchtop;
  await startRun(benchtop, 'slow', { learningRate: 0.003 });
  await startRun(benchtop, 'fast', { learningRate: 0.03 });
  await openCompare(benchtop, ['slow', 'fast']);
  const plot = page.getByRole('slider', { name: /^Cursor over 2 curves/ });
  await plot.waitFor();
  const box = (await plot.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.6);
  const readings = page.locator('.readings');
  await expect(readings.getByRole('columnheader')).toHaveText(['Run', 'Value', 'Step', 'Time']);
  await expect(readings.locator('tbody tr')).toHaveCount(2);
  const values = async (): Promise<number[]> =>
    (await readings.locator('tbody td:nth-child(3)').allTextContents()).map((text) =>
      Number(text.replace('e−', 'e-')),
    );
  const byValue = await values();
  expect(byValue).toEqual([...byValue].sort((a, b) => b - a));

  await benchtop.call('settingsSet', { readingOrder: 'distance' });
  // Near the foot of the axes the smallest is the nearest.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.85);
  await expect.poll(values).toEqual([...byValue].reverse());
});

test('a range is marked by a drag and by keys, with what each curve does in it', async ({ benchtop }) => {
  const { page } = benchtop;
  await startRun(benchtop, 'moons', {});
  await benchtop.shell.row('moons').click();
  const plot = page.getByRole('slider', { name: /^Step cursor/ });
  const range = page.getByRole('region', { name: 'Marked range' });
  const box = (await plot.boundingBox())!;
  const middle = box.y + box.height / 2;
  await page.keyboard.down('Control');
  await page.mouse.move(box.x + box.width * 0.3, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, middle, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect(range.getByRole('columnheader')).toHaveText([
    'Curve',
    'Points',
    'Min',
    'Max',
    'Mean',
    'Change',
  ]);
  await expect(range.getByRole('rowheader')).toHaveText(['training', 'validation']);
  // Their signs have different shapes: a disc and a diamond.
  await expect(range.getByRole('rowheader').locator('circle')).toHaveCount(1);
  await expect(range.getByRole('rowheader').locator('path')).toHaveCount(1);
  // It stays where the chart is zoomed, and goes by Esc.
  await plot.focus();
  await page.keyboard.press('Escape');
  await expect(range).toHaveCount(0);

  await page.keyboard.press('Home');
  await page.keyboard.press('m');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('m');
  await expect(range.getByRole('status')).toHaveText('step 2 to step 22');
  await expect(range.getByRole('row').nth(1).getByRole('cell').first()).toHaveText('11');

  // Smoothing and a level line of its own.
  await page.getByRole('button', { name: 'Smoothing and reference lines' }).click();
  await page.getByRole('slider', { name: 'Smoothing' }).fill('0.9');
  await page.getByLabel('Reference lines at').fill('0.25 x');
  await expect(page.getByLabel('Reference lines at')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Reference lines at').fill('0.25');
  await page.getByRole('button', { name: 'Show values of the curve' }).click();
  const values = page.getByRole('dialog', { name: /^Values of “/ });
  await expect(values.getByRole('columnheader')).toHaveText(['run', 'curve', 'step', 'smoothed', 'logged']);
});

test('the values behind a chart are a table that is copied as CSV', async ({ benchtop }) => {
  const { app, page } = benchtop;
  await startRun(benchtop, 'moons', {});
  await benchtop.shell.row('moons').click();
  await page.getByRole('button', { name: 'Show values of the curve' }).click();
  const dialog = page.getByRole('dialog', { name: /^Values of “/ });
  const table = dialog.getByRole('table');
  await expect(table).toHaveAttribute('aria-rowcount', '401');
  await expect(dialog.getByText('400 rows', { exact: true })).toBeVisible();
  await expect(table.getByRole('columnheader')).toHaveText(['run', 'curve', 'step', 'value']);
  await expect(table.getByRole('row').nth(2)).toContainText('training');
  // Only what is in sight is in the page.
  expect(await table.getByRole('row').count()).toBeLessThan(40);
  await dialog.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect(page.getByText('400 rows copied as CSV.')).toBeVisible();
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied.split('\n')[0]).toBe('run,curve,step,value');
  expect(copied.trimEnd().split('\n')).toHaveLength(401);
});

test('parts of parallel axes are marked, and axes turned over and laid out by logarithms', async ({
  benchtop,
}) => {
  const { page } = benchtop;
  await startRun(benchtop, 'slow', { learningRate: 0.003 });
  await startRun(benchtop, 'middle', { learningRate: 0.01 });
  await startRun(benchtop, 'fast', { learningRate: 0.03 });
  await openCompare(benchtop, ['slow', 'middle', 'fast']);
  const axis = page.getByRole('slider', { name: 'Learning rate: marked part' });
  await axis.focus();
  await expect(axis).toHaveAttribute('aria-valuetext', 'all');
  await page.keyboard.press('Enter');
  await expect(axis).toHaveAttribute('aria-valuetext', '0.0165 to 0.0300');
  await expect(page.getByText('1 of 3 runs lie in the marked parts.')).toBeVisible();

  const choose = page.getByRole('button', { name: 'Learning rate: scale and direction' });
  await choose.click();
  await page.getByRole('menuitem', { name: 'Turn the axis over' }).click();
  await expect(axis).toHaveAttribute('aria-valuetext', '0.0300 to 0.0165');
  await expect(page.getByText('1 of 3 runs lie in the marked parts.')).toBeVisible();
  await choose.click();
  await page.getByRole('menuitem', { name: 'Log scale' }).click();
  await expect(axis).toHaveAttribute('aria-valuetext', 'all');

  // By the pointer: the upper part of the axis, which has the smallest rates now.
  const box = (await axis.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 1);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.6, { steps: 4 });
  await page.mouse.up();
  await expect(axis).toHaveAttribute('aria-valuetext', /^0\.01\d* to 0\.003/);
  await expect(page.getByText('1 of 3 runs lie in the marked parts.')).toBeVisible();
  await axis.click();
  await expect(axis).toHaveAttribute('aria-valuetext', 'all');
});
