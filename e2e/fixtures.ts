import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** The built program in its real window, with a workspace of its own. */
export class Benchtop {
  readonly workspace: string;
  app!: ElectronApplication;
  page!: Page;
  /** Errors of the page's console: a test with any fails. */
  readonly consoleErrors: string[] = [];
  /** For a test that provokes refusals, which the browser reports there. */
  expectsConsoleErrors = false;

  constructor(workspace: string) {
    this.workspace = workspace;
  }

  async launch(): Promise<void> {
    this.app = await _electron.launch({
      executablePath: executable(),
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
      env: { ...environment(), BENCHTOP_WORKSPACE: this.workspace, BENCHTOP_QUIT: 'stop' },
    });
    this.page = await this.app.firstWindow();
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(message.text());
    });
    this.page.on('pageerror', (error) => this.consoleErrors.push(error.message));
    await this.page.waitForSelector('nav, [role=navigation]');
  }

  /** Ends the program as a person would, and starts it again on the same workspace. */
  async relaunch(): Promise<void> {
    await this.app.close();
    await this.launch();
  }

  /** The next "Open data" dialog answers with this file. */
  async answerFileDialog(path: string): Promise<void> {
    await this.app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, path);
  }
}

function executable(): string {
  const given = process.env['BENCHTOP_ELECTRON'];
  if (given !== undefined) return given;
  const runtime = JSON.parse(readFileSync(join(root, '.benchtop', 'runtime.json'), 'utf8')) as {
    electron: { executable: string };
  };
  return runtime.electron.executable;
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export const test = base.extend<{ benchtop: Benchtop }>({
  benchtop: async ({}, use) => {
    const workspace = mkdtempSync(join(tmpdir(), 'benchtop-e2e-'));
    const benchtop = new Benchtop(workspace);
    await benchtop.launch();
    await use(benchtop);
    await benchtop.app.close();
    rmSync(workspace, { recursive: true, force: true });
    if (!benchtop.expectsConsoleErrors) expect(benchtop.consoleErrors).toEqual([]);
  },
});

export { expect };
