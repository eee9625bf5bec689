import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** What axe finds wrong in a part of the page, one line each. */
export async function axeFindings(page: Page, root = 'main'): Promise<string[]> {
  const has = await page.evaluate(() => 'axe' in globalThis);
  if (!has) {
    const path = join(import.meta.dirname, '../..', 'node_modules', 'axe-core', 'axe.min.js');
    await page.evaluate(readFileSync(path, 'utf8'));
  }
  return page.evaluate(async (selector) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: (root: string) => Promise<{
          violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    // Colours on their way from one theme to the other are those of neither.
    const ends = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
      .map(({ finished }) => finished.catch(() => undefined));
    await Promise.all(ends);
    const { violations } = await axe.run(selector);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  }, root);
}
