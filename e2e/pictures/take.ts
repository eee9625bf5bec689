import type { Page } from '@playwright/test';
import { join, resolve } from 'node:path';
import type { Benchtop } from '../testing/fixtures';

const folder = resolve(import.meta.dirname, '../../docs/images');

/** Theme and size of a picture. */
export async function prepare(
  benchtop: Benchtop,
  {
    theme = 'light',
    width = 1280,
    height = 800,
  }: { theme?: 'light' | 'dark'; width?: number; height?: number } = {},
): Promise<void> {
  await benchtop.call('settingsSet', { theme });
  await benchtop.app.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]!.setContentSize(...size);
    },
    [width, height] as const,
  );
}

/** Writes docs/images/NAME.png of the window as it stands, once nothing moves in it. */
export async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(1, 1);
  // Messages go by themselves.
  await page
    .getByRole('region', { name: 'Messages' })
    .getByRole('button')
    .first()
    .waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready);
  // Charts draw in a frame after what they show has come.
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
