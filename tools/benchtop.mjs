#!/usr/bin/env node
// benchtop COMMAND, by npx, npm link or npm run: the command line, set up on the way; stdout is the
// command's own. Relative paths are of the caller's folder, from which "npm run" goes away.
import { join } from 'node:path';
import { root } from './lib/places.mjs';
import { setUp } from './lib/setup.mjs';
import { report, setQuiet, show } from './lib/steps.mjs';

setQuiet(true);
try {
  await setUp({ electron: 'none' });
  const cwd = process.env.npm_lifecycle_event === 'benchtop' ? process.env.INIT_CWD : undefined;
  process.exitCode = await show(
    process.execPath,
    [join(root, 'out', 'cli', 'index.cjs'), ...process.argv.slice(2)],
    { cwd },
  );
} catch (error) {
  report(error);
}
