import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { axeFindings } from '../testing/axe';
import { expect, test, type Theme } from './gallery';

const THEMES: readonly Theme[] = ['light', 'dark'];
const folder = join(import.meta.dirname, '..', '..', 'src-renderer', 'gallery', 'specimens');
const specimens = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.svelte'))
  .map((path) => basename(path, '.svelte'))
  .sort();

for (const theme of THEMES) {
  test(`every specimen is mounted and has a size, ${theme}`, async ({ gallery }) => {
    await gallery.openAll(theme);
    const mounted = await gallery.page.locator('main section').evaluateAll((sections) =>
      sections
        .filter((section) => {
          const parts = [...(section.querySelector('.stage')?.children ?? [])];
          return parts.some((part) => part.getBoundingClientRect().height > 0);
        })
        .map(({ id }) => id)
        .sort(),
    );
    expect(mounted).toEqual(specimens);
  });

  test(`axe finds nothing wrong in the specimens, ${theme}`, async ({ gallery }) => {
    await gallery.openAll(theme);
    expect(await axeFindings(gallery.page)).toEqual([]);
  });

  test(`every canvas is drawn on, ${theme}`, async ({ gallery }) => {
    await gallery.openAll(theme);
    const empty = await gallery.page.evaluate(async () => {
      const frame = (): Promise<number> => new Promise(requestAnimationFrame);
      /** At least two colours. */
      const isDrawn = (canvas: HTMLCanvasElement): boolean => {
        const context = canvas.getContext('2d');
        if (context === null) return false;
        const { width, height } = canvas;
        const { data } = context.getImageData(0, 0, Math.max(1, width), Math.max(1, height));
        const pixels = new Uint32Array(data.buffer);
        return pixels.some((pixel) => pixel !== 0 && pixel !== pixels.find((other) => other !== 0));
      };
      const missing: string[] = [];
      // A canvas of three dimensions cannot be read, and would be taken from its chart.
      for (const section of document.querySelectorAll('main section:not(#Surface3d)')) {
        // Charts are drawn when they come into sight.
        const canvases = [...section.querySelectorAll('canvas')];
        for (const canvas of canvases) {
          canvas.scrollIntoView({ block: 'center' });
          for (let i = 0; i < 120 && !isDrawn(canvas); i++) await frame();
          if (!isDrawn(canvas)) missing.push(section.id);
        }
      }
      return missing;
    });
    expect(empty).toEqual([]);
  });
}

test('a chart that was drawn before the fonts came is drawn again with them', async ({ gallery }) => {
  const { page } = gallery;
  const specimen = await gallery.open('HeatMap');
  await page.waitForFunction(() => document.fonts.check("12px 'Inter Variable'"));
  const picture = (): Promise<string> =>
    specimen.locator('canvas').evaluate(async (canvas: HTMLCanvasElement) => {
      for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);
      return canvas.toDataURL();
    });
  const first = await picture();
  await page.getByRole('radio', { name: 'Dark' }).click();
  expect(await picture()).not.toBe(first);
  // Drawn anew, now certainly with the fonts.
  await page.getByRole('radio', { name: 'Light' }).click();
  expect(await picture()).toBe(first);
});
