import type { Locator } from '@playwright/test';
import { present } from '../../src-shared/present';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { FigurePage } from '../pages/figure.page';
import { watchPort } from '../testing/port-messages';

/** Opens a run whose rows are few enough for its curve to hold each. */
async function openLiveRun(benchtop: Benchtop): Promise<Locator> {
  await benchtop.startEndlessRun({ name: 'live', logEvery: 1, speed: 100 });
  await benchtop.shell.row('live').click();
  return findCurve(benchtop);
}

function findCurve({ page }: Benchtop): Locator {
  return page.getByRole('slider', { name: /Step cursor/ });
}

async function lastStep(curve: Locator): Promise<number> {
  return Number(await curve.getAttribute('aria-valuenow'));
}

/** Whether a curve gets longer, and then again. */
async function expectGrowth(curve: Locator): Promise<void> {
  for (let time = 0; time < 2; time++) {
    const before = await lastStep(curve);
    await expect.poll(() => lastStep(curve)).toBeGreaterThan(before);
  }
}

/** Steps of the rows that the page holds of a run. */
async function heldSteps(benchtop: Benchtop): Promise<number[]> {
  const { content } = await new FigurePage(benchtop).save('the curve', 'CSV');
  const [head, ...lines] = content.trimEnd().split('\n');
  const column = present(head).split(',').indexOf('step');
  return lines.map((line) => Number(line.split(',')[column]));
}

test('a live curve goes on in a page that was loaded again', async ({ benchtop }) => {
  await expectGrowth(await openLiveRun(benchtop));
  const sent = await watchPort(benchtop.app, 'run.events');
  for (let time = 0; time < 3; time++) await benchtop.page.reload();
  await benchtop.shell.row('live').click();
  const curve = findCurve(benchtop);
  await expectGrowth(curve);
  // A page that took none would get one.
  const before = (await sent.times()).length;
  await expect.poll(async () => (await sent.times()).length).toBeGreaterThan(before + 10);
  await benchtop.run.button('Pause').click();
  await benchtop.run.expectStatus('paused');
  const steps = await heldSteps(benchtop);
  expect(steps).toEqual(Array.from(steps, (_, row) => row + 1));
});

test('a page that is busy is sent nothing more, and then all that was logged', async ({ benchtop }) => {
  const curve = await openLiveRun(benchtop);
  await expectGrowth(curve);
  const sent = await watchPort(benchtop.app, 'run.events');
  const busy = await benchtop.page.evaluate(() => {
    const from = Date.now();
    while (Date.now() - from < 2000);
    return { from, to: Date.now() };
  });
  await expect
    .poll(async () => (await sent.times()).filter((time) => time > busy.to).length)
    .toBeGreaterThan(5);
  // One that the page had made room for before.
  const meanwhile = (await sent.times()).filter((time) => time > busy.from && time < busy.to);
  expect(meanwhile.length).toBeLessThanOrEqual(1);
  await benchtop.run.button('Pause').click();
  await benchtop.run.expectStatus('paused');
  const steps = await heldSteps(benchtop);
  expect(steps.length).toBeGreaterThan(200);
  expect(steps).toEqual(Array.from(steps, (_, row) => row + 1));
});
