import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { PythonEnvironment, runBounded, Unavailable } from '../../tools/lib/provision/python.mjs';

/**
 * What tests read our files back with, from PyPI. One environment in the cache serves all of them.
 * jax is Keras's backend here: its wheels are a third of TensorFlow's.
 */
const PINNED = {
  alembic: '1.20.1',
  jax: '0.10.2',
  jaxlib: '0.10.2',
  keras: '3.15.1',
  'mlflow-skinny': '3.17.2',
  numpy: '2.4.6',
  onnx: '1.23.2',
  onnxruntime: '1.31.1',
  pandas: '3.1.1',
  pytest: '9.2.0',
  'scikit-learn': '1.9.1',
  scipy: '1.17.1',
  sqlalchemy: '2.1.9',
  tensorboard: '2.21.0',
  trackio: '0.43.0',
};
export type PythonPackage = keyof typeof PINNED;

/** Seconds for one installation, and for one program: a test has 180. */
const INSTALLATION = 150;
const PROGRAM = 120;

const environment = new PythonEnvironment('test-python', PINNED, INSTALLATION);

/** A Python with packages, for one test. */
export interface PythonPeers {
  /**
   * Runs a program.
   * @param args `['-c', source, …]`, or the path of a script with its arguments
   * @param cwd folder that it runs in
   * @returns what it wrote to both streams
   * @throws Error with that where it does not end with 0
   */
  readonly run: (args: readonly string[], cwd?: string) => Promise<string>;
}

/**
 * The real readers of other programs' formats, in the versions above: installs what lacks, which takes up to
 * half a minute once a machine. Where Python or PyPI cannot be reached, the test is skipped with the reason;
 * of one `vitest run` every file but the first knows that at once.
 * @param context of the test
 */
export async function requirePython(
  { skip }: Pick<TestContext, 'skip'>,
  packages: readonly PythonPackage[],
): Promise<PythonPeers> {
  const names = packages.includes('keras') ? [...packages, 'jax', 'jaxlib'] : packages;
  const known = readReasons()[names.join(' ')];
  if (known !== undefined) skip(known);
  let python: string;
  try {
    python = await environment.require(names);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    keepReason(names, error.message);
    return skip(error.message);
  }
  return {
    async run(args, cwd) {
      const env = {
        ...process.env,
        KERAS_BACKEND: 'jax',
        JAX_PLATFORMS: 'cpu',
        PYTHONDONTWRITEBYTECODE: '1',
      };
      const { ok, output } = await runBounded(python, args, PROGRAM, {
        env,
        ...(cwd === undefined ? {} : { cwd }),
      });
      if (!ok) throw new Error(output);
      return output;
    },
  };
}

/** Vitest's processes have one parent: what one of them found out the others need not try again. */
const reasonFile = join(tmpdir(), `benchtop-python-peers-${process.ppid}.json`);
/** Older ones are of another process that had the number. */
const REASON_MS = 3_600_000;

function readReasons(): Record<string, string> {
  try {
    if (Date.now() - statSync(reasonFile).mtimeMs > REASON_MS) return {};
    return JSON.parse(readFileSync(reasonFile, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

function keepReason(names: readonly string[], reason: string): void {
  writeFileSync(reasonFile, JSON.stringify({ ...readReasons(), [names.join(' ')]: reason }));
}
