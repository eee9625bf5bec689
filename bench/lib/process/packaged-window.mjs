// A package's own window: its Electron takes no debugger of Node, which Playwright starts an Electron with,
// so that it is reached through Chromium's.
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { startXvfb } from '../../../tools/lib/display.mjs';
import { has } from '../../../tools/lib/steps.mjs';
import { Unavailable } from '../python.mjs';
import { callsOf, SWITCHES } from './window.mjs';

/**
 * @param {string} folder for its workspace
 * @param {string} executable of the package
 * @returns its `page`, and `call`, which asks main as the page would
 */
export async function openPackagedWindow(folder, executable) {
  if (!has('Xvfb')) throw new Unavailable('there is no Xvfb');
  const xvfb = await startXvfb();
  const child = spawn(executable, [...SWITCHES, '--remote-debugging-port=0'], {
    cwd: folder,
    env: {
      ...process.env,
      DISPLAY: xvfb.display,
      BENCHTOP_WORKSPACE: mkdtempSync(join(folder, 'workspace-')),
      BENCHTOP_QUIT: 'stop',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let browser;
  const close = async () => {
    await browser?.close();
    child.kill();
    await ended;
    xvfb.stop();
  };
  try {
    browser = await chromium.connectOverCDP(await debuggerAddress(child), { noDefaults: true });
    const [context] = browser.contexts();
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.getByRole('navigation', { name: 'Runs and experiments' }).waitFor();
    return { page, call: callsOf(page), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The address that Chromium prints once its debugger listens. */
function debuggerAddress(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (text) => {
      said = (said + text).slice(-4000);
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      reject(new Error(`the package ended with ${signal ?? code}: ${said}`)),
    );
  });
}
