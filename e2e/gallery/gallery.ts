import { _electron, expect, test as base, type Locator, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview } from 'vite';
import { environment, executable } from '../testing/fixtures';

const root = join(import.meta.dirname, '..', '..');

export type Theme = 'light' | 'dark';

/** The built gallery in a window of the engine that the program runs in. */
export class Gallery {
  readonly page: Page;
  readonly #url: string;
  /** Errors of the page's console and uncaught ones since the page was opened: a test with any fails. */
  readonly errors: string[] = [];

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  /** All specimens, mounted anew. */
  async openAll(theme: Theme = 'light'): Promise<void> {
    await this.#open(`?theme=${theme}`);
  }

  /** One specimen alone, mounted anew. */
  async open(name: string, theme: Theme = 'light'): Promise<Locator> {
    await this.#open(`?only=${name}&theme=${theme}`);
    return this.specimen(name);
  }

  async #open(query: string): Promise<void> {
    this.errors.length = 0;
    await this.page.goto(`${this.#url}${query}`);
    await expect(this.page.getByRole('heading', { name: 'Gallery' })).toBeVisible();
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
  }

  specimen(name: string): Locator {
    return this.page.locator(`section#${name}`);
  }

  /** What a specimen's component told its owner last. */
  async told(name: string, label = 'Value'): Promise<unknown> {
    const text = await this.specimen(name).getByLabel(label, { exact: true }).textContent();
    return JSON.parse(text ?? 'null') as unknown;
  }

  /** The element with the focus, by its role's own words: its label, else its text. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      const { id } = element ?? {};
      const label = id ? document.querySelector(`label[for="${id}"]`) : null;
      return (element?.getAttribute('aria-label') ?? label?.textContent ?? element?.textContent ?? '').trim();
    });
  }

  /** Whether the focused element is drawn differently from one without focus: by outline or shadow. */
  focusIsVisible(): Promise<boolean> {
    return this.page.evaluate(() => {
      for (let at = document.activeElement; at !== null && at !== document.body; at = at.parentElement) {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
        if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) return true;
        if (boxShadow !== 'none') return true;
        if (!at.matches(':focus-within')) break;
      }
      return false;
    });
  }
}

/** One window for all tests of a worker: its start takes longer than most of them. */
export const test = base.extend<{ gallery: Gallery }, { opened: Gallery }>({
  opened: [
    async ({}, use) => {
      const server = await preview({
        configFile: join(root, 'vite.gallery.config.ts'),
        logLevel: 'error',
        preview: { host: '127.0.0.1', port: 0 },
      });
      const url = server.resolvedUrls?.local[0] ?? '';
      const profile = mkdtempSync(join(tmpdir(), 'benchtop-gallery-'));
      const app = await _electron.launch({
        executablePath: executable(),
        args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), join(import.meta.dirname, 'window')],
        env: { ...environment(), BENCHTOP_GALLERY_URL: url, BENCHTOP_GALLERY_PROFILE: profile },
      });
      const page = await app.firstWindow();
      await use(new Gallery(page, url));
      const ended = app.waitForEvent('close');
      app.process().kill('SIGKILL');
      await ended;
      await server.close();
      rmSync(profile, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  gallery: async ({ opened }, use) => {
    await use(opened);
    expect(opened.errors).toEqual([]);
  },
});

export { expect };
