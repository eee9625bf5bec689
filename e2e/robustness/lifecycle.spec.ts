import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slowness } from '../../src-main/testing/slowness';
import type { InspectReport } from '../../src-shared/dataset/report';
import { unpack, type Packed } from '../../src-shared/ipc/packed';
import type { RunSnapshot } from '../../src-shared/ipc/runs';
import type { Benchtop } from '../testing/fixtures';
import { expect, test } from '../testing/fixtures';
import { watchPort } from '../testing/port-messages';

/** What a person answers to "A run is still training". */
async function answerQuestion(benchtop: Benchtop, response: number): Promise<void> {
  await benchtop.app.evaluate(({ dialog }, button) => {
    const counts = globalThis as unknown as { asked?: number };
    dialog.showMessageBox = () => {
      counts.asked = (counts.asked ?? 0) + 1;
      return Promise.resolve({ response: button, checkboxChecked: false });
    };
  }, response);
}

function questions(benchtop: Benchtop): Promise<number> {
  return benchtop.app.evaluate(() => (globalThis as unknown as { asked?: number }).asked ?? 0);
}

function isWindowVisible(benchtop: Benchtop): Promise<boolean> {
  return benchtop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
}

async function closeWindow(benchtop: Benchtop): Promise<void> {
  await benchtop.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
}

/** Starts the program once more; its exit code. */
function startAgain(benchtop: Benchtop): Promise<number | null> {
  const { executable, args, env } = benchtop.command;
  return new Promise((resolve) => {
    spawn(executable, args, { env, stdio: 'ignore' }).on('exit', resolve);
  });
}

/** A run is running from the moment that a worker has it: before its first step, and then it has no checkpoint. */
async function untilFirstStep(benchtop: Benchtop, id: string): Promise<void> {
  const step = async (): Promise<number> => {
    const { progress } = await benchtop.call<RunSnapshot>('runsSnapshot', { id });
    return progress?.step ?? 0;
  };
  await expect.poll(step).toBeGreaterThan(0);
}

test('closing stops what trains with a checkpoint, within seconds, and ends with 0', async ({ benchtop }) => {
  // Before its first logged step: going on must not need one.
  const first = await benchtop.startEndlessRun({ logEvery: 1_000_000 });
  await untilFirstStep(benchtop, first);
  const { code, tookMs } = await benchtop.close();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(4000 * slowness());
  const { status, checkpoints, steps } = benchtop.readRecord(first);
  expect([status, checkpoints.length > 0, steps > 0]).toEqual(['stopped', true, true]);

  await benchtop.launch();
  await expect(benchtop.shell.row('endless')).toBeVisible();
  await benchtop.call('runsContinue', { id: first });
  await expect.poll(() => benchtop.readStatus(first)).toBe('running');
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} asks nobody: runs keep their checkpoint, the exit code is 0`, async ({ benchtop }) => {
    await benchtop.relaunch({ quit: 'ask' });
    const run = await benchtop.startEndlessRun();
    await untilFirstStep(benchtop, run);
    const { code, tookMs } = await benchtop.close(() => benchtop.app.process().kill(signal));
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(4000 * slowness());
    expect([benchtop.readStatus(run), benchtop.readRecord(run).checkpoints.length]).toEqual(['stopped', 1]);
  });
}

test('closing while a run trains asks, and does as it is told', async ({ benchtop }) => {
  await benchtop.relaunch({ quit: 'ask' });
  const run = await benchtop.startEndlessRun();

  await answerQuestion(benchtop, 2);
  await closeWindow(benchtop);
  await expect.poll(() => questions(benchtop)).toBe(1);
  expect([await isWindowVisible(benchtop), benchtop.readStatus(run)]).toEqual([true, 'running']);

  await answerQuestion(benchtop, 0);
  await closeWindow(benchtop);
  await expect.poll(() => isWindowVisible(benchtop)).toBe(false);
  expect(benchtop.readStatus(run)).toBe('running');

  expect(await startAgain(benchtop)).toBe(0);
  await expect.poll(() => isWindowVisible(benchtop)).toBe(true);
  await expect(benchtop.shell.row('endless')).toBeVisible();

  await answerQuestion(benchtop, 1);
  expect((await benchtop.close(() => closeWindow(benchtop))).code).toBe(0);
  expect(benchtop.readStatus(run)).toBe('stopped');
});

test('put away, the program ends with its last run', async ({ benchtop }) => {
  await benchtop.relaunch({ quit: 'ask' });
  const run = await benchtop.startEndlessRun();
  await answerQuestion(benchtop, 0);
  await closeWindow(benchtop);
  await expect.poll(() => isWindowVisible(benchtop)).toBe(false);
  const { code } = await benchtop.close(() => benchtop.call('runsStop', { id: run }));
  expect([code, benchtop.readStatus(run)]).toEqual([0, 'stopped']);
});

test('a second start brings the first window forward and ends', async ({ benchtop }) => {
  await benchtop.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.minimize();
  });
  expect(await startAgain(benchtop)).toBe(0);
  await expect
    .poll(() =>
      benchtop.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
      ),
    )
    .toEqual([false]);
});

test('killed while a run trains, the next start says so and goes on', async ({ benchtop }) => {
  const run = await benchtop.startEndlessRun();
  await benchtop.close(() => benchtop.app.process().kill('SIGKILL'));
  expect(benchtop.readStatus(run)).toBe('running');
  await benchtop.launch();
  await expect.poll(() => benchtop.readStatus(run)).toBe('interrupted');
  await expect(benchtop.page.getByText('interrupted when Benchtop ended last time')).toBeVisible();
});

test('a page that crashes comes back, with the run that went on', async ({ benchtop }) => {
  benchtop.expectsRefusals = true;
  const run = await benchtop.startEndlessRun();
  const sent = await watchPort(benchtop.app, 'run.events');
  await benchtop.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  // The test's own page died with it: main looks.
  const look = (): Promise<string> =>
    benchtop.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents;
      if (contents.isCrashed() || contents.isLoading()) return '';
      const text = contents.executeJavaScript('document.body.innerText') as Promise<string>;
      // A page that is just going never answers.
      return Promise.race([text, new Promise<string>((resolve) => setTimeout(resolve, 1000, ''))]);
    });
  await expect.poll(look).toContain('The window crashed and was loaded again');
  expect(await look()).toContain('endless');
  // The new page takes what it is sent: one that took none would get one.
  const before = (await sent.times()).length;
  await expect.poll(async () => (await sent.times()).length).toBeGreaterThan(before + 3);
  expect(benchtop.readStatus(run)).toBe('running');
  expect(readFileSync(join(benchtop.workspace, 'logs', 'main.log'), 'utf8')).toContain("window's page ended");
});

test('a bug in main is logged every time, told once, and ends nothing', async ({ benchtop }) => {
  for (const kind of ['thrown', 'thrown', 'rejected']) {
    await benchtop.app.evaluate((_, how) => {
      if (how === 'rejected') void Promise.reject(new Error('made up, rejected'));
      else
        setTimeout(() => {
          throw new Error('made up, thrown');
        });
    }, kind);
  }
  await expect(benchtop.shell.messages.getByText('made up, thrown')).toHaveCount(1);
  await expect(benchtop.shell.messages.getByText('made up, rejected')).toHaveCount(1);
  const log = (): string => readFileSync(join(benchtop.workspace, 'logs', 'main.log'), 'utf8');
  expect(log().match(/internal: .*made up, thrown/g)).toHaveLength(2);
  expect(await benchtop.call('runsList')).toEqual([]);
});

test('the window opens where it was, in the theme that was chosen', async ({ benchtop }) => {
  const { app } = benchtop;
  const bounds = { x: 40, y: 60, width: 1000, height: 640 };
  await app.evaluate(({ BrowserWindow }, rectangle) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(rectangle);
  }, bounds);
  await app.evaluate(({ Menu }) => {
    const view = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'View')?.submenu;
    const theme = view?.items.find(({ label }) => label === 'Theme')?.submenu;
    theme?.items.find(({ label }) => label === 'Dark')?.click();
  });
  await expect(benchtop.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await benchtop.relaunch();
  const found = await benchtop.app.evaluate(({ BrowserWindow, nativeTheme, Menu }) => {
    const view = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'View')?.submenu;
    const theme = view?.items.find(({ label }) => label === 'Theme')?.submenu;
    return {
      bounds: BrowserWindow.getAllWindows()[0]!.getNormalBounds(),
      theme: nativeTheme.themeSource,
      background: BrowserWindow.getAllWindows()[0]!.getBackgroundColor().toLowerCase(),
      checked: theme?.items.filter(({ checked }) => checked).map(({ label }) => label),
    };
  });
  expect(found).toEqual({ bounds, theme: 'dark', background: '#10141a', checked: ['Dark'] });
  await expect(benchtop.page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('menu items run the window’s commands', async ({ benchtop }) => {
  const click = (label: string): Promise<void> =>
    benchtop.app.evaluate(({ Menu }, name) => {
      for (const { submenu } of Menu.getApplicationMenu()?.items ?? [])
        submenu?.items.find((item) => item.label === name)?.click();
    }, label);
  await click('New experiment');
  await expect(benchtop.experiment.name).toBeVisible();
  await click('Settings');
  await expect(benchtop.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await click('Toggle sidebar');
  await expect(benchtop.page.getByRole('button', { name: 'Show the sidebar' })).toBeVisible();
});

test('a dropped file is opened; a folder without runs is refused with a reason', async ({ benchtop }) => {
  const file = join(benchtop.workspace, 'rows of ünïcode.csv');
  writeFileSync(file, 'Height,Weight\n60,120\n70,150\n65,130\n');
  const folder = join(benchtop.workspace, 'a folder');
  mkdirSync(folder);
  await benchtop.dropFiles([folder]);
  const dialog = benchtop.page.getByRole('dialog', { name: 'Import runs' });
  await expect(dialog.getByText('holds no run that can be taken in')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect((await benchtop.ask('datasetsInspect', { path: file })).ok).toBe(false);

  await benchtop.dropFiles([file]);
  await expect(benchtop.dataset.use).toBeVisible();
  expect(unpack(await benchtop.call<Packed<InspectReport>>('datasetsInspect', { path: file })).rows).toBe(3);
  expect(benchtop.page.url()).toBe('app://benchtop/index.html');
  await benchtop.relaunch();
  // It is a recent file now, and so granted from the start.
  expect(unpack(await benchtop.call<Packed<InspectReport>>('datasetsInspect', { path: file })).rows).toBe(3);
});

test('a workspace that cannot be used is said so, and the program ends with 1', async ({ benchtop }) => {
  const { executable, args, env } = benchtop.command;
  const file = join(benchtop.workspace, 'a file');
  writeFileSync(file, '');
  const hook = join(benchtop.workspace, 'no-dialog.cjs');
  writeFileSync(
    hook,
    "require('electron').dialog.showErrorBox = (title, text) => process.stderr.write(title + ': ' + text);\n",
  );
  const child = spawn(executable, ['-r', hook, ...args], {
    env: { ...env, BENCHTOP_WORKSPACE: file },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  expect([code, output]).toEqual([1, expect.stringContaining('Benchtop cannot start: The workspace')]);
});
