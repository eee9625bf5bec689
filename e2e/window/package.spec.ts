import { chromium, expect, test } from '@playwright/test';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RunPage } from '../pages/run.page';
import { ShellPage } from '../pages/shell.page';

/**
 * The program as a person installs it: the .deb of the light package, unpacked where its path has blanks
 * and umlauts. Its Electron takes no debugger of Node, so that the window is reached through Chromium's.
 */
const root = resolve(import.meta.dirname, '../..');
const hasDpkg = spawnSync('dpkg-deb', ['--version']).status === 0;
const isRoot = process.getuid?.() === 0;

let folder: string;
let child: ChildProcess | null = null;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'Ünï cöde '));
});
test.afterEach(async () => {
  if (child !== null && child.exitCode === null) {
    const isOver = once(child, 'exit');
    child.kill();
    await isOver;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** The address that Chromium prints once its debugger listens. */
function debuggerAddress(started: ChildProcess): Promise<string> {
  return new Promise((settle, fail) => {
    let text = '';
    started.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found !== undefined) settle(found);
    });
    started.on('exit', (code) => {
      fail(new Error(`ended with ${code}: ${text}`));
    });
  });
}

test('the installed light package trains, in its window and on the command line', async () => {
  test.skip(!hasDpkg || process.platform !== 'linux', 'needs dpkg-deb');
  const make = ['tools/package.mjs', '--light', '--make', 'deb', '--compression', 'none'];
  execFileSync(process.execPath, make, { cwd: root, stdio: 'pipe' });
  const deb = readdirSync(join(root, 'dist')).find((name) => /^benchtop-light_.*\.deb$/.test(name));
  execFileSync('dpkg-deb', ['-x', join(root, 'dist', deb!), folder]);
  const program = join(folder, 'opt', 'Benchtop');
  const env = { ...process.env, BENCHTOP_WORKSPACE: join(folder, 'workspace'), BENCHTOP_QUIT: 'stop' };

  const run = ['run', 'xnor', '--set', 'training.steps=200', '--json'];
  const answer = execFileSync(join(program, 'benchtop-cli'), run, { encoding: 'utf8', env, cwd: folder });
  expect(JSON.parse(answer)).toMatchObject({ status: 'finished' });

  const args = [...(isRoot ? ['--no-sandbox'] : []), '--remote-debugging-port=0'];
  child = spawn(join(program, 'benchtop'), args, { env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const browser = await chromium.connectOverCDP(await debuggerAddress(child), { noDefaults: true });
  const context = browser.contexts()[0]!;
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await new ShellPage(page).startSample('XNOR');
  await new RunPage(page).expectStatus('finished');
  await browser.close();
});
