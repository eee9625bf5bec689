// The peers' Python: an environment of its own in the cache, with the versions named here.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../tools/lib/lock.mjs';
import { cache, windows } from '../../tools/lib/places.mjs';
import { run, tail } from '../../tools/lib/steps.mjs';

/** What is installed from PyPI. numpy is pinned too, for all of them move with it. */
const PINNED = {
  numpy: '2.4.6',
  pandas: '3.1.1',
  polars: '2.1.0',
  'scikit-learn': '1.9.1',
  scipy: '1.17.1',
  statsmodels: '0.15.0',
  'tensorflow-cpu': '2.21.0',
};
const environment = join(cache, 'bench-python');
/** An interpreter of the person's own, taken as it is: what it lacks is skipped with a word. */
const own = process.env.PYTHON;
const executable = own ?? join(environment, windows ? 'Scripts/python.exe' : 'bin/python');

/** A peer or a part of the machine that cannot be had here: the case is left out with these words. */
export class Unavailable extends Error {}

/** For a program that is nothing without its peer: ends it with the words. */
export function endWithWord(error) {
  if (!(error instanceof Unavailable)) throw error;
  console.error(error.message);
  process.exit(1);
}

/**
 * The peers' interpreter, with the named packages in their pinned versions; installs what lacks. Where the
 * environment's PYTHON names one, that one, with whatever versions it has.
 * @param {string[]} packages as PyPI calls them
 * @returns {Promise<string>} its path
 * @throws Unavailable where Python or a package cannot be had
 */
export async function python(packages) {
  const wanted = ['numpy', ...packages];
  for (const name of wanted) if (!(name in PINNED)) throw new Error(`bench/lib/python.mjs pins no ${name}.`);
  if (own !== undefined) {
    const have = installed();
    const missing = wanted.filter((name) => !(name in have));
    if (missing.length > 0) throw new Unavailable(`${own} has no ${missing.join(', ')}`);
    return own;
  }
  if (lacking(wanted).length > 0) await withLock(environment, () => install(wanted));
  return executable;
}

/** What runs in the environment, for the report. @returns {Record<string, string>} by package */
export function pythonVersions() {
  if (!existsSync(executable)) return {};
  return {
    python: run(executable, ['-c', 'import platform; print(platform.python_version())']).output.trim(),
    ...installed(),
  };
}

function install(wanted) {
  mkdirSync(environment, { recursive: true });
  if (!existsSync(executable)) {
    const made = run(windows ? 'python' : 'python3', ['-m', 'venv', environment]);
    if (!made.ok) throw new Unavailable(`no Python environment can be made here: ${tail(made.output, 1)}`);
  }
  const missing = lacking(wanted);
  if (missing.length === 0) return;
  process.stderr.write(`installing ${missing.join(', ')} for the peers\n`);
  const requirements = missing.map((name) => `${name}==${PINNED[name]}`);
  const { ok, output } = run(executable, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--only-binary=:all:',
    ...requirements,
  ]);
  if (!ok) throw new Unavailable(`${requirements.join(', ')} cannot be had here: ${tail(output, 1)}`);
}

function lacking(wanted) {
  const have = installed();
  return wanted.filter((name) => have[name] !== PINNED[name]);
}

function installed() {
  if (!existsSync(executable)) return {};
  const program = `
import json, sys
from importlib.metadata import PackageNotFoundError, version
found = {}
for name in sys.argv[1:]:
    try: found[name] = version(name)
    except PackageNotFoundError: pass
print(json.dumps(found))
`;
  const { ok, output } = run(executable, ['-c', program, ...Object.keys(PINNED)]);
  return ok ? JSON.parse(output) : {};
}
