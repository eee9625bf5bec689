// The window open for long, one run after another: what main, the page and their helpers hold must not
// grow. Runs of all kinds, on both engines, each opened in the window while it trains. The oldest are
// deleted for good as new ones come, so that what is kept does not grow either.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../lib/folder.mjs';
import { Unavailable } from '../lib/python.mjs';
import { openWindow } from '../lib/process/window.mjs';
import { Outcome } from './outcomes.mjs';
import { heapUse, processUse } from './process-use.mjs';

/** Between two looks. */
const SAMPLE_MS = 15_000;
/** A run that takes longer is hung: each trains for a second or two. */
const RUN_LIMIT_MS = 120_000;
/** Growth from the second third of the time to the last above which a promise is broken. */
const MOST = { rssMb: 25, handles: 5, threads: 4 };
/** Runs that are kept; beyond them the oldest go, so many at a time. */
const [KEPT, AT_ONCE] = [300, 50];
const KINDS = ['xnor', 'two moons', 'five blobs', 'SVM margin', 'noisy plane', 'circles', 't-shirt sizes'];

/**
 * The promises about what grows; the table of what was seen is printed.
 * @param {object} options
 * @param {() => boolean} options.isOver whether the time is up
 */
export async function openForLong({ isOver }) {
  const outcomes = {
    runs: new Outcome('the window open, runs one after another', 'every run finishes'),
    rssMb: new Outcome('the window open, runs one after another', 'memory does not grow'),
    handles: new Outcome('the window open, runs one after another', 'open files do not grow'),
    threads: new Outcome('the window open, runs one after another', 'threads do not grow'),
  };
  const all = Object.values(outcomes);
  if (process.platform !== 'linux') {
    for (const each of all) each.skip('it is read from /proc');
    return;
  }
  let window;
  try {
    const folder = temporaryFolder('open');
    window = await openWindow(folder, {}, { workspace: mkdtempSync(join(folder, 'workspace-')) });
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    for (const each of all) each.skip(error.message);
    return;
  }
  const samples = [];
  try {
    const devtools = await window.page.context().newCDPSession(window.page);
    await devtools.send('Performance.enable');
    const experiments = (await window.call('experimentsList'))
      .map(({ experiment }) => experiment)
      .filter(({ name }) => KINDS.some((kind) => kind.toLowerCase() === name.toLowerCase()));
    const kept = [];
    let lastSample = Date.now();
    while (!isOver()) {
      const i = outcomes.runs.tried++;
      const experiment = shortened(experiments[i % experiments.length], i);
      const { record } = await window.call('runsStart', { experiment, speed: null });
      await window.page.locator('[data-row]').filter({ hasText: record.name }).first().click();
      const status = await whenOver(window.page, record.id);
      if (status === 'running') outcomes.runs.breaks('hung', `${record.id}, ${record.name}`);
      else if (status !== 'finished') outcomes.runs.breaks('lost', `${record.id} is ${status}`);
      kept.push(record.id);
      if (kept.length >= KEPT + AT_ONCE) {
        const ids = kept.splice(0, AT_ONCE);
        await window.call('libraryDelete', { ids });
        await window.call('libraryEmptyTrash', { ids });
      }
      if (Date.now() - lastSample < SAMPLE_MS) continue;
      lastSample = Date.now();
      const heaps = await heapUse(window.app, devtools);
      samples.push({ runs: i + 1, processes: await processUse(window.app), heaps });
      if (samples.length % 8 === 0) console.log(oneLine(samples.at(-1)));
    }
  } finally {
    await window.close();
  }
  for (const { process: name, what, parts, runs } of growth(samples)) {
    const [first, middle, last] = parts;
    console.log(
      `${`${name} ${what}`.padEnd(28)} thirds ${parts.map((part) => part.toFixed(1).padStart(8)).join('')}` +
        `   first to last ${signed(last - first)}, middle to last ${signed(last - middle)} in ${runs} runs`,
    );
    if (!(what in MOST)) continue;
    outcomes[what].tried++;
    if (last - middle > MOST[what])
      outcomes[what].breaks('other', `${name}: ${signed(last - middle)} ${what} in ${runs} runs`);
  }
}

/** A name of its own, so that its row is found; every second network on TensorFlow. */
function shortened(experiment, i) {
  const { training = {}, model } = experiment;
  const isNetwork = model.kind === 'network';
  return {
    ...experiment,
    name: `${experiment.name} ${i + 1}`,
    seed: i,
    training: {
      ...training,
      ...(isNetwork ? { steps: 600, engine: i % 2 === 0 ? 'typed' : 'tensorflow' } : {}),
    },
  };
}

/** In the page, so that the wait costs main nothing but its answers. @returns the status at the end, or "running" */
function whenOver(page, id) {
  return page.evaluate(
    async ([runId, limitMs]) => {
      const until = performance.now() + limitMs;
      while (performance.now() < until) {
        const answer = await globalThis.benchtop.libraryRecords({ ids: [runId] });
        const [run] = answer.value ?? [];
        const status = run?.record.status;
        if (!['queued', 'loading', 'running', 'stopping'].includes(status)) return status ?? 'gone';
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return 'running';
    },
    [id, RUN_LIMIT_MS],
  );
}

/** Means of each third of the samples. */
function growth(samples) {
  const third = Math.floor(samples.length / 3);
  if (third === 0) return [];
  const parts = [0, 1, 2].map((part) => samples.slice(part * third, (part + 1) * third));
  const mean = (list, value) => list.reduce((sum, each) => sum + (value(each) ?? 0), 0) / list.length;
  const runs = parts[2].at(-1).runs - parts[0][0].runs;
  const lines = [];
  for (const name of Object.keys(samples.at(-1).processes))
    for (const what of ['rssMb', 'handles', 'threads'])
      lines.push({
        process: name,
        what,
        runs,
        parts: parts.map((part) => mean(part, ({ processes }) => processes[name]?.[what])),
      });
  for (const what of Object.keys(samples.at(-1).heaps))
    lines.push({
      process: '',
      what,
      runs,
      parts: parts.map((part) => mean(part, ({ heaps }) => heaps[what])),
    });
  return lines;
}

function oneLine({ runs, processes, heaps }) {
  const { main, page } = processes;
  const of = (use) => `${use.rssMb.toFixed(0)} MB ${use.handles} files ${use.threads} threads`;
  return `open window: ${runs} runs, main ${of(main)}, page ${of(page)}, heaps ${Object.values(heaps)
    .map((value) => value.toFixed(1))
    .join(' ')}`;
}

function signed(value) {
  return `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
}
