// Logs runs of your own code into Benchtop's workspace. One file, Node 16 or later, no packages. Copy it
// beside your script:
//
//   import { init } from './benchtop.mjs';
//   const run = init({ project: 'bridges', name: 'first', config: { lr: 0.1 } });
//   for (let step = 0; step < 100; step++) run.log({ loss: 1 / (step + 1) }, step);
//   run.finish();
//
// Every row is handed to the system before `log` returns: a process that is killed loses none, and Benchtop
// shows its run as interrupted. The layout is published in Benchtop's docs/file-formats.md.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

const WRITER = 'benchtop.mjs 1';
/** How often a run that logs nothing says that it is still there. */
const HEARTBEAT_MS = 60_000;
/** Bytes that wait for room on a full disk, at most. */
const MAX_PENDING = 64 << 20;

/** Folder of the workspace: `dir`, else BENCHTOP_WORKSPACE, else where Benchtop keeps its own. */
export function workspace(dir) {
  const chosen = dir || process.env.BENCHTOP_WORKSPACE;
  if (chosen) return resolve(chosen);
  const data =
    process.platform === 'win32'
      ? process.env.APPDATA || join(homedir(), 'AppData', 'Roaming')
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Application Support')
        : process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
  return join(data, 'benchtop', 'workspace');
}

let current = null;

/**
 * Begins a run, and ends the one before.
 * @param {{ project?: string, name?: string, config?: object, group?: string, dir?: string, tags?: string[],
 *   notes?: string, directions?: Record<string, 'minimize' | 'maximize'>, id?: string }} [options] dir: the
 *   workspace; BENCHTOP_WORKSPACE or Benchtop's own without it
 */
export function init(options = {}) {
  current?.finish();
  current = new Run(options);
  return current;
}

/** Logs numbers of the run that `init` began: see `Run.log`. */
export function log(data, step) {
  if (current === null) throw new Error('Call init() before log().');
  current.log(data, step);
}

/** Ends the run that `init` began. */
export function finish(status, error) {
  current?.finish(status, error);
}

/** A run that is being logged: made by `init`. */
export class Run {
  #path;
  #file;
  #began = performance.now();
  #step = -1;
  #columns = [];
  #pending = Buffer.alloc(0);
  #figures = new Map();
  #told = new Set();
  #isOver = false;
  #document;
  #beat;

  constructor({ project, name, config, group, dir, tags, notes, directions, id }) {
    const now = new Date().toISOString();
    this.id =
      id ??
      `${now.replace(/[-:]/g, '').replace('T', '-').replace('.', '-').replace('Z', '')}-${randomBytes(3).toString('hex')}`;
    this.config = { ...config };
    this.#document = {
      schemaVersion: 1,
      kind: 'external',
      name: name ?? `${project ?? 'run'} ${this.id.slice(9, 15)}`,
      project: project ?? null,
      group: group ?? null,
      status: 'running',
      error: null,
      createdAt: now,
      startedAt: now,
      endedAt: null,
      metrics: Object.fromEntries(
        Object.entries(directions ?? {}).map(([key, direction]) => [key, { direction }]),
      ),
      tags: (tags ?? []).map((tag) => String(tag).slice(0, 60)),
      note: notes ?? '',
      writer: WRITER,
      host: hostname(),
      session: session(),
    };
    const runs = join(workspace(dir), 'runs');
    this.dir = join(runs, this.id);
    fs.mkdirSync(runs, { recursive: true });
    if (fs.existsSync(this.dir)) throw new Error(`There is a run ${this.id} already in ${runs}.`);
    // Made aside: a folder without a run.json would look damaged to whoever lists the runs now.
    const aside = join(runs, `.${this.id}.new`);
    fs.mkdirSync(aside);
    this.#path = join(aside, 'run.json');
    this.save();
    fs.renameSync(aside, this.dir);
    this.#path = join(this.dir, 'run.json');
    this.#file = fs.openSync(join(this.dir, 'metrics.csv'), 'a', 0o644);
    this.#beat = setInterval(() => {
      const time = new Date();
      fs.utimes(this.#path, time, time, () => undefined);
    }, HEARTBEAT_MS);
    this.#beat.unref();
    process.once('exit', (code) => this.finish(code === 0 ? 'finished' : 'failed'));
  }

  /** Logs an object of numbers as one row; nested objects become `outer/inner`. Steps only grow; without one rows are counted from 0. */
  log(data, step = this.#step + 1) {
    if (this.#isOver) throw new Error('This run is finished: call init() for another one.');
    if (!Number.isSafeInteger(step) || step < this.#step) {
      this.#tell(
        'step',
        `steps are whole numbers that only grow: step ${step} after step ${this.#step} is left out.`,
      );
      return;
    }
    this.#step = step;
    const values = new Map();
    this.#take('', data, values);
    if (values.size === 0) return;
    let head = '';
    const fresh = [...values.keys()].filter((name) => !this.#figures.has(name));
    if (fresh.length > 0) {
      this.#columns.push(...fresh);
      head = `${['step', 'elapsedMs', ...this.#columns].map(quote).join(',')}\n`;
    }
    const cells = this.#columns.map((name) => values.get(name) ?? '');
    this.#put(
      Buffer.from(`${head}${step},${this.#elapsedMs()}${cells.map((cell) => `,${cell}`).join('')}\n`),
    );
    for (const [name, value] of values) this.#note(name, value, step);
  }

  /** Writes run.json anew: after a change of `config`. */
  save() {
    const aside = `${this.#path}.${process.pid}.tmp`;
    try {
      const text = JSON.stringify({ ...this.#document, config: this.config }, spelled, 2);
      fs.writeFileSync(aside, `${text}\n`);
      fs.renameSync(aside, this.#path);
    } catch (error) {
      this.#tell('run.json', `run.json cannot be written now: ${error.message}.`);
    }
  }

  /** Ends the run. @param {'finished' | 'failed' | 'stopped'} [status] */
  finish(status = 'finished', error = null) {
    if (this.#isOver) return;
    this.#put(Buffer.alloc(0));
    this.#isOver = true;
    clearInterval(this.#beat);
    fs.closeSync(this.#file);
    Object.assign(this.#document, {
      ...{ status, error, endedAt: new Date().toISOString(), host: null, session: null },
      summary: Object.fromEntries(this.#figures),
      steps: Math.max(0, this.#step),
      elapsedMs: this.#elapsedMs(),
    });
    this.save();
    if (current === this) current = null;
  }

  #take(prefix, data, into) {
    for (const [key, value] of Object.entries(data)) {
      const name = prefix + key.replace(/[\r\n]/g, ' ');
      if (typeof value === 'number') into.set(name, value);
      else if (typeof value === 'boolean' || typeof value === 'bigint') into.set(name, Number(value));
      else if (typeof value === 'object' && value !== null && !Array.isArray(value))
        this.#take(`${name}/`, value, into);
      else this.#tell(name, `“${name}” is no number and is left out: log() keeps numbers.`);
    }
  }

  #note(name, value, step) {
    const figure = this.#figures.get(name) ?? {};
    this.#figures.set(name, figure);
    figure.last = value;
    if (!Number.isFinite(value)) return;
    if (!(value >= figure.min)) [figure.min, figure.minStep] = [value, step];
    if (!(value <= figure.max)) [figure.max, figure.maxStep] = [value, step];
  }

  /** Appends bytes; what a full disk does not take goes before the next ones, so that no line is torn. */
  #put(bytes) {
    let data = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    this.#pending = Buffer.alloc(0);
    while (data.length > 0) {
      try {
        data = data.subarray(fs.writeSync(this.#file, data));
      } catch (error) {
        this.#tell('disk', `metrics.csv cannot be written now (${error.message}): its rows wait in memory.`);
        if (data.length <= MAX_PENDING) this.#pending = data;
        return;
      }
    }
  }

  #elapsedMs() {
    return Math.round((performance.now() - this.#began) * 1000) / 1000;
  }

  #tell(about, text) {
    if (this.#told.has(about)) return;
    this.#told.add(about);
    process.emitWarning(`benchtop: ${text}`);
  }
}

/** JSON has no NaN and no infinity. */
function spelled(_key, value) {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function quote(text) {
  return /[",]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** This process, told from every other one that has or had its number. */
function session() {
  let [boot, pid, start] = ['boot', process.pid, ''];
  try {
    boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = fs.readFileSync('/proc/self/stat', 'latin1');
    pid = parseInt(stat, 10);
    start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    // Elsewhere than on Linux its number has to do.
  }
  return `${boot}.${pid}.${randomBytes(4).toString('hex')}.${start}`;
}
