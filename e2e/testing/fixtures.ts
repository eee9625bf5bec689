import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ErrorInfo } from '../../src-shared/errors';
import type { RunRecord } from '../../src-shared/run/record/record';
import { DatasetPage } from '../pages/dataset.page';
import { ExperimentPage } from '../pages/experiment.page';
import { RunPage } from '../pages/run.page';
import { ShellPage } from '../pages/shell.page';

const root = resolve(import.meta.dirname, '../..');

/** Longer than any honest end of the program: after it, the test ends it by force. */
const END_BY_MS = 15_000;

type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorInfo };

/** The built program in its real window, with a workspace of its own. */
export class Benchtop {
  readonly workspace: string;
  app!: ElectronApplication;
  #child!: ChildProcess;
  page!: Page;
  shell!: ShellPage;
  experiment!: ExperimentPage;
  dataset!: DatasetPage;
  run!: RunPage;
  /** Errors of the page's console and uncaught ones: a test with any fails. */
  readonly consoleErrors: string[] = [];
  /** Requests to anything but the program's own files: a test with any fails. */
  readonly requestsOut: string[] = [];
  /** For a test that provokes refusals, which the browser reports as errors and requests. */
  expectsRefusals = false;

  constructor(workspace: string) {
    this.workspace = workspace;
  }

  /** How the program is started: also for a second start beside this one. */
  get command(): { executable: string; args: string[]; env: Record<string, string> } {
    return {
      executable: executable(),
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
      env: { ...environment(), BENCHTOP_WORKSPACE: this.workspace },
    };
  }

  /**
   * Starts the program. Only here it has a debugger, Playwright's, and Node 16's end of that line
   * writes to a closed socket when both sides hang up at once (a segmentation fault in the thread
   * of the inspector, one end in fifty): so the program hangs up first.
   * @param options.quit 'stop': closing stops the runs without a question; 'ask': as for a person
   * @param options.files named on the command line
   */
  async launch({
    quit = 'stop',
    files = [],
  }: { quit?: 'stop' | 'ask'; files?: readonly string[] } = {}): Promise<void> {
    const { executable: executablePath, args, env } = this.command;
    this.app = await _electron.launch({
      executablePath,
      args: [...args, ...files],
      env: { ...env, ...(quit === 'stop' ? { BENCHTOP_QUIT: 'stop' } : {}) },
    });
    this.#child = this.app.process();
    await this.app.evaluate(({ app }) => {
      app.on('quit', () => {
        const { close } = process.mainModule!.require('inspector') as { close: () => void };
        close();
      });
    });
    const context = this.app.context();
    context.on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(message.text());
    });
    context.on('weberror', (error) => this.consoleErrors.push(error.error().message));
    context.on('request', (request) => {
      if (!/^(app|data|blob):/.test(request.url())) this.requestsOut.push(request.url());
    });
    this.page = await this.app.firstWindow();
    this.shell = new ShellPage(this.page);
    this.experiment = new ExperimentPage(this.page);
    this.dataset = new DatasetPage(this.page);
    this.run = new RunPage(this.page);
    await expect(this.shell.rail).toBeVisible();
  }

  /** Ends the program as a person would, and starts it again on the same workspace. */
  async relaunch(options?: { quit?: 'stop' | 'ask' }): Promise<void> {
    await this.close();
    await this.launch(options);
  }

  /** Ends the program; its exit code or the signal that ended it, and how long that took. */
  async close(
    how: () => unknown = () => this.app.close(),
  ): Promise<{ code: number | string | null; tookMs: number }> {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode, tookMs: 0 };
    const from = Date.now();
    const ended = new Promise<number | string | null>((settle) =>
      child.once('exit', (code, signal) => settle(signal ?? code)),
    );
    const force = setTimeout(() => child.kill('SIGKILL'), END_BY_MS);
    // Its answer is lost when the program ends first.
    Promise.resolve(how()).catch(() => undefined);
    const code = await ended;
    clearTimeout(force);
    return { code, tookMs: Date.now() - from };
  }

  /** Asks main as the page would, without the page; fails the test where main refuses. */
  async call<T = unknown>(method: string, request?: unknown): Promise<T> {
    const answer = await this.ask(method, request);
    if (!answer.ok) throw new Error(`${method}: ${answer.error.kind}: ${answer.error.message}`);
    return answer.value as T;
  }

  /** Sends a request like `call`; a refusal is part of the answer. */
  ask(method: string, request?: unknown): Promise<Answer> {
    return this.page.evaluate(
      ([name, payload]) => {
        const { benchtop } = globalThis as unknown as {
          benchtop: Record<string, (request?: unknown) => Promise<Answer>>;
        };
        return benchtop[name]!(payload);
      },
      [method, request] as const,
    );
  }

  /** Starts a run that trains until it is stopped; its id. */
  async startEndlessRun({ name = 'endless', logEvery = 100, speed = 1000 } = {}): Promise<string> {
    const { record } = await this.call<{ record: RunRecord }>('runsStart', {
      experiment: {
        schemaVersion: 1,
        name,
        dataset: { kind: 'generated', generator: 'xnor' },
        model: {
          kind: 'network',
          layers: [
            { units: 2, activation: 'sigmoid' },
            { units: 1, activation: 'sigmoid' },
          ],
        },
        training: { steps: 10_000_000, logEvery, checkpointEvery: 0, engine: 'typed' },
      },
      speed,
    });
    await expect.poll(() => this.readStatus(record.id)).toBe('running');
    return record.id;
  }

  /** Status of a run by its file on disk. */
  readStatus(runId: string): string {
    return this.readRecord(runId).status;
  }

  readRecord(runId: string): RunRecord {
    return JSON.parse(readFileSync(join(this.workspace, 'runs', runId, 'run.json'), 'utf8')) as RunRecord;
  }

  runIds(): string[] {
    return readdirSync(join(this.workspace, 'runs')).sort();
  }

  /** The next "Open data" dialog answers with this file; null cancels it. */
  async answerFileDialog(path: string | null): Promise<void> {
    await this.app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () =>
        Promise.resolve({ canceled: filePath === null, filePaths: filePath === null ? [] : [filePath] });
    }, path);
  }

  /** The next "Export" dialog answers with this path; null cancels it. */
  async answerSaveDialog(path: string | null): Promise<void> {
    await this.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () =>
        Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
    }, path);
  }

  /** Drops files of this machine on the middle of the window, or where said, as the system does. */
  async dropFiles(paths: string[], at: { x: number; y: number } = { x: 600, y: 400 }): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, ...at, data });
    await session.detach();
  }
}

export function executable(): string {
  const given = process.env['BENCHTOP_ELECTRON'];
  if (given !== undefined) return given;
  const runtime = JSON.parse(readFileSync(join(root, '.benchtop', 'runtime.json'), 'utf8')) as {
    electron: { executable: string };
  };
  return runtime.electron.executable;
}

/**
 * Environment of a started program, with the display of this worker, and with a locale: without any,
 * Chromium loses dropped files with letters beyond ASCII in their names.
 */
export function environment(): Record<string, string> {
  const { LC_ALL, LC_CTYPE, LANG, BENCHTOP_DISPLAYS, TEST_PARALLEL_INDEX } = process.env;
  const display = BENCHTOP_DISPLAYS?.split(' ')[Number(TEST_PARALLEL_INDEX ?? 0)];
  const locale = LC_ALL ?? LC_CTYPE ?? LANG;
  return {
    ...Object.fromEntries(
      Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    ...(display === undefined ? {} : { DISPLAY: display }),
    ...(locale === undefined || locale === '' ? { LANG: 'C.UTF-8' } : {}),
  };
}

export const test = base.extend<{ benchtop: Benchtop }>({
  benchtop: async ({}, use) => {
    const workspace = mkdtempSync(join(tmpdir(), 'benchtop-e2e-'));
    const benchtop = new Benchtop(workspace);
    await benchtop.launch();
    await use(benchtop);
    await benchtop.close();
    rmSync(workspace, { recursive: true, force: true });
    if (benchtop.expectsRefusals) return;
    expect(benchtop.consoleErrors).toEqual([]);
    expect(benchtop.requestsOut).toEqual([]);
  },
});

export { expect };
