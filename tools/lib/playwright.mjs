// Playwright on the built program, in the person's display or in a virtual one.
import { join } from 'node:path';
import { hasDisplay, startXvfb } from './display.mjs';
import { root } from './places.mjs';
import { setUp } from './setup.mjs';
import { has, show, step } from './steps.mjs';
import { ELECTRON_PACKAGES, requirePackages, XVFB_PACKAGES } from './system.mjs';

/**
 * Sets up, and runs Playwright's tests.
 * @param args of `playwright test`
 * @param beside what else is to be built first
 * @returns the exit code
 */
export async function runPlaywright(args, beside = () => Promise.resolve()) {
  const { electron } = await setUp({ electron: 'required' });
  await beside();
  const needsXvfb = process.env.BENCHTOP_XVFB === '1' || !hasDisplay();
  const packages = [
    ...(has('dpkg-query') ? ELECTRON_PACKAGES : []),
    ...(needsXvfb && !has('Xvfb') ? XVFB_PACKAGES : []),
  ];
  await step('System packages', () => requirePackages(packages, 'The window'));
  const xvfb = needsXvfb ? await startXvfb() : null;
  const env = {
    ...process.env,
    BENCHTOP_ELECTRON: electron.executable,
    ...(xvfb === null ? {} : { DISPLAY: xvfb.display }),
  };
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const code = await show(process.execPath, [cli, 'test', ...args], { cwd: root, env });
  xvfb?.stop();
  return code;
}
