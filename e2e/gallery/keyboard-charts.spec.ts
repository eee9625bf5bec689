import { present } from '../../src-shared/present';
import { expect, test } from './gallery';

test('loss: arrows walk over logged steps, with Shift ten at once, Enter picks, Escape leaves', async ({
  gallery,
}) => {
  const { page } = gallery;
  const specimen = await gallery.open('LossChart');
  const cursor = specimen.getByRole('slider', { name: /^Step cursor: loss/ });
  await cursor.focus();
  expect(await gallery.focusIsVisible()).toBe(true);
  // From the end, where a cursor begins; steps are logged each 50.
  for (const [key, step] of [
    ['ArrowLeft', 4950],
    ['Shift+ArrowLeft', 4450],
    ['ArrowRight', 4500],
    ['Home', 0],
    ['ArrowLeft', 0],
    ['End', 5000],
  ] as const) {
    await page.keyboard.press(key);
    await expect(cursor).toHaveAttribute('aria-valuenow', String(step));
  }
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(await gallery.told('LossChart')).toEqual({ cursor: 50, picked: 50 });
  await expect(cursor).toHaveAttribute('aria-valuetext', /^step 50: training loss /);
  await page.keyboard.press('Escape');
  expect(await gallery.told('LossChart')).toEqual({ cursor: null, picked: 50 });
});

test('runs of a group: arrows walk over steps, and the card says mean, band and the best run', async ({
  gallery,
}) => {
  const { page } = gallery;
  const specimen = await gallery.open('BandChart');
  const cursor = specimen.getByRole('slider', { name: 'Step cursor: loss' });
  await cursor.focus();
  await page.keyboard.press('Home');
  await expect(cursor).toHaveAttribute('aria-valuenow', '0');
  await page.keyboard.press('End');
  await expect(cursor).toHaveAttribute(
    'aria-valuetext',
    /^step 5,000 · \d+ runs, mean [\d.]+, ± std, lower [\d.]+, ± std, upper [\d.]+, best [\d.]+$/,
  );
  await expect(specimen.getByRole('row')).toHaveText([
    /^Run\s*Value$/,
    /^mean/,
    /^± std, lower/,
    /^± std, upper/,
    /^best/,
  ]);
  await page.keyboard.press('Escape');
  await expect(specimen.getByRole('row')).toHaveCount(0);
});

test('curves side by side: plus and minus zoom, Ctrl+arrows pan, Escape shows all', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('CompareChart');
  const cursor = specimen.getByRole('slider', { name: 'Cursor over 3 curves of loss' });
  await cursor.focus();
  expect(await gallery.focusIsVisible()).toBe(true);
  await page.keyboard.press('ArrowLeft');
  await expect(cursor).toHaveAttribute('aria-valuetext', /^step 4,950: .*sgd .*momentum .*adam /);
  const zoom = async (): Promise<[number, number] | null> =>
    ((await gallery.told('CompareChart')) as { zoom: { x: [number, number] | null } }).zoom.x;
  expect(await zoom()).toBe(null);
  await page.keyboard.press('+');
  const [low, high] = present(await zoom());
  expect([low, high].map(Math.round)).toEqual([1250, 3750]);
  await page.keyboard.press('Control+ArrowRight');
  expect(present(await zoom()).map(Math.round)).toEqual([1750, 4250]);
  await page.keyboard.press('Escape');
  expect(await zoom()).toBe(null);

  // Faster than the chart is drawn, each key goes on from the one before.
  await cursor.evaluate((element) => {
    for (const init of [{ key: '+' }, { key: '+' }, { key: 'ArrowRight', ctrlKey: true }])
      element.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true }));
  });
  expect(present(await zoom()).map(Math.round)).toEqual([2125, 3375]);
});

test('surface: arrows move the crosshair, Enter predicts there, Escape leaves', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('HeatMap');
  const map = specimen.getByRole('slider');
  await map.focus();
  expect(await gallery.focusIsVisible()).toBe(true);
  await expect(map).toHaveAttribute('aria-valuetext', 'no point selected');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(map).toHaveAttribute('aria-valuetext', /^x1 0\.5100, x2 0\.6000: output /);
  await page.keyboard.press('Enter');
  const picked = (await gallery.told('HeatMap')) as number[];
  expect(picked[0]).toBeCloseTo(0.51, 12);
  expect(picked[1]).toBeCloseTo(0.6, 12);
  for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowUp');
  await expect(map).toHaveAttribute('aria-valuetext', /^x1 0\.5100, x2 1(\.0+)?: /);
  await page.keyboard.press('Escape');
  await expect(map).toHaveAttribute('aria-valuetext', 'no point selected');
});

test('confusion matrix and correlations: one Tab stop, arrows, Home and End', async ({ gallery }) => {
  const { page } = gallery;
  const matrix = await gallery.open('ConfusionGrid');
  await page.keyboard.press('Tab');
  await matrix.locator('[role=gridcell][tabindex="0"]').focus();
  for (const [key, name] of [
    ['ArrowRight', /true setosa, taken for versicolor/],
    ['ArrowDown', /true versicolor, right/],
    ['End', /true versicolor, taken for virginica/],
    ['ArrowRight', /true versicolor, taken for virginica/],
    ['Home', /true versicolor, taken for setosa/],
    ['ArrowUp', /true setosa, right/],
  ] as const) {
    await page.keyboard.press(key);
    expect(await gallery.focused()).toMatch(name);
    await expect(matrix.locator('[role=gridcell][tabindex="0"]')).toHaveCount(1);
  }
  expect(await gallery.focusIsVisible()).toBe(true);

  const map = await gallery.open('CorrelationMap');
  await map.locator('[role=gridcell] [tabindex="0"]').focus();
  for (const [key, name] of [
    ['Home', /height \[cm\] and height \[cm\]: 1/],
    ['ArrowDown', /weight \[kg\] and height \[cm\]: 0\.93/],
    ['End', /weight \[kg\] and year: no correlation/],
    ['ArrowLeft', /weight \[kg\] and income: −0\.12/],
  ] as const) {
    await page.keyboard.press(key);
    expect(await gallery.focused()).toMatch(name);
  }
  expect(await gallery.focusIsVisible()).toBe(true);
  await page.keyboard.press('Enter');
  expect(await gallery.told('CorrelationMap')).toEqual(['income', 'weight [kg]']);
});

test('scatter: arrows pan, plus and minus zoom, 0 shows all', async ({ gallery }) => {
  interface View {
    x: [number, number];
    y: [number, number];
  }
  const { page } = gallery;
  const specimen = await gallery.open('ScatterChart');
  await specimen.getByRole('application').first().focus();
  expect(await gallery.focusIsVisible()).toBe(true);
  const view = async (): Promise<View> => (await gallery.told('ScatterChart')) as View;
  const width = ({ x }: View): number => x[1] - x[0];
  const all = await view();
  await page.keyboard.press('+');
  const near = await view();
  expect(width(near)).toBeLessThan(width(all));
  await page.keyboard.press('ArrowRight');
  expect((await view()).x[0]).toBeGreaterThan(near.x[0]);
  expect(width(await view())).toBeCloseTo(width(near), 9);
  await page.keyboard.press('ArrowUp');
  expect((await view()).y[0]).toBeGreaterThan(near.y[0]);
  await page.keyboard.press('-');
  expect(width(await view())).toBeGreaterThan(width(near));
  await page.keyboard.press('0');
  expect(await view()).toEqual(all);
});

test('legend: a line is hidden by Enter and shown again by Space', async ({ gallery }) => {
  const specimen = await gallery.open('CurveLegend');
  const line = specimen.getByRole('button', { name: 'training loss' });
  await expect(line).toHaveAttribute('aria-pressed', 'true');
  await line.press('Enter');
  expect(await gallery.told('CurveLegend')).toMatchObject({ hidden: ['valLoss', 'loss'] });
  await line.press('Space');
  expect(await gallery.told('CurveLegend')).toMatchObject({ hidden: ['valLoss'] });
  await specimen.getByRole('button', { name: 'Show all' }).press('Enter');
  expect(await gallery.told('CurveLegend')).toMatchObject({ zoom: null });
});

test('three dimensions: arrows turn, Home resets', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('Surface3d');
  const solid = specimen.getByRole('slider');
  await expect(specimen.locator('canvas')).toBeVisible();
  await expect(specimen.getByText('Loading the 3-D view')).toBeHidden();
  await solid.focus();
  expect(await gallery.focusIsVisible()).toBe(true);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(solid).toHaveAttribute('aria-valuenow', '-14');
  await page.keyboard.press('Home');
  await expect(solid).toHaveAttribute('aria-valuenow', '0');
});
