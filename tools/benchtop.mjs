// npm run -s benchtop -- COMMAND: the command line, set up on the way; stdout is the command's own.
import { join } from 'node:path';
import { root } from './lib/places.mjs';
import { setUp } from './lib/setup.mjs';
import { report, setQuiet, show } from './lib/steps.mjs';

setQuiet(true);
try {
  await setUp({ electron: 'none' });
  process.exitCode = await show(process.execPath, [
    join(root, 'out', 'cli', 'index.cjs'),
    ...process.argv.slice(2),
  ]);
} catch (error) {
  report(error);
}
