// npm start: sets up what is missing and opens the window; without a display it runs the three
// published experiments in the terminal instead.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { hasDisplay } from './lib/display.mjs';
import { root } from './lib/places.mjs';
import { setUp } from './lib/setup.mjs';
import { has, report, say, show, step, warn } from './lib/steps.mjs';
import { ELECTRON_PACKAGES, isRoot, requirePackages } from './lib/system.mjs';

const PUBLISHED = ['xnor', 't-shirt-sizes', 'svm-margin'];

try {
  if (!hasDisplay()) {
    say(
      'There is no display: the three published experiments run here in the terminal instead of the window.',
    );
    await setUp({ electron: 'none' });
    await inTerminal();
  } else {
    const { electron, electronProblem } = await setUp({
      electron: 'optional',
    });
    if (electron === null) {
      report(electronProblem);
      process.exitCode = 0;
      warn('The window cannot open: the published experiments run in the terminal instead.');
      await inTerminal();
    } else {
      if (has('dpkg-query')) {
        await step('System packages', () => requirePackages(ELECTRON_PACKAGES, 'The window'));
      }
      openWindow(electron.executable);
    }
  }
} catch (error) {
  report(error);
}

/** Chromium refuses its own sandbox for root: only then it is switched off. */
function openWindow(executable) {
  const args = [...(isRoot ? ['--no-sandbox'] : []), root];
  const child = spawn(executable, args, { stdio: 'inherit' });
  child.on('exit', (code) => (process.exitCode = code ?? 1));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
}

async function inTerminal() {
  const cli = join(root, 'out', 'cli', 'index.cjs');
  for (const name of PUBLISHED) {
    const code = await show(process.execPath, [cli, 'run', name]);
    if (code !== 0) {
      process.exitCode = code;
      return;
    }
  }
  await show(process.execPath, [cli, 'runs', '--where']);
}
