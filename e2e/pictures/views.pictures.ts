import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '../../src-shared/present';
import { expect, test, type Benchtop } from '../testing/fixtures';
import { findLayoutProblems } from './layout';
import { SCENES } from './views';

interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

const SIZES: readonly Size[] = [
  { name: '900x600', width: 900, height: 600, zoom: 1 },
  { name: '1280x800', width: 1280, height: 800, zoom: 1 },
  { name: '1920x1080', width: 1920, height: 1080, zoom: 1 },
  { name: '1280x800-at-200', width: 1280, height: 800, zoom: 2 },
];

const folder = present(process.env['BENCHTOP_VIEWS']);
const only = process.env['BENCHTOP_VIEWS_ONLY'];
const THEMES = ['light', 'dark'] as const;

test('pictures of every view', async ({ benchtop }) => {
  test.setTimeout(3_600_000);
  mkdirSync(folder, { recursive: true });
  const broken: string[] = [];
  const cut: string[] = [];
  await resize(benchtop, present(SIZES[1]));
  for (const { name, show, leave } of SCENES) {
    await show(benchtop);
    if (only === undefined || new RegExp(only, 'u').test(name)) {
      for (const size of SIZES) {
        await resize(benchtop, size);
        for (const theme of THEMES) {
          await benchtop.call('settingsSet', { theme });
          await expect(benchtop.page.locator('html')).toHaveAttribute('data-theme', theme);
          await settle(benchtop);
          const file = `${name}-${size.name}-${theme}.png`;
          writeFileSync(join(folder, file), await picture(benchtop));
          if (theme !== THEMES[0]) continue;
          const found = await findLayoutProblems(benchtop.page);
          broken.push(...found.broken.map((line) => `${name}, ${size.name}: ${line}`));
          cut.push(...found.cut.map((line) => `${name}, ${size.name}: ${line}`));
        }
      }
      await resize(benchtop, present(SIZES[1]));
    }
    await leave?.(benchtop);
  }
  writeFileSync(join(folder, 'findings.json'), JSON.stringify({ broken, cut }, null, 1));
  expect(broken).toEqual([]);
});

async function resize({ app, page }: Benchtop, { width, height, zoom }: Size): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [w, h, factor]) => {
      // A report's preview is drawn in a window that nobody sees.
      const window = BrowserWindow.getAllWindows().find((one) => one.isVisible())!;
      window.setContentSize(w!, h!);
      window.webContents.setZoomFactor(factor!);
    },
    [width, height, zoom],
  );
  await page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) <= 2, Math.round(width / zoom));
}

/** Charts are drawn a frame or two after their place has its size. */
async function settle({ page }: Benchtop): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let i = 0; i < 6; i++) await new Promise(requestAnimationFrame);
    const ends = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
      .map(({ finished }) => finished.catch(() => undefined));
    await Promise.all(ends);
  });
}

/** What the window shows. A page's own screenshot is of its upper left corner alone where it is zoomed. */
async function picture({ app }: Benchtop): Promise<Buffer> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((one) => one.isVisible())!;
    const image = await window.webContents.capturePage();
    return image.toPNG().toString('base64');
  });
  return Buffer.from(png, 'base64');
}
