// npm run typecheck: every zone with its own settings, so that a zone cannot use what it must not.
// What did not change since the last time is not checked again: types are kept in .benchtop/types and .svelte-check.
import { join } from 'node:path';
import { root } from './lib/places.mjs';
import { run, show } from './lib/steps.mjs';

const bin = (...parts) => join(root, 'node_modules', ...parts);
const TSC = [bin('typescript', 'bin', 'tsc'), '--build'];
const SVELTE_CHECK = [
  bin('svelte-check', 'bin', 'svelte-check'),
  ...['--tsconfig', join(root, 'src-renderer', 'tsconfig.json'), '--incremental'],
  ...['--output', 'human', '--fail-on-warnings'],
];

// The page needs the contract's types alone: it is checked beside the rest, which tells the contract's errors.
run(process.execPath, [...TSC, 'src-shared'], { cwd: root });
const commands = { 'tsc --build': TSC, 'svelte-check': SVELTE_CHECK };
const codes = await Promise.all(
  Object.values(commands).map((args) => show(process.execPath, args, { cwd: root })),
);
Object.keys(commands).forEach((name, i) => console.log(`${codes[i] === 0 ? '✓' : '✗'} ${name}`));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
