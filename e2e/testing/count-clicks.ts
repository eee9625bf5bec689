import type { Page } from '@playwright/test';

/**
 * Counts presses of the pointer on the page from here on, as a person makes them; those in the system's dialogs
 * are not among them.
 * @returns how many there were
 */
export async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = globalThis as unknown as { clicks: number };
    counted.clicks = 0;
    addEventListener(
      'pointerdown',
      () => {
        counted.clicks += 1;
      },
      { capture: true },
    );
  });
  return () => page.evaluate(() => (globalThis as unknown as { clicks: number }).clicks);
}
