import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { axeFindings } from '../axe';
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
}
