// npm run test:one -- "NAME": the unit and end-to-end tests of that name, or with it as a part of theirs.
import { join } from 'node:path';
import { root } from './lib/places.mjs';
import { report, say, SetupError, show } from './lib/steps.mjs';
import { filesOfTest, toPattern } from './lib/checks/test-files.mjs';

try {
  const name = process.argv.slice(2).join(' ').trim();
  if (name === '') throw new SetupError('Which test?', { todo: 'npm run test:one -- "a part of its name"' });
  const { unit, e2e } = filesOfTest(root, name);
  if (unit.length + e2e.length === 0) {
    throw new SetupError(`No test file has the text "${name}".`, {
      todo: 'names that are put together in a loop are found by the part that is in the file',
    });
  }
  say([...unit, ...e2e].join('\n'));
  const pattern = toPattern(name);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const codes = [];
  if (unit.length > 0) codes.push(await start([vitest, 'run', ...unit, '-t', pattern]));
  if (e2e.length > 0) codes.push(await start([join(root, 'tools', 'e2e.mjs'), ...e2e, '-g', pattern]));
  process.exitCode = codes.find((code) => code !== 0) ?? 0;
} catch (error) {
  report(error);
}

function start(args) {
  return show(process.execPath, args, { cwd: root });
}
