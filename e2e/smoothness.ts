import type { Page } from '@playwright/test';

/** How smoothly a page was drawn for a while. */
export interface Smoothness {
  readonly frames: number;
  /** Middle of the times from frame to frame. */
  readonly medianMs: number;
  /** Mean of them, the frames in which nothing changed included. */
  readonly meanMs: number;
  /** The longest time from frame to frame. */
  readonly longestFrameMs: number;
  /** The longest time in which the page could do nothing else. */
  readonly longestTaskMs: number;
  /** All such times of 50 ms and more together. */
  readonly blockedMs: number;
}

/** Watches the page's frames and long tasks while something is done in it. */
export async function watchFrames(page: Page, during: () => Promise<unknown>): Promise<Smoothness> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    let longestTaskMs = 0;
    let blockedMs = 0;
    let isOn = true;
    const note = (entries: PerformanceEntryList): void => {
      for (const { duration } of entries) {
        longestTaskMs = Math.max(longestTaskMs, duration);
        blockedMs += duration;
      }
    };
    const observer = new PerformanceObserver((list) => {
      note(list.getEntries());
    });
    observer.observe({ entryTypes: ['longtask'] });
    let last = performance.now();
    const next = (now: number): void => {
      gaps.push(now - last);
      last = now;
      if (isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    (globalThis as unknown as { endWatch: () => Smoothness }).endWatch = () => {
      isOn = false;
      note(observer.takeRecords());
      observer.disconnect();
      gaps.sort((a, b) => a - b);
      return {
        frames: gaps.length,
        medianMs: gaps[gaps.length >> 1] ?? Infinity,
        meanMs: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
        longestFrameMs: gaps[gaps.length - 1] ?? Infinity,
        longestTaskMs,
        blockedMs,
      };
    };
  });
  await during();
  // A task that is still at work is told of in the frame after it.
  return page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return (globalThis as unknown as { endWatch: () => Smoothness }).endWatch();
  });
}
