// What a person moves by hand, in the real window: fifty long curves, and a million points. Every frame
// that is counted had another part to show. The window is drawn in software, by the same cores.
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moveEveryFrame, perSecond } from '../lib/moves.mjs';
import { seeded } from '../lib/random.mjs';
import { openWindow } from '../lib/process/window.mjs';

const RUNS = 50;
const POINTS = 100_000;
const ROWS = 1_000_000;
const PATIENCE = { timeout: 120_000 };

export default function drawing(bench) {
  const frames = bench.quick ? 60 : 180;
  const rounds = bench.quick ? 1 : 3;
  return [
    {
      work: `${RUNS} curves of ${POINTS.toLocaleString('en')} points`,
      rounds,
      figures: () => curves(bench.folder, frames),
    },
    {
      work: `scatter of ${ROWS.toLocaleString('en')} points`,
      rounds,
      figures: () => scatter(bench.folder, frames),
    },
  ];
}

async function curves(folder, frames) {
  const window = await openWindow(folder, {}, { workspace: await storedRuns(folder) });
  try {
    const { page } = window;
    const rail = page.getByRole('navigation', { name: 'Runs and experiments' });
    for (let run = 0; run < RUNS; run++)
      await rail.getByLabel(`Compare long ${run}`, { exact: true }).click({ force: true });
    await rail
      .getByRole('button', { name: /^Compare/ })
      .first()
      .click();
    const chart = page.getByRole('slider', { name: new RegExp(`^Cursor over ${RUNS} curves of `) });
    await chart.waitFor(PATIENCE);
    await pause(2000);
    const { x, y } = await findMiddle(chart);
    const wheel = { frames, x, y, keys: { altKey: true } };
    const inwards = await moveEveryFrame(chart, { ...wheel, deltaY: -900 / frames });
    const panned = await dragged(page, chart, { frames, x, y, by: 2 }, 'Shift');
    const outwards = await moveEveryFrame(chart, { ...wheel, deltaY: 900 / frames });
    return toFigures([...inwards, ...outwards], panned);
  } finally {
    await window.close();
  }
}

async function scatter(folder, frames) {
  const file = join(folder, 'million.csv');
  writeMillion(file);
  const window = await openWindow(folder);
  try {
    const { page, app } = window;
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, file);
    await page.getByRole('button', { name: 'Drop your data here' }).click();
    // The profile of the file shares the worker.
    await page
      .getByRole('tab', { name: /^Problems \(\d/, includeHidden: true })
      .waitFor({ ...PATIENCE, state: 'attached' });
    const began = performance.now();
    await page.getByRole('tab', { name: 'Explore' }).click();
    const region = page.getByRole('region', { name: 'Explore the data' });
    await region.getByText(`${ROWS.toLocaleString('en')} points, drawn as density`).waitFor(PATIENCE);
    const firstMs = performance.now() - began;
    const chart = region.getByRole('application');
    await pause(1000);
    const { x, y } = await findMiddle(chart);
    const wheel = { frames, x, y, keys: { ctrlKey: true } };
    const inwards = await moveEveryFrame(chart, { ...wheel, deltaY: -300 / frames });
    const panned = await dragged(page, chart, { frames, x, y, by: 2 });
    const outwards = await moveEveryFrame(chart, { ...wheel, deltaY: 300 / frames });
    return [
      { name: 'from the click on Explore to the picture', value: firstMs, unit: 'ms' },
      ...toFigures([...inwards, ...outwards], panned),
    ];
  } finally {
    await window.close();
  }
}

function toFigures(zoomed, panned) {
  return [
    { name: 'frames a second while it is zoomed', value: perSecond(zoomed), unit: '/s', atLeast: 50 },
    { name: 'frames a second while it is panned', value: perSecond(panned), unit: '/s', atLeast: 50 },
  ];
}

/** Held by the real mouse, which alone can capture the pointer; to the right and back again. */
async function dragged(page, chart, { frames, x, y, by }, key) {
  const half = Math.round(frames / 2);
  await page.mouse.move(x, y);
  if (key !== undefined) await page.keyboard.down(key);
  await page.mouse.down();
  const there = await moveEveryFrame(chart, { frames: half, x, y, by });
  const back = await moveEveryFrame(chart, { frames: half, x: x + half * by, y, by: -by });
  await page.mouse.up();
  if (key !== undefined) await page.keyboard.up(key);
  return [...there, ...back];
}

async function findMiddle(chart) {
  const { x, y, width, height } = await chart.boundingBox();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

/** A workspace with fifty long runs: copies of a short one, with losses of their own. */
async function storedRuns(folder) {
  const window = await openWindow(folder);
  let path;
  try {
    const { record } = await window.call('runsStart', { experiment: short(), speed: null });
    for (;;) {
      const [run] = await window.call('runsList');
      path = run.path;
      if (run.record.id === record.id && run.record.status === 'finished') break;
      await pause(50);
    }
  } finally {
    await window.close();
  }
  const stored = JSON.parse(readFileSync(join(path, 'run.json'), 'utf8'));
  const { uniform } = seeded(1);
  for (let run = 0; run < RUNS; run++) {
    const id = `20260101-0000${String(run).padStart(2, '0')}-000-abcdef`;
    const copy = join(path, '..', id);
    cpSync(path, copy, { recursive: true });
    let lines = 'step,elapsedMs,loss\n';
    for (let i = 0; i < POINTS; i++)
      lines += `${i},${i},${(Math.exp(-i / (9000 + 500 * run)) + 0.1 * uniform()).toPrecision(5)}\n`;
    writeFileSync(join(copy, 'metrics.csv'), lines);
    const record = { ...stored, id, name: `long ${run}`, summary: { loss: 0.1 } };
    writeFileSync(join(copy, 'run.json'), JSON.stringify(record));
  }
  // The rail lists fifty.
  rmSync(path, { recursive: true });
  return window.workspace;
}

function short() {
  return {
    schemaVersion: 1,
    name: 'short',
    seed: 1,
    dataset: { kind: 'generated', generator: 'xnor' },
    model: {
      kind: 'network',
      layers: [
        { units: 2, activation: 'sigmoid' },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    training: { steps: 100, engine: 'typed' },
  };
}

/** Two clouds that touch. */
function writeMillion(path) {
  const { normal } = seeded(2);
  writeFileSync(path, 'x,y,side\n');
  for (let from = 0; from < ROWS; from += 50_000) {
    let text = '';
    for (let row = from; row < from + 50_000; row++) {
      const side = row % 2;
      text += `${(normal() + 3 * side).toFixed(4)},${(normal() - side).toFixed(4)},${side === 0 ? 'left' : 'right'}\n`;
    }
    appendFileSync(path, text);
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
