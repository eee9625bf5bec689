// Private Python environments in the cache: pinned packages, by pip from wherever pip is told to look.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { cache, windows } from '../places.mjs';
import { tail } from '../steps.mjs';

/** A peer or a part of the machine that cannot be had here: what needs it is left out with these words. */
export class Unavailable extends Error {}

/** Seconds without an answer after which pip takes a server for unreachable; it asks once more. */
const SILENCE = 10;

const VERSIONS = `
import json, sys
from importlib.metadata import PackageNotFoundError, version
found = {}
for name in sys.argv[1:]:
    try: found[name] = version(name)
    except PackageNotFoundError: pass
print(json.dumps(found))
`;

/** An environment of its own in the cache, into which packages are installed as they are asked for. */
export class PythonEnvironment {
  #folder;
  #pinned;
  #seconds;
  #sources;

  /**
   * @param {string} name of its folder in the cache
   * @param {Record<string, string>} pinned versions of all that may be asked for, by PyPI's names
   * @param {number} seconds that one installation may take
   * @param {readonly string[]} sources those that are there as sources alone, without a wheel
   */
  constructor(name, pinned, seconds, sources = []) {
    this.#sources = sources;
    this.#folder = join(cache, name);
    this.#pinned = pinned;
    this.#seconds = seconds;
    this.executable = join(this.#folder, windows ? 'Scripts/python.exe' : 'bin/python');
  }

  /**
   * Installs what lacks of some packages; one process at a time.
   * @param {readonly string[]} packages
   * @returns {Promise<string>} path of the interpreter
   * @throws Unavailable where Python or a package cannot be had
   */
  async require(packages) {
    for (const name of packages)
      if (!(name in this.#pinned)) throw new Error(`No version of ${name} is pinned.`);
    if ((await this.#lacking(packages)).length > 0)
      await withLock(this.#folder, () => this.#install(packages));
    return this.executable;
  }

  /** Versions of the pinned packages that are there, by name. @returns {Promise<Record<string, string>>} */
  async versions() {
    if (!existsSync(this.executable)) return {};
    const { ok, output } = await runBounded(
      this.executable,
      ['-c', VERSIONS, ...Object.keys(this.#pinned)],
      60,
    );
    return ok ? JSON.parse(output) : {};
  }

  async #lacking(packages) {
    const have = await this.versions();
    return packages.filter((name) => have[name] !== this.#pinned[name]);
  }

  async #install(packages) {
    mkdirSync(this.#folder, { recursive: true });
    if (!existsSync(this.executable)) {
      const made = await runBounded(windows ? 'python' : 'python3', ['-m', 'venv', this.#folder], 60);
      if (!made.ok) throw new Unavailable(`no Python environment can be made here: ${tail(made.output, 1)}`);
    }
    const missing = await this.#lacking(packages);
    if (missing.length === 0) return;
    process.stderr.write(`installing ${missing.join(', ')} into ${this.#folder}\n`);
    const requirements = missing.map((name) => `${name}==${this.#pinned[name]}`);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
    pip.push(...this.#sources.map((source) => `--no-binary=${source}`));
    const reach = ['--timeout', String(SILENCE), '--retries', '1'];
    const { ok, output } = await runBounded(
      this.executable,
      [...pip, ...reach, ...requirements],
      this.#seconds,
    );
    if (!ok) throw new Unavailable(`${requirements.join(', ')} cannot be had here: ${tail(output, 1)}`);
  }
}

/**
 * Runs a command to its end, or ends it after some seconds.
 * @returns {Promise<{ ok: boolean, output: string }>} what it wrote to both streams, and why it was ended
 */
export function runBounded(command, args, seconds, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const add = (text) => (output += text);
    child.stdout.setEncoding('utf8').on('data', add);
    child.stderr.setEncoding('utf8').on('data', add);
    const limit = setTimeout(() => {
      add(`\nended after ${seconds} s`);
      child.kill('SIGKILL');
    }, seconds * 1000);
    const end = (ok) => {
      clearTimeout(limit);
      resolve({ ok, output });
    };
    child.on('error', (error) => {
      add(error.message);
      end(false);
    });
    child.on('close', (code) => {
      end(code === 0);
    });
  });
}
