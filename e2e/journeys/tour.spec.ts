import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings } from '../testing/axe';
import { expect, test, type Benchtop } from '../testing/fixtures';

function tourOf(page: Page) {
  const card = page.getByRole('dialog').filter({ hasText: / of 8/ });
  return { card, title: card.getByRole('heading', { level: 2 }), ring: page.locator('.ring') };
}

/** Whether the tour is remembered as taken, by the file on disk. */
function isDone({ workspace }: Benchtop): unknown {
  return (JSON.parse(readFileSync(join(workspace, 'settings.json'), 'utf8')) as { tourDone?: unknown })
    .tourDone;
}

/** What is pointed at lies inside the ring, and the card on neither. */
async function expectPointedAt(page: Page, target: Locator): Promise<void> {
  const { ring } = tourOf(page);
  await expect(async () => {
    const [inner, outer] = [await target.boundingBox(), await ring.boundingBox()];
    if (inner === null || outer === null) throw new Error('not drawn');
    expect(Math.abs(inner.x - 4 - outer.x)).toBeLessThan(3);
    expect(Math.abs(inner.y - 4 - outer.y)).toBeLessThan(3);
  }).toPass();
}

test('the tour goes through XNOR by keyboard alone, points at real controls, and is remembered', async ({
  benchtop,
}) => {
  const { page, shell, experiment, run } = benchtop;
  const tour = tourOf(page);
  await page.getByRole('button', { name: 'Two-minute tour' }).focus();
  await page.keyboard.press('Enter');
  await expect(tour.title).toHaveText('An experiment that works');
  await expectPointedAt(page, shell.sample('XNOR'));
  expect(await axeFindings(page, '.card[role=dialog]')).toEqual([]);

  await expect(tour.card.getByRole('button', { name: 'Open it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(tour.title).toHaveText('The data');
  await expectPointedAt(page, page.getByRole('region', { name: 'Data', exact: true }));
  await page.keyboard.press('Enter');
  await expect(tour.title).toHaveText('The model');
  // What is pointed at can be used meanwhile.
  await experiment.field(/^Learning rate$/).fill('0.05');
  await tour.card.getByRole('button', { name: 'Next' }).click();
  await expect(tour.title).toHaveText('Start');
  await expectPointedAt(page, experiment.start);
  await tour.card.getByRole('button', { name: 'Back' }).click();
  await expect(tour.title).toHaveText('The model');
  await page.keyboard.press('Enter');
  await expect(tour.card.getByRole('button', { name: 'Start it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(tour.title).toHaveText('The loss falls');
  await expect(run.title).toHaveText('XNOR');
  await expectPointedAt(page, page.getByRole('region', { name: 'Loss', exact: true }));
  for (const title of ['What it has learnt', 'How good is it?', 'Every run is kept']) {
    await expect(tour.card.getByRole('button', { name: 'Next' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(tour.title).toHaveText(title);
    await expect(tour.ring).toBeVisible();
  }
  await expect(tour.card.getByRole('button', { name: 'Done' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(tour.card).toHaveCount(0);
  await expect(tour.ring).toHaveCount(0);
  await expect.poll(() => isDone(benchtop)).toBe(true);
  // One run was made, with what was typed on the way.
  expect(benchtop.runIds()).toHaveLength(1);
  expect(benchtop.readRecord(benchtop.runIds()[0] ?? '').experiment.model).toMatchObject({
    optimizer: { learningRate: 0.05 },
  });
});

test('the tour is left at any step by Esc, and taken again from the palette', async ({ benchtop }) => {
  const { page } = benchtop;
  const tour = tourOf(page);
  const start = async (): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill('two-minute tour');
    await page.keyboard.press('Enter');
    await expect(tour.title).toHaveText('An experiment that works');
  };
  await start();
  await page.keyboard.press('Escape');
  await expect(tour.card).toHaveCount(0);
  await expect.poll(() => isDone(benchtop)).toBe(true);
  await start();
  await page.keyboard.press('Enter');
  await expect(tour.title).toHaveText('The data');
  await tour.card.getByRole('button', { name: 'Leave the tour' }).click();
  await expect(tour.card).toHaveCount(0);
  expect(benchtop.runIds()).toEqual([]);
});

test('the tour moves at once where motion is not wanted, and stays inside the smallest window', async ({
  benchtop,
}) => {
  const { page, app } = benchtop;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.setContentSize(900, 600);
  });
  const tour = tourOf(page);
  await page.getByRole('button', { name: 'Two-minute tour' }).click();
  for (let step = 1; step <= 8; step++) {
    await expect(tour.card).toContainText(`${step} of 8`);
    await expect(tour.card).toBeInViewport({ ratio: 1 });
    expect(
      await tour.card.evaluate((element) => parseFloat(getComputedStyle(element).transitionDuration)),
    ).toBeLessThan(0.001);
    const next = tour.card.getByRole('button').last();
    await expect(next).toBeFocused();
    await next.press('Enter');
  }
  await expect(tour.card).toHaveCount(0);
});
