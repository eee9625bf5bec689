import { at, present } from '../../src-shared/present';
import type { RunRecord } from '../../src-shared/run/record/record';
import { openCompare, readMetrics, startRun } from '../testing/compared-runs';
import { choose } from '../testing/choose';
import { expect, test } from '../testing/fixtures';
import { FigurePage } from '../pages/figure.page';

test('of four runs a person sees which setting mattered', async ({ benchtop }) => {
  const { page } = benchtop;
  const changes = [
    ['slow, few units', { learningRate: 0.0003, units: 3 }],
    ['fast, few units', { learningRate: 0.1, units: 3 }],
    ['slow, many units', { learningRate: 0.0003, units: 12 }],
    ['fast, many units', { learningRate: 0.1, units: 12 }],
  ] as const;
  const ids: string[] = [];
  for (const [name, change] of changes) ids.push(await startRun(benchtop, name, change));
  await openCompare(
    benchtop,
    changes.map(([name]) => name),
  );
  await expect(page.getByText('Comparable', { exact: true })).toBeVisible();

  // Only what differs is listed, with a mark.
  const settings = page.getByRole('table', { name: 'Settings' });
  await expect(settings.getByRole('row')).toHaveCount(3);
  await expect(settings.getByRole('row', { name: /Learning rate/ })).toContainText('0.0003');
  await expect(settings.getByRole('row', { name: /Layer 1, units/ })).toContainText('12');
  await page.getByRole('button', { name: 'Settings: runs as lines' }).click();
  await expect(settings.getByRole('row')).toHaveCount(5);
  await expect(settings.getByRole('row', { name: /slow, few units/ })).toContainText('0.0003');

  // Learning rate is what the validation loss goes with.
  await expect(page.getByText(/^\s*Validation loss correlates most with learning rate/)).toBeVisible();
  await expect(page.getByLabel(/^Parallel coordinates of 4 runs over .*Learning rate/)).toBeVisible();
  await expect(page.getByLabel(/^Validation loss over Learning rate: slow, few units 0\.0003/)).toBeVisible();

  // Both fast runs are better than the slow baseline, whatever their units; the other slow one is not.
  const loss = page
    .getByRole('table', { name: 'Results' })
    .getByRole('row', { name: /^Training loss, last/ });
  await expect(loss.getByRole('cell').nth(1)).toContainText('better');
  await expect(loss.getByRole('cell').nth(3)).toContainText('better');
  const values = (await loss.getByRole('cell').allTextContents()).map((text) => parseFloat(text));
  expect(Math.max(at(values, 1), at(values, 3))).toBeLessThan(Math.min(at(values, 0), at(values, 2)) / 2);

  // Training and validation of all four; hiding, showing alone, and the values at the cursor.
  const chart = page.getByRole('slider', { name: /Cursor over \d+ curves? of/ });
  await expect(chart).toHaveAccessibleName('Cursor over 4 curves of Validation loss');
  await choose(page.getByLabel('Metric', { exact: true }), 'Loss');
  await expect(chart).toHaveAccessibleName('Cursor over 8 curves of Loss');
  const legend = page.getByRole('group', { name: 'Runs on the chart' });
  await legend.getByRole('button', { name: 'slow, few units' }).click();
  await expect(chart).toHaveAccessibleName('Cursor over 6 curves of Loss');
  await legend.getByRole('button', { name: 'fast, many units' }).dblclick();
  await expect(chart).toHaveAccessibleName('Cursor over 2 curves of Loss');
  await legend.getByRole('button', { name: 'Show hidden' }).click();
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuetext', /^step 398: .*fast, few units/);

  // The chart as it is drawn, as a picture and as its values.
  const figures = new FigurePage(benchtop);
  for (const [format, begins] of [
    ['SVG', '<svg xmlns'],
    ['PNG', '\u0089PNG'],
    ['CSV', 'run,curve,step,value'],
  ] as const) {
    const { content } = await figures.save('the curves', format);
    expect(content.startsWith(begins)).toBe(true);
    // Training and validation of all four, as they were logged.
    if (format === 'CSV') {
      const logged = ids.map((id) => readMetrics(benchtop, id).length - 1);
      expect(Math.min(...logged)).toBeGreaterThanOrEqual(200);
      expect(content.trim().split('\n')).toHaveLength(1 + 2 * logged.reduce((sum, n) => sum + n, 0));
      const [step, , loss] = at(readMetrics(benchtop, at(ids, 1)), 1).split(',');
      expect(content).toContain(`${ids[1]},"fast, few units, training",${step},${loss}\n`);
    }
    if (format === 'SVG')
      for (const [name] of changes)
        for (const rows of ['training', 'validation']) expect(content).toContain(`>${name}, ${rows}</text>`);
  }

  // A box zooms; smoothing and another view change nothing of it; a double click shows all.
  const box = present(await chart.boundingBox());
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5 + 2, { steps: 4 });
  await page.mouse.up();
  const low = async (): Promise<number> => Number(await chart.getAttribute('aria-valuemin'));
  await expect.poll(low).toBeGreaterThan(80);
  const zoomed = await low();
  await page.getByLabel('Smoothing').fill('0.9');
  await page.getByRole('radio', { name: 'Epoch' }).waitFor();
  await benchtop.shell.goHome();
  await benchtop.shell.rail
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click();
  await expect.poll(low).toBe(zoomed);
  await chart.dblclick();
  await expect.poll(low).toBe(0);
});

test('pictures share their axes and colours, and clusters their numbers', async ({ benchtop }) => {
  const { page } = benchtop;
  await startRun(benchtop, 'first net', { seed: 1 });
  await startRun(benchtop, 'second net', { seed: 1, units: 3 });
  await openCompare(benchtop, ['first net', 'second net']);
  const maps = page.getByLabel(/^Output over/);
  await expect(page.getByRole('heading', { name: 'first net − second net' })).toBeVisible();
  await expect(maps.first()).toBeVisible();
  await page.getByRole('radio', { name: '3-D' }).click();
  const solids = page.getByLabel(/in three dimensions/);
  await expect(solids).toHaveCount(3);
  await page.getByRole('radio', { name: 'Map' }).click();

  for (const [name, nClusters] of [
    ['three groups', 3],
    ['four groups', 4],
  ] as const) {
    const { record } = await benchtop.call<{ record: RunRecord }>('runsStart', {
      experiment: {
        schemaVersion: 1,
        name,
        seed: 1,
        dataset: { kind: 'generated', generator: 'heights-weights', params: { n: 400 } },
        model: { kind: 'kmeans', nClusters, init: 'random' },
      },
      speed: null,
    });
    await expect.poll(() => benchtop.readStatus(record.id)).toBe('finished');
  }
  await openCompare(benchtop, ['three groups', 'four groups']);
  await expect(page.getByText(/^ARI 0\.\d{3}$/)).toHaveCount(1);
  await expect(page.getByText(/^NMI 0\.\d{3}$/)).toHaveCount(1);
});

test('an unfair comparison is flagged, and nothing is called better', async ({ benchtop }) => {
  const { page } = benchtop;
  await startRun(benchtop, 'one split', { validationSplit: 0.25 });
  await startRun(benchtop, 'another split', { validationSplit: 0.4, learningRate: 0.1 });
  await openCompare(benchtop, ['one split', 'another split']);
  const guard = page.getByRole('region', { name: 'Not comparable' });
  await expect(guard).toContainText('split');
  await expect(guard).toContainText('random, seed 1');
  const loss = page
    .getByRole('table', { name: 'Results' })
    .getByRole('row', { name: /^Training loss, last/ });
  await expect(loss).toContainText('not comparable');
  await expect(loss).not.toContainText(/better|worse/);

  // One button lays them on rows that both have and neither was trained on.
  await page.getByRole('button', { name: 'Evaluate all on common rows' }).click();
  const common = page.getByRole('table', { name: /^On \d+ common rows, none trained on/ });
  await expect(common.getByRole('row', { name: /^Accuracy/ })).toContainText(/0\.\d|1/);
  await expect(common.getByRole('row', { name: /trained on/ }).getByRole('cell')).toHaveText(['0', '0']);
});
