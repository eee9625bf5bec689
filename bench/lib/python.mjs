// The peers' Python: an environment of its own in the cache, with the versions named here.
import { PythonEnvironment, runBounded, Unavailable } from '../../tools/lib/provision/python.mjs';

export { Unavailable };

/** What is installed from PyPI. numpy is pinned too, for all of them move with it. */
const PINNED = {
  autorank: '1.3.0',
  baycomp: '1.0.3',
  numpy: '2.4.6',
  pandas: '3.1.1',
  polars: '2.1.0',
  PyALE: '1.2.0',
  optuna: '5.0.0',
  'scikit-learn': '1.9.1',
  'scikit-posthocs': '0.17.1',
  scipy: '1.17.1',
  shap: '0.54.1',
  tensorboard: '2.21.0',
  statsmodels: '0.15.0',
  'tensorflow-cpu': '2.21.0',
  'scikit-learn-intelex': '2026.2.0',
  'faiss-cpu': '1.15.1',
  'liblinear-official': '2.50.0',
  jax: '0.10.2',
  torch: '2.15.0',
  pyarrow: '26.0.1',
  duckdb: '2.0.1',
};
/** Those that PyPI has as sources only; the latter needs a compiler. */
const SOURCES = ['baycomp', 'liblinear-official'];
/** Gigabytes with what they need of a graphics card: taken where they are, not installed for a comparison. */
const LARGE = ['torch'];
const environment = new PythonEnvironment('bench-python', PINNED, 1200, SOURCES);
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
 * The peers' interpreter, with the named packages in their pinned versions; installs what lacks, but for
 * {@link LARGE}. Where the environment's PYTHON names one, that one, with whatever versions it has.
 * @param {string[]} packages as PyPI calls them
 * @returns {Promise<string>} its path
 * @throws Unavailable where Python or a package cannot be had
 */
export async function python(packages) {
  const wanted = ['numpy', ...packages];
  const given = own === undefined ? wanted.filter((name) => LARGE.includes(name)) : wanted;
  const have = given.length === 0 ? {} : await environment.versions();
  const missing = given.filter((name) => !(name in have));
  if (missing.length > 0) throw new Unavailable(`${environment.executable} has no ${missing.join(', ')}`);
  return own ?? environment.require(wanted);
}

/** What runs in the environment, for the report. @returns {Promise<Record<string, string>>} by package */
export async function pythonVersions() {
  const have = await environment.versions();
  if (Object.keys(have).length === 0) return {};
  const program = 'import platform; print(platform.python_version())';
  const { output } = await runBounded(environment.executable, ['-c', program], 60);
  return { python: output.trim(), ...have };
}
