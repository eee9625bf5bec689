// The pre-commit hook: prettier and eslint on the files that are about to be committed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/places.mjs';
import { report, run, say, SetupError } from './lib/steps.mjs';

const bin = (...parts) => join(root, 'node_modules', ...parts);
const PRETTIER = bin('prettier', 'bin', 'prettier.cjs');
const ESLINT = bin('eslint', 'bin', 'eslint.js');

try {
  if (existsSync(PRETTIER) && existsSync(ESLINT)) check(stagedFiles());
  else say('No packages, no check of format and lint: npm run setup installs them.');
} catch (error) {
  report(error);
}

function stagedFiles() {
  const { ok, output } = run('git', ['diff', '--cached', '--name-only', '--diff-filter=ACMR', '-z'], {
    cwd: root,
  });
  if (!ok) throw new SetupError('git does not say what is about to be committed.', { tried: [output] });
  // Of a file whose changes are committed in part, the whole of it is looked at.
  return output.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}

function check(files) {
  if (files.length === 0) return;
  const format = ['--check', '--ignore-unknown', '--log-level', 'warn', ...files];
  refuse('format', run(process.execPath, [PRETTIER, ...format], { cwd: root }), 'npx prettier --write FILES');
  const sources = files.filter((file) => /\.(ts|js|mjs|svelte)$/.test(file));
  if (sources.length === 0) return;
  const lint = ['--max-warnings', '0', '--no-warn-ignored', ...sources];
  refuse('lint', run(process.execPath, [ESLINT, ...lint], { cwd: root }), 'npx eslint FILES');
}

function refuse(what, { ok, output }, todo) {
  if (ok) return;
  console.error(output.trim());
  throw new SetupError(`Not committed: ${what}.`, { todo: `${todo}, then git add them` });
}
