import { choose } from '../testing/choose';
import { expect, test } from './gallery';

test('the card says what is under the pointer, beside it, and goes with it', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('PlaneChart');
  const plot = specimen.getByRole('img', { name: 'Axes alone' });
  const { x, y, width, height } = (await plot.boundingBox())!;
  const card = specimen.locator('.card');
  await expect(card).toHaveCount(0);
  // The box of the axes begins at 40 and 24; 60 and 70 pixels are beside and below it.
  const at = (shareX: number, shareY: number) =>
    [x + 40 + shareX * (width - 60), y + 24 + (1 - shareY) * (height - 70)] as const;
  await page.mouse.move(...at(0.25, 0.75));
  await expect(card).toHaveText(/^\s*x\s*1\.0\s*y\s*1\.5\s*$/);
  const left = (await card.boundingBox())!;
  expect(left.x).toBeGreaterThan(at(0.25, 0)[0]);
  // Towards the right end the card stands at the left of the pointer, inside the chart.
  await page.mouse.move(...at(0.9, 0.1));
  await expect(card).toHaveText(/^\s*x\s*3\.6\s*y\s*0\.2\s*$/);
  const right = (await card.boundingBox())!;
  expect(right.x + right.width).toBeLessThan(at(0.9, 0)[0]);
  expect(right.y + right.height).toBeLessThanOrEqual(y + height);
  await page.mouse.move(0, 0);
  await expect(card).toHaveCount(0);
});

test('another feature on an axis is another picture', async ({ gallery }) => {
  const specimen = await gallery.open('PlaneChart');
  const picture = (): Promise<string> =>
    specimen.locator('canvas').evaluate(async (canvas: HTMLCanvasElement) => {
      for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);
      return canvas.toDataURL();
    });
  const before = await picture();
  await choose(specimen.getByRole('combobox').first(), 'depth');
  expect(await picture()).not.toBe(before);
  await choose(specimen.getByRole('combobox').first(), 'width');
  expect(await picture()).toBe(before);
});

test('a cluster is brought forward by its name, and a point says its row', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('ClusterChart');
  const cluster = specimen.getByRole('button', { name: /^S/ }).first();
  await cluster.focus();
  expect(await gallery.focusIsVisible()).toBe(true);
  await page.keyboard.press('Enter');
  await expect(cluster).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Enter');
  await expect(cluster).toHaveAttribute('aria-pressed', 'false');
  // Somewhere along the middle lies a point.
  const box = (await specimen.getByRole('img').first().boundingBox())!;
  const card = specimen.locator('.card');
  for (let step = 0; step < 60 && (await card.count()) === 0; step++) {
    await page.mouse.move(box.x + box.width * (0.1 + 0.013 * step), box.y + box.height * 0.45);
  }
  await expect(card).toContainText('cluster');
  await expect(card).toContainText('height [cm]');
});

test('a surface has its crosshair and card at the pointer until it leaves', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('HeatMap');
  const map = specimen.getByRole('slider');
  const { x, y, width, height } = (await map.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  const card = specimen.locator('.card');
  await expect(card).toHaveText(/^\s*x1\s*0\.\d+\s*x2\s*0\.\d+\s*output\s*\d\.\d+/);
  await expect(specimen.locator('.line')).toHaveCount(2);
  await page.mouse.move(0, 0);
  await expect(card).toHaveCount(0);
  await expect(specimen.locator('.line')).toHaveCount(0);
});
