// Playwright on the built program, in the person's display or in virtual ones.
import { join } from 'node:path';
import { hasDisplay, startXvfb } from '../display.mjs';
import { root } from '../places.mjs';
import { setUp } from '../setup.mjs';
import { has, show, step } from '../steps.mjs';
import { ELECTRON_PACKAGES, requirePackages, XVFB_PACKAGES } from '../system.mjs';

/**
 * Sets up, and runs Playwright's tests.
 * @param {{ args: string[], workers?: number, report?: string }[]} passes one after the other:
 *   arguments of `playwright test`; windows at a time (1), each with a virtual display of its own,
 *   as one display has one focus; file of its report
 * @param beside what else is to be built first
 * @returns the first exit code that is none of success, or 0
 */
export async function runPlaywright(passes, beside = () => Promise.resolve()) {
  const { electron } = await setUp({ electron: 'required' });
  await beside();
  const needsXvfb = process.env.BENCHTOP_XVFB === '1' || !hasDisplay();
  const packages = [
    ...(has('dpkg-query') ? ELECTRON_PACKAGES : []),
    ...(needsXvfb && !has('Xvfb') ? XVFB_PACKAGES : []),
  ];
  await step('System packages', () => requirePackages(packages, 'The window'));
  const most = needsXvfb ? Math.max(...passes.map(({ workers = 1 }) => workers)) : 0;
  const screens = await Promise.all(Array.from({ length: most }, startXvfb));
  const displays = screens.map(({ display }) => display);
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const codes = [];
  for (const { args, workers = 1, report } of passes) {
    const env = {
      ...process.env,
      BENCHTOP_ELECTRON: electron.executable,
      ...(needsXvfb ? { DISPLAY: displays[0], BENCHTOP_DISPLAYS: displays.join(' ') } : {}),
      ...(report === undefined ? {} : { BENCHTOP_E2E_REPORT: report }),
    };
    const count = needsXvfb ? workers : 1;
    codes.push(
      await show(process.execPath, [cli, 'test', `--workers=${count}`, ...args], { cwd: root, env }),
    );
  }
  for (const { stop } of screens) stop();
  return codes.find((code) => code !== 0) ?? 0;
}
