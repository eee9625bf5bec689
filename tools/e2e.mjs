// npm run test:e2e: Playwright on the built app, in the person's display or in a virtual one.
import { join } from 'node:path';
import { build } from './lib/builds.mjs';
import { hasDisplay, startXvfb } from './lib/display.mjs';
import { root } from './lib/places.mjs';
import { setUp } from './lib/setup.mjs';
import { has, report, show, step } from './lib/steps.mjs';
import { ELECTRON_PACKAGES, requirePackages, XVFB_PACKAGES } from './lib/system.mjs';

try {
  const { electron } = await setUp({ electron: 'required' });
  await step('Gallery', () => build(['gallery']));
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
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  process.exitCode = await show(process.execPath, [playwright, 'test', ...process.argv.slice(2)], {
    cwd: root,
    env,
  });
  xvfb?.stop();
} catch (error) {
  report(error);
}
