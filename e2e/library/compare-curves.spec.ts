import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slowness } from '../../src-main/testing/slowness';
import { present } from '../../src-shared/present';
import type { RunRecord } from '../../src-shared/run/record/record';
import { openCompare, readMetrics, startRun } from '../testing/compared-runs';
import { expect, test } from '../testing/fixtures';
import { mean, moveEveryFrame, watchFrames } from '../testing/smoothness';

test('what a run logs meanwhile leaves zoom, hidden curves and scroll as they are', async ({ benchtop }) => {
  const { page } = benchtop;
  await startRun(benchtop, 'short', {});
  const id = await benchtop.startEndlessRun({ name: 'live', logEvery: 10 });
  await openCompare(benchtop, ['live', 'short']);
  const chart = page.getByRole('slider', { name: /Cursor over \d+ curves? of Loss/ });
  await expect(chart).toHaveAccessibleName('Cursor over 3 curves of Loss');
  await page
    .getByRole('group', { name: 'Runs on the chart' })
    .getByRole('button', { name: 'short', exact: true })
    .click();
  await expect(chart).toHaveAccessibleName('Cursor over 1 curve of Loss');
  const range = async (): Promise<(string | null)[]> =>
    Promise.all(['aria-valuemin', 'aria-valuemax'].map((name) => chart.getAttribute(name)));
  await expect.poll(async () => Number((await range())[1])).toBeGreaterThan(500);
  const [start = 0, whole = 0] = (await range()).map(Number);

  const box = present(await chart.boundingBox());
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.8, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(box.x + box.width + 40, box.y - 40);
  // The run goes on under the drag, and where it ends may lie beyond what was the whole range before:
  // that the left end has moved tells the zoom from a range that only grew.
  await expect.poll(async () => Number((await range())[0])).toBeGreaterThan(start);
  const zoomed = await range();
  expect(Number(zoomed[1])).toBeLessThan(Number(readMetrics(benchtop, id).at(-2)?.split(',')[0]));
  const scrolled = page.locator('.view-body').first();
  await scrolled.evaluate((view) => {
    view.scrollTop = 120;
  });
  // Two seconds' worth, at a line every ten steps.
  const before = readMetrics(benchtop, id).length;
  await expect.poll(() => readMetrics(benchtop, id).length).toBeGreaterThan(before + 200);

  expect(await range()).toEqual(zoomed);
  await expect(chart).toHaveAccessibleName('Cursor over 1 curve of Loss');
  expect(await scrolled.evaluate((view) => view.scrollTop)).toBe(120);
  // The points are there: all of them are shown again.
  await chart.dblclick();
  await expect.poll(async () => Number((await range())[1])).toBeGreaterThan(whole + 2000);
});

test('50 runs of 100,000 points each pan and zoom at 50 frames a second', async ({ benchtop }) => {
  const id = await startRun(benchtop, 'long run', {});
  const runs = join(benchtop.workspace, 'runs');
  const stored = JSON.parse(readFileSync(join(runs, id, 'run.json'), 'utf8')) as RunRecord;
  await benchtop.close();
  let state = 1;
  const noise = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let run = 0; run < 50; run++) {
    const copy = `20260101-0000${String(run).padStart(2, '0')}-000-abcdef`;
    cpSync(join(runs, id), join(runs, copy), { recursive: true });
    const lines = ['step,elapsedMs,loss'];
    for (let i = 0; i < 100_000; i++)
      lines.push(`${i},${i},${(Math.exp(-i / (9000 + 500 * run)) + 0.1 * noise()).toPrecision(5)}`);
    writeFileSync(join(runs, copy, 'metrics.csv'), `${lines.join('\n')}\n`);
    writeFileSync(
      join(runs, copy, 'run.json'),
      JSON.stringify({ ...stored, id: copy, name: `long ${run}`, summary: { loss: 0.1 } }),
    );
  }
  // The rail lists fifty runs.
  rmSync(join(runs, id), { recursive: true });
  await benchtop.launch();
  await openCompare(
    benchtop,
    Array.from({ length: 50 }, (_, run) => `long ${run}`),
  );
  const { page } = benchtop;
  const chart = page.getByRole('slider', { name: 'Cursor over 50 curves of Training loss' });
  await expect(chart).toBeVisible({ timeout: 120_000 });
  const box = present(await chart.boundingBox());
  const { mouse, keyboard } = page;
  const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
  const smoothness = await watchFrames(page, async () => {
    await mouse.move(...middle);
    await keyboard.down('Alt');
    for (let i = 0; i < 25; i++) await mouse.wheel(0, i < 15 ? -60 : 40);
    await keyboard.up('Alt');
    await keyboard.down('Shift');
    await mouse.down();
    await mouse.move(middle[0] + 300, middle[1], { steps: 30 });
    await mouse.move(middle[0] - 300, middle[1], { steps: 60 });
    await mouse.up();
    await keyboard.up('Shift');
  });
  // It was zoomed and moved.
  expect(Number(await chart.getAttribute('aria-valuemin'))).toBeGreaterThan(20_000);
  expect(Number(await chart.getAttribute('aria-valuemax'))).toBeLessThan(100_000);
  const factor = slowness();
  expect(smoothness.frames).toBeGreaterThan(40 / factor);
  expect(smoothness.medianMs).toBeLessThanOrEqual(20 * factor);

  // Moved in every frame, it shows another part in every frame; how fast, `npm run bench -- drawing` says.
  const [x, y] = middle.map(Math.round) as [number, number];
  const zoomed = await moveEveryFrame(chart, { frames: 25, wheel: { x, y, deltaY: 20 } });
  await mouse.move(x, y);
  await keyboard.down('Shift');
  await mouse.down();
  const panned = await moveEveryFrame(chart, { frames: 60, pointer: { x, y, by: -5 } });
  await mouse.up();
  await keyboard.up('Shift');
  expect([zoomed.changed, panned.changed]).toEqual([25, 60]);
  const figures = { smoothness, zoomMs: mean(zoomed.gaps), panMs: mean(panned.gaps) };
  test.info().annotations.push({ type: '50 x 100,000 points', description: JSON.stringify(figures) });
});
