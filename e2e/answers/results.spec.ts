import type { Locator } from '@playwright/test';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '../../src-shared/present';
import { expect, test } from '../testing/fixtures';

test('XNOR is restored after a restart: truth table, map, solid, graph and a typed point', async ({
  benchtop,
}) => {
  await benchtop.shell.startSample('XNOR');
  await benchtop.run.expectStatus('finished', { timeout: 120_000 });
  await benchtop.relaunch();
  await benchtop.shell.row('XNOR').first().click();
  const { page, run } = benchtop;
  const table = page.getByRole('table', { name: 'Truth table' });
  await expect(table.getByLabel('right')).toHaveCount(4);
  await expect(page.getByLabel(/Arrow keys move the crosshair/)).toBeVisible();
  await page.getByRole('radio', { name: '3-D' }).click();
  await expect(page.getByLabel(/in three dimensions/)).toBeVisible();
  await page.getByRole('radio', { name: 'Map' }).click();

  await run.openTab('Checkpoints');
  await page
    .getByRole('row', { name: /step-0000500/ })
    .getByRole('button', { name: 'Restore' })
    .click();
  await expect(page.getByText('Restored from step 500')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the last step' }).click();
  await expect(page.getByText('Restored from step 500')).toBeHidden();

  await run.openTab('Graph');
  await expect(page.getByLabel('Data-flow graph of the network')).toBeVisible();

  await run.openTab('Predict');
  const panel = page.getByRole('region', { name: 'Details of the run' });
  await panel.getByLabel('x1', { exact: true }).fill('1');
  await panel.getByLabel('x2', { exact: true }).fill('1');
  await panel.getByRole('button', { name: 'Keep', exact: true }).click();
  const answer = panel.getByRole('row').nth(1).getByRole('cell').nth(3);
  expect(Number(await answer.textContent())).toBeGreaterThan(0.95);
});

test('a white-space file without a header clusters, with its rows written out', async ({ benchtop }) => {
  const rows = Array.from({ length: 80 }, (_, i) => `${i + 1}  ${62 + (i % 12)}   ${95 + ((i * 13) % 70)}`);
  const file = join(benchtop.workspace, 'sizes.txt');
  writeFileSync(file, `${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  const { page } = benchtop;
  // The column that only counts the rows is left out by itself.
  await expect(page.getByLabel('Role of Index')).toHaveText('Ignore');
  await expect(page.getByLabel('Role of x1')).toHaveText('Feature');
  // Once uses the data, once starts.
  await page.keyboard.press('Control+Enter');
  await expect(benchtop.experiment.start).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await benchtop.run.expectStatus('finished', { timeout: 120_000 });
  const [id] = benchtop.runIds();
  expect(benchtop.readRecord(present(id)).dataset).toMatchObject({ features: ['x1', 'x2'], rows: 80 });
  await benchtop.run.openTab('Centres');
  await expect(page.getByRole('region', { name: 'Details of the run' }).getByRole('row')).not.toHaveCount(0);
  const predictions = join(benchtop.workspace, 'runs', present(id), 'predictions.csv');
  expect(existsSync(predictions)).toBe(true);
  expect(readFileSync(predictions, 'utf8').trim().split('\n')).toHaveLength(81);
  await expect(page.getByRole('slider', { name: 'Iteration shown' })).toBeVisible();

  const saved = join(benchtop.workspace, 'saved.csv');
  await benchtop.answerSaveDialog(saved);
  await benchtop.run.openTab('Log');
  await page.getByRole('button', { name: 'Save predictions…' }).click();
  await expect(page.getByText(`Saved as ${saved}`)).toBeVisible();
  expect(readFileSync(saved, 'utf8')).toBe(readFileSync(predictions, 'utf8'));
});

test('the SVM answers twenty new points with class and logit', async ({ benchtop }) => {
  await benchtop.shell.startSample('SVM margin');
  await benchtop.run.expectStatus('finished', { timeout: 120_000 });
  const { page, run } = benchtop;
  await expect(
    page.getByRole('img', { name: /separating line with its margins and \d+ support vectors/ }),
  ).toBeVisible();
  await run.openTab('Predict');
  await page.getByRole('button', { name: '20 new random points' }).click();
  await expect(page.getByRole('region', { name: 'Details of the run' }).getByRole('row')).toHaveCount(21);
});

test('more clusters than rows is said at its field, and nothing is kept', async ({ benchtop }) => {
  await benchtop.shell.openSample('t-shirt sizes');
  await benchtop.experiment.fill(/Clusters/, 900);
  await benchtop.experiment.start.click();
  await expect(
    benchtop.page.getByText('k = 900, but the data has only 200 distinct rows').first(),
  ).toBeVisible();
  expect(benchtop.runIds()).toEqual([]);
});

test('two runs are laid side by side: curves, pictures and the settings that differ', async ({
  benchtop,
}) => {
  const { shell, experiment, page, run } = benchtop;
  for (const seed of [3, 5]) {
    await shell.goHome();
    await shell.openSample('XNOR');
    await experiment.fill(/Seed/, seed);
    await experiment.start.click();
    await run.expectStatus('finished', { timeout: 120_000 });
  }
  const boxes = shell.rail.getByLabel('Compare XNOR');
  await expect(boxes).toHaveCount(2);
  for (const box of await boxes.all()) await box.check();
  await shell.rail
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click();
  // Each run's, and the difference of both.
  await expect(page.getByRole('img', { name: /^Output over x1 and x2/ })).toHaveCount(3);
  const seeds = page.getByRole('row', { name: /seed/i }).first();
  await expect(seeds).toContainText('3');
  await expect(seeds).toContainText('5');
});

test('a network of one feature shows its fitted curve, also where it is restored', async ({ benchtop }) => {
  const rows = Array.from({ length: 120 }, (_, i) => `${i / 20},${Math.sin(i / 20).toFixed(4)}`);
  const file = join(benchtop.workspace, 'wave.csv');
  writeFileSync(file, `time,height\n${rows.join('\n')}\n`);
  await benchtop.answerFileDialog(file);
  await benchtop.shell.openData();
  const { page, run, dataset } = benchtop;
  await dataset.setRole('height', 'Target');
  await dataset.use.click();
  await expect(page.getByLabel('120 points over time and height')).toBeVisible();
  await benchtop.experiment.trainSteps(1000);
  await benchtop.experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  const curve = page.getByLabel('The network\u2019s output over time, and 120 points of height');
  await expect(page.getByRole('heading', { name: 'Fitted curve' })).toBeVisible();
  await expect(curve).toBeVisible();

  await run.openTab('Checkpoints');
  await page
    .getByRole('row', { name: /step-0000500/ })
    .getByRole('button', { name: 'Restore' })
    .click();
  await expect(page.getByText('Restored from step 500')).toBeVisible();
  await expect(curve).toBeVisible();
  await run.openTab('Predict');
  const panel = page.getByRole('region', { name: 'Details of the run' });
  await panel.getByLabel('time', { exact: true }).fill('3');
  await panel.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(panel.getByRole('row')).toHaveCount(2);
});

test('a solid has the rows of data, and round values on its axes', async ({ benchtop }) => {
  const { page, run } = benchtop;
  await benchtop.shell.newGenerated('Two moons');
  await benchtop.experiment.trainSteps(300);
  await benchtop.experiment.start.click();
  await run.expectStatus('finished', { timeout: 120_000 });
  await page.getByRole('radio', { name: '3-D' }).click();
  const solid = page.getByLabel(/in three dimensions/);
  for (const value of ['0.5', '1', '2'])
    await expect(solid.getByText(value, { exact: true }).first()).toBeVisible();
  await expect(solid.getByText('class', { exact: true })).toBeVisible();
  // A thread of the page draws it, behind the words of its axes.
  await expect.poll(async () => (await countColours(solid)).count).toBeGreaterThan(3000);
  const { count: all } = await countColours(solid);
  await expect(page.getByText(/^\s*training \d+\s*$/)).toBeVisible();
  await expect(page.getByText(/^\s*validation \d+\s*$/)).toBeVisible();
  // Without them the surface has its full colours.
  const { strongest } = await countColours(solid);
  await page.getByRole('checkbox', { name: /Data points/ }).uncheck();
  await expect(page.getByText(/^\s*training \d+\s*$/)).toHaveCount(0);
  await expect.poll(async () => (await countColours(solid)).count).not.toBe(all);
  expect((await countColours(solid)).strongest).toBeGreaterThan(strongest * 0.9);
});

/** Pixels of an element, as it is on the screen, that are of a colour and not grey; and the strongest colour. */
async function countColours(element: Locator): Promise<{ count: number; strongest: number }> {
  const png = (await element.screenshot()).toString('base64');
  return element.page().evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let [count, strongest] = [0, 0];
    for (let i = 0; i < data.length; i += 4) {
      const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!];
      const strength = Math.max(red, green, blue) - Math.min(red, green, blue);
      if (strength > 60) count++;
      strongest = Math.max(strongest, strength);
    }
    return { count, strongest };
  }, png);
}
