import { closeSync, openSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { slowness } from '../../src-main/testing/slowness';
import { expect, test } from '../testing/fixtures';

const BYTES = 1_000_000_000;

/** A file of three columns of numbers of about a gigabyte: one block of rows, again and again. */
function writeLargeFile(path: string): void {
  const rows = Array.from({ length: 40_000 }, (_, i) => {
    const x = ((i * 7919) % 40_000) / 40;
    return `${x.toFixed(3)},${(1000 - x).toFixed(2)},${i % 2}`;
  });
  const block = Buffer.from(`${rows.join('\n')}\n`);
  const file = openSync(path, 'wx');
  writeSync(file, 'a,b,y\n');
  for (let written = 0; written < BYTES; written += block.length) writeSync(file, block);
  closeSync(file);
}

interface Smoothness {
  readonly frames: number;
  /** Middle of the times from frame to frame. */
  readonly medianMs: number;
  /** The longest time in which the page could do nothing else. */
  readonly longestTaskMs: number;
}

/** Watches the page draw for a while. */
function watchFrames(page: Page, ms: number): Promise<Smoothness> {
  return page.evaluate(async (duration) => {
    let longestTaskMs = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, entry.duration);
    });
    observer.observe({ entryTypes: ['longtask'] });
    const gaps: number[] = [];
    await new Promise<void>((done) => {
      const start = performance.now();
      let last = start;
      const next = (now: number): void => {
        gaps.push(now - last);
        last = now;
        if (now - start < duration) requestAnimationFrame(next);
        else done();
      };
      requestAnimationFrame(next);
    });
    observer.disconnect();
    gaps.sort((a, b) => a - b);
    return { frames: gaps.length, medianMs: gaps[gaps.length >> 1] ?? Infinity, longestTaskMs };
  }, ms);
}

test('a file of a gigabyte is seen at once, read beside a smooth window, and let go of on Cancel', async ({
  benchtop,
}, info) => {
  const { bavail, bsize } = statfsSync(benchtop.workspace);
  test.skip(bavail * bsize < 4 * BYTES, 'skipped: too little room on the disk for a file of a gigabyte');
  const { dataset, page } = benchtop;
  const file = join(benchtop.workspace, 'large.csv');
  writeLargeFile(file);
  await benchtop.answerFileDialog(file);

  const openedAt = Date.now();
  await benchtop.shell.openData();
  await expect.poll(() => dataset.cells(2)).toEqual(['0.000', '1000.00', '0']);
  const tookMs = Date.now() - openedAt;
  await expect(page.getByText(/% read, [\d,]+ rows/)).toBeVisible();
  const smooth = await watchFrames(page, 2000);
  const factor = slowness();
  info.annotations.push({ type: 'measured', description: JSON.stringify({ tookMs, ...smooth, factor }) });
  // The display's own pace is 60 a second: half of all frames come on time, and nothing blocks.
  expect(smooth.medianMs).toBeLessThan(18 * factor);
  expect(smooth.longestTaskMs).toBeLessThan(100 * factor);

  await expect(page.getByText(/% read, [\d,]+ rows/)).toBeVisible();
  const cancelledAt = Date.now();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText('Not read to its end')).toBeVisible();
  expect(Date.now() - cancelledAt).toBeLessThan(500 * slowness());

  await page.getByRole('button', { name: 'Read all of it' }).click();
  await expect(page.getByText('Fully read', { exact: true })).toBeVisible({ timeout: 120_000 });
});
