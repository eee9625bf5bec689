#!/usr/bin/env node
// benchtop COMMAND, by npx, npm link or npm run: the command line, set up on the way; stdout is the
// command's own. Relative paths are of the caller's folder, from which "npm run" goes away.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './lib/places.mjs';
import { isCommandLineReady } from './lib/ready.mjs';
import { report, setQuiet } from './lib/steps.mjs';

setQuiet(true);
try {
  if (!isCommandLineReady()) {
    // It is a good part of a short command's time, and mostly there is nothing to do.
    const { setUp } = await import('./lib/setup.mjs');
    await setUp({ electron: 'none' });
  }
  const { npm_lifecycle_event: task, INIT_CWD: caller } = process.env;
  if (task === 'benchtop' && caller !== undefined) process.chdir(caller);
  createRequire(import.meta.url)(join(root, 'out', 'cli', 'index.cjs'));
} catch (error) {
  report(error);
}
