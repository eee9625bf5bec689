import type { Locator, Page } from '@playwright/test';

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

/** What is done to a chart in each of so many frames: the pointer is moved along x, or the wheel turned. */
export interface EveryFrame {
  readonly frames: number;
  /** In pixels of the page. */
  readonly pointer?: { readonly x: number; readonly y: number; readonly by: number };
  readonly wheel?: { readonly x: number; readonly y: number; readonly deltaY: number };
}

/**
 * Moves a chart once a frame, from within the page, so that no frame passes in which nothing is to be
 * drawn. It is done between the frames, as a hand does it.
 * @returns times of the frames in milliseconds, and how many of them came to show another part
 */
export async function moveEveryFrame(
  chart: Locator,
  what: EveryFrame,
): Promise<{ readonly gaps: readonly number[]; readonly changed: number }> {
  return chart.evaluate(
    (element, { frames, pointer, wheel }) =>
      new Promise<{ gaps: number[]; changed: number }>((resolve) => {
        const gaps: number[] = [];
        let changed = 0;
        let count = 0;
        let last = 0;
        let seen = element.getAttribute('aria-valuemin');
        const act = (): void => {
          if (pointer !== undefined) {
            const clientX = pointer.x + count * pointer.by;
            element.dispatchEvent(
              new PointerEvent('pointermove', { bubbles: true, clientX, clientY: pointer.y }),
            );
          }
          if (wheel === undefined) return;
          const at = { clientX: wheel.x, clientY: wheel.y, deltaY: wheel.deltaY };
          element.dispatchEvent(
            new WheelEvent('wheel', { bubbles: true, cancelable: true, altKey: true, ...at }),
          );
        };
        const next = (now: number): void => {
          count++;
          const shown = element.getAttribute('aria-valuemin');
          // What is done after one frame is drawn in the next, and seen in the one after that.
          if (count > 2) {
            gaps.push(now - last);
            if (shown !== seen) changed++;
          }
          last = now;
          seen = shown;
          if (count === frames + 2) resolve({ gaps, changed });
          else if (count > frames) requestAnimationFrame(next);
          else
            setTimeout(() => {
              act();
              requestAnimationFrame(next);
            });
        };
        requestAnimationFrame(next);
      }),
    what,
  );
}

/** Mean of times from frame to frame, or of any other numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
