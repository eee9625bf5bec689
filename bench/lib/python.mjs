// The peers' Python: an environment of its own in the cache, with the versions named here.
import { PythonEnvironment, runBounded, Unavailable } from '../../tools/lib/python.mjs';

export { Unavailable };

/** What is installed from PyPI. numpy is pinned too, for all of them move with it. */
const PINNED = {
  baycomp: '1.0.3',
  numpy: '2.4.6',
  pandas: '3.1.1',
  polars: '2.1.0',
  'scikit-learn': '1.9.1',
  'scikit-posthocs': '0.17.1',
  scipy: '1.17.1',
  statsmodels: '0.15.0',
  'tensorflow-cpu': '2.21.0',
};
const environment = new PythonEnvironment('bench-python', PINNED, 1200, ['baycomp']);
/** An interpreter of the person's own, taken as it is: what it lacks is skipped with a word. */
const own = process.env.PYTHON;
if (own !== undefined) environment.executable = own;

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
  if (own === undefined) return environment.require(wanted);
  const have = await environment.versions();
  const missing = wanted.filter((name) => !(name in have));
  if (missing.length > 0) throw new Unavailable(`${own} has no ${missing.join(', ')}`);
  return own;
}

/** What runs in the environment, for the report. @returns {Promise<Record<string, string>>} by package */
export async function pythonVersions() {
  const have = await environment.versions();
  if (Object.keys(have).length === 0) return {};
  const program = 'import platform; print(platform.python_version())';
  const { output } = await runBounded(environment.executable, ['-c', program], 60);
  return { python: output.trim(), ...have };
}
