// The program under `npm run dev`: started, and started again once everything that changed is built.
import { spawn } from 'node:child_process';
import { root } from './places.mjs';
import { say } from './steps.mjs';
import { isRoot } from './system.mjs';

/** A program that does not end when asked is ended by force after this. */
const END_BY_MS = 10_000;
/** Sources that change together (src-shared is in every part) are one restart. */
const TOGETHER_MS = 150;

export class Program {
  /** Called with the exit code when the person closes the window. */
  onLeft = () => {};
  #child = null;
  #timer = null;
  #building = new Set();
  #changed = new Set();

  /**
   * @param {string} executable of Electron
   * @param {string} folder with a package.json, whose main is the main process
   * @param {NodeJS.ProcessEnv} env
   */
  constructor(executable, folder, env) {
    this.executable = executable;
    this.folder = folder;
    this.env = env;
  }

  start() {
    // Chromium refuses its own sandbox for root: only then it is switched off.
    const args = [...(isRoot ? ['--no-sandbox'] : []), this.folder, ...process.argv.slice(2)];
    const child = spawn(this.executable, args, { cwd: root, env: this.env, stdio: 'inherit' });
    this.#child = child;
    child.on('exit', (code) => {
      if (this.#child !== child) return;
      this.#child = null;
      this.onLeft(code ?? 1);
    });
  }

  /** Ends the program, which first writes its runs' checkpoints. */
  async stop() {
    const child = this.#child;
    if (child === null) return;
    this.#child = null;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), END_BY_MS);
    await ended;
    clearTimeout(timer);
  }

  buildBegins(part) {
    this.#building.add(part);
    clearTimeout(this.#timer);
  }

  /** @param {boolean} isChanged whether there is a new build */
  buildEnds(part, isChanged) {
    this.#building.delete(part);
    if (isChanged) this.#changed.add(part);
    clearTimeout(this.#timer);
    if (this.#building.size > 0 || this.#changed.size === 0) return;
    this.#timer = setTimeout(() => void this.#restart(), TOGETHER_MS);
  }

  async #restart() {
    // Closed meanwhile, or being ended.
    if (this.#child === null) return;
    say(`↻ ${[...this.#changed].join(', ')}`);
    this.#changed.clear();
    // One that is started while the other still ends would leave the place to it.
    await this.stop();
    this.start();
  }
}
