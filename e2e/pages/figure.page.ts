import { expect, type Locator } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchtop } from '../testing/fixtures';

/** Charts that are taken out of the window. */
export class FigurePage {
  #count = 0;

  constructor(readonly benchtop: Benchtop) {}

  /**
   * Saves a chart through its button and the dialog.
   * @param of what the button says that it saves, e.g. "the picture"
   * @param within where the button is; anywhere by default
   * @returns the file's content, one character a byte but for text, and where it is
   */
  async save(
    of: string,
    format: 'PDF' | 'SVG' | 'PNG' | 'CSV' | 'JSON',
    within: Locator = this.benchtop.page.locator('body'),
  ): Promise<{ readonly content: string; readonly path: string }> {
    const { page, workspace } = this.benchtop;
    const path = join(workspace, `figure-${++this.#count}.${format.toLowerCase()}`);
    await this.benchtop.answerSaveDialog(path);
    await within.getByRole('button', { name: `Save ${of} as a picture or as data`, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: /^Save “/ });
    await dialog.getByRole('radio', { name: format }).click();
    await dialog.getByRole('button', { name: 'Save…' }).click();
    await expect(page.getByText(`Saved as ${path}`)).toBeVisible();
    await expect(dialog).toHaveCount(0);
    return { content: readFileSync(path, format === 'PNG' || format === 'PDF' ? 'latin1' : 'utf8'), path };
  }

  /** Saves a chart in all formats and checks that each is what it says. */
  async saveAll(
    of: string,
    wanted: {
      /** First line of its values. */
      readonly columns: string;
      /** Texts that must be in its vector picture. */
      readonly texts: readonly string[];
      /** Lines of its values without the first; a number where it is known. */
      readonly rows?: number;
    },
    within?: Locator,
  ): Promise<string> {
    const { content: csv } = await this.save(of, 'CSV', within);
    const lines = csv.trimEnd().split('\n');
    expect(lines[0]).toBe(wanted.columns);
    expect(lines.length).toBeGreaterThan(1);
    if (wanted.rows !== undefined) expect(lines.length - 1).toBe(wanted.rows);
    const { content: svg } = await this.save(of, 'SVG', within);
    expect(svg.startsWith('<svg xmlns')).toBe(true);
    for (const text of wanted.texts) expect(svg).toContain(`>${text}</text>`);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    const { content: png, path } = await this.save(of, 'PNG', within);
    expect(png.startsWith('\u0089PNG')).toBe(true);
    // 174 mm at 300 dpi, as the dialog says at first.
    const size = readFileSync(path).readUInt32BE(16);
    expect(size).toBe(2055);
    const { content: json } = await this.save(of, 'JSON', within);
    expect(JSON.parse(json)).toHaveLength(lines.length - 1);
    return csv;
  }
}
