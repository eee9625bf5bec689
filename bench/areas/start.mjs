// From the start of the process to a window that can be used: the rail shows the stored runs, and the
// home view's Start buttons can be pressed. The peer is a bare Electron window on the same runtime
// with the same switches, from the start of its process to its page as drawn. Both are asked the same
// way, by a module that is loaded before them (bench/lib/process/start-hook.cjs).
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startXvfb } from '../../tools/lib/display.mjs';
import { root } from '../../tools/lib/places.mjs';
import { runtime, SWITCHES } from '../lib/process/window.mjs';

const RUNS = 20;

export default async function start(bench) {
  const executable = await runtime();
  const workspace = join(bench.folder, 'start-workspace');
  const bare = bareProgram(join(bench.folder, 'bare'));
  const ours = { BENCHTOP_WORKSPACE: workspace, BENCH_START_RUNS: '1' };
  let xvfb;
  const begin = (app, env) => timeToUse(executable, app, { DISPLAY: xvfb.display, ...env });
  return [
    {
      work: `start to a usable window, warm, ${RUNS} stored runs`,
      peer: 'a bare Electron window',
      atMost: 1.5,
      rounds: bench.quick ? 3 : 7,
      prepare: async () => {
        await makeRuns(workspace, RUNS);
        xvfb = await startXvfb();
        // Warm: it was open before, for long enough to keep what V8 compiled of it.
        await begin(root, { ...ours, BENCH_START_STAY_MS: '4000' });
      },
      ours: () => begin(root, ours),
      theirs: () => begin(bare, { BENCH_START_RUNS: '0' }),
      end: () => xvfb?.stop(),
    },
  ];
}

async function makeRuns(workspace, count) {
  const args = ['out/cli/index.cjs', 'run', 'xnor', '--repeat', String(count - 1)];
  const short = ['--set', 'training.steps=100', '--workspace', workspace];
  const options = { cwd: root, maxBuffer: 1 << 26 };
  await promisify(execFile)(process.execPath, [...args, ...short], options);
  await promisify(execFile)(process.execPath, ['out/cli/index.cjs', 'run', 'xnor', ...short], options);
}

/** A window with nothing in it, with the fences of ours. */
function bareProgram(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "bare", "version": "1.0.0", "main": "main.cjs" }\n');
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8" /><title>bare</title>bare\n',
  );
  writeFileSync(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
const { join } = require('node:path');
app.setPath('userData', join(__dirname, 'data'));
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.whenReady().then(() => {
  const webPreferences = { contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false };
  const window = new BrowserWindow({ width: 1280, height: 820, show: false, webPreferences });
  window.once('ready-to-show', () => window.show());
  window.loadFile(join(__dirname, 'index.html'));
});
`,
  );
  return folder;
}

/** Milliseconds from the start of the process until its page says that it can be used. */
function timeToUse(executable, app, env) {
  return new Promise((resolve, reject) => {
    const hook = join(root, 'bench', 'lib', 'process', 'start-hook.cjs');
    const began = Date.now();
    const child = spawn(executable, ['-r', hook, ...SWITCHES, app], { env: { ...process.env, ...env } });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
    child.on('error', reject);
    child.on('exit', () => {
      clearTimeout(timer);
      const usable = /@usable ([\d.]+)/.exec(said);
      if (usable === null) reject(new Error(`${app} was not usable within 30 s: ${said.slice(-500)}`));
      else resolve(Number(usable[1]) - began);
    });
  });
}
