// One line a step: what it is, how long it took, or why there was nothing to do.
import { spawn, spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** A failure that a person can mend: printed without a stack. */
export class SetupError extends Error {
  constructor(message, { tried = [], todo = null } = {}) {
    super(message);
    this.tried = tried;
    this.todo = todo;
  }
}

let quiet = false;
/** `npm run benchtop` keeps its own output clean: only steps that do something are shown, on stderr. */
export function setQuiet(value) {
  quiet = value;
}

/** Runs `work`; it may return a word such as "already done". */
export async function step(name, work) {
  const start = performance.now();
  const outcome = await work();
  const took = (performance.now() - start) / 1000;
  const skipped = typeof outcome === 'string' && outcome.startsWith('already');
  if (quiet && skipped) return;
  say(
    `${skipped ? '·' : '✓'} ${name}${typeof outcome === 'string' ? ` · ${outcome}` : ''}${took >= 0.1 ? ` · ${took.toFixed(1)} s` : ''}`,
  );
}

export function say(line) {
  (quiet ? process.stderr : process.stdout).write(`${line}\n`);
}

export function warn(line) {
  process.stderr.write(`! ${line}\n`);
}

/** Prints a failure with what was tried and what to do, and sets the exit code. */
export function report(error) {
  if (!(error instanceof SetupError)) {
    console.error(error);
  } else {
    console.error(`\n✗ ${error.message}`);
    for (const attempt of error.tried) console.error(`  tried: ${attempt}`);
    if (error.todo !== null) console.error(`  do: ${error.todo}`);
  }
  process.exitCode = 1;
}

/** Runs a command to its end. @returns {{ ok: boolean, status: number | null, output: string }} */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`;
  return { ok: result.status === 0, status: result.status, output };
}

/** Runs a command with its output shown. @returns {Promise<number>} the exit code */
export function show(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}

/** The last lines of a command's output, for a report. */
export function tail(output, lines = 6) {
  return output.trim().split('\n').slice(-lines).join('\n         ');
}

export function has(command) {
  return run(process.platform === 'win32' ? 'where' : 'which', [command]).ok;
}
