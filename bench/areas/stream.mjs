// Eight runs that each log 10,000 points a second, in the real window. They are real trainings, XNOR
// on the typed engine with a row of metrics logged at every step, held to 10,000 steps a second by
// the speed that a person can set; the setting "training workers" lets all eight train at once. So
// the points take the program's own way: trainer, batches, worker thread, main process, metrics.csv,
// page, chart. The window is drawn in software, by the same cores that train.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openWindow, watch } from '../lib/process/window.mjs';

const RUNS = 8;
const SPEED = 10_000;

export default function stream(bench) {
  const seconds = bench.quick ? 4 : 10;
  return [
    {
      work: `live stream: ${RUNS} runs x ${SPEED.toLocaleString('en')} points/s`,
      rounds: bench.quick ? 1 : 3,
      figures: () => eight(bench.folder, seconds),
    },
    {
      work: 'live curve of one run at full speed',
      rounds: 1,
      figures: () => long(bench.folder, bench.quick ? 4 : 16),
    },
  ];
}

async function eight(folder, seconds) {
  const window = await openWindow(folder, { maxWorkers: RUNS });
  try {
    // What else the machine does shows here too: the control that the figures below are read beside.
    await pause(2000);
    const idle = await watch(window, seconds);
    for (let seed = 1; seed <= RUNS; seed++)
      await window.call('runsStart', { experiment: xnor(`stream ${seed}`, seed), speed: SPEED });
    await pause(3000);
    const before = pointsOnDisk(await window.call('runsList'));
    const listed = await watch(window, seconds);
    await openRun(window, 'stream 1');
    const shown = await watch(window, seconds);
    const rate = (pointsOnDisk(await window.call('runsList')).points - before.points) / RUNS;
    const since = (performance.now() - before.at) / 1000;
    const stored = await stopAll(window);
    return [
      { name: 'frames a second, a live chart shown', value: shown.frames.perSecond, unit: '/s', atLeast: 55 },
      { name: 'frames a second, runs listed', value: listed.frames.perSecond, unit: '/s', atLeast: 55 },
      {
        name: "main's event loop, 99 of 100, a live chart shown",
        value: shown.main.p99,
        unit: 'ms',
        atMost: 20,
      },
      { name: "main's event loop, 99 of 100, runs listed", value: listed.main.p99, unit: 'ms', atMost: 20 },
      { name: "main's event loop, 99 of 100, nothing trains (control)", value: idle.main.p99, unit: 'ms' },
      { name: 'points logged and not on disk', value: stored.lost, unit: 'of ' + stored.logged, atMost: 0 },
      { name: 'points a second that each run reached', value: rate / since, unit: '/s' },
      {
        name: "CPU of the program's main process and trainings",
        value: shown.main.cpuMs / 10 / seconds,
        unit: '%',
      },
    ];
  } finally {
    await window.close();
  }
}

/** One run as fast as it can, again and again, while its curve gets longer: does drawing it get slower? */
async function long(folder, times) {
  const window = await openWindow(folder);
  try {
    await window.call('runsStart', { experiment: xnor('long', 1), speed: null });
    await openRun(window, 'long');
    await pause(2000);
    const figures = [];
    const megabytes = [];
    for (let part = 1; part <= times; part++) {
      const { frames, main } = await watch(window, 3);
      megabytes.push(main.megabytes);
      const { points } = pointsOnDisk(await window.call('runsList'));
      if (![1, 4, 16].includes(part)) continue;
      const name = `frames a second after ${(points / 1e6).toFixed(1)} million points`;
      figures.push({ name, value: frames.perSecond, unit: '/s', atLeast: 55 });
    }
    for (const type of ['Browser', 'Tab']) {
      const half = megabytes[megabytes.length >> 1][type];
      const last = megabytes[megabytes.length - 1][type];
      const name = `memory of ${type === 'Tab' ? 'the page' : 'main and the training'}, end beside half time`;
      figures.push({ name, value: last - half, unit: 'MB', atMost: 100 });
    }
    await stopAll(window);
    return figures;
  } finally {
    await window.close();
  }
}

function xnor(name, seed) {
  return {
    schemaVersion: 1,
    name,
    seed,
    dataset: { kind: 'generated', generator: 'xnor' },
    model: {
      kind: 'network',
      layers: [
        { units: 2, activation: 'sigmoid' },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    training: { steps: 100_000_000, logEvery: 1, checkpointEvery: 0, engine: 'typed' },
  };
}

async function openRun({ page }, name) {
  await page.locator('[data-row]').filter({ hasText: name }).first().click();
  await page.locator('.loss-chart canvas').waitFor();
  await pause(1500);
}

/** The last whole line of each run's metrics.csv says how many there are: a row is logged every step. */
function pointsOnDisk(runs) {
  let points = 0;
  for (const { path } of runs) points += lastStep(join(path, 'metrics.csv'));
  return { points, at: performance.now() };
}

function lastStep(file) {
  const { size } = statSync(file);
  const tail = Buffer.alloc(Math.min(size, 1024));
  const open = openSync(file, 'r');
  readSync(open, tail, 0, tail.length, size - tail.length);
  closeSync(open);
  const text = tail.toString('latin1');
  const end = text.lastIndexOf('\n');
  return Number(text.slice(text.lastIndexOf('\n', end - 1) + 1, end).split(',')[0]) || 0;
}

/** How many of the steps from 1 to `last` are in a file's whole lines, which one string may not hold. */
function stepsIn(file, last) {
  const seen = new Uint8Array(last + 1);
  const open = openSync(file, 'r');
  const part = Buffer.alloc(2 ** 24);
  let left = '';
  for (let read = readSync(open, part); read > 0; read = readSync(open, part)) {
    const lines = (left + part.toString('latin1', 0, read)).split('\n');
    left = lines.pop();
    for (const line of lines) seen[Number(line.slice(0, line.indexOf(',')))] = 1;
  }
  closeSync(open);
  return seen.subarray(1).reduce((sum, one) => sum + one, 0);
}

/** Stops all runs, and counts what each says that it logged beside what lies in its file, step by step. */
async function stopAll({ call }) {
  const ids = (await call('runsList')).map(({ record }) => record.id);
  await Promise.all(ids.map((id) => call('runsStop', { id })));
  for (let waited = 0; ; waited += 50) {
    const runs = await call('runsList');
    if (runs.every(({ record }) => record.status === 'stopped')) {
      let lost = 0;
      let logged = 0;
      for (const { record, path } of runs) {
        logged += record.steps;
        lost += record.steps - stepsIn(join(path, 'metrics.csv'), record.steps);
      }
      return { lost, logged };
    }
    if (waited > 20_000) throw new Error('the runs did not stop within 20 s');
    await pause(50);
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
