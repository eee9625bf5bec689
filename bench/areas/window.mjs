// A large CSV in the real window: from the choice of the file to its first rows and to its profile, and a
// run on it that is looked at while it trains, once on a file that is read and once more. The frames are
// counted from the start of a run to its end. The window is drawn in software, by the same cores that train.
import { openWindow, watchWhile } from '../lib/process/window.mjs';
import { featureNames, writeTable } from '../lib/tables.mjs';

const ROWS = 300_000;
const COLUMNS = 60;
const PATIENCE = { timeout: 180_000 };
/** What a person does not notice: no task of the page or of main takes longer. */
const NOTICED_MS = 50;

const MODELS = {
  'k-means, k 10': { model: { kind: 'kmeans', nClusters: 10, nInit: 1 }, target: null },
  'SVM, C 0.01': { model: { kind: 'svm', C: 0.01 }, target: 'label' },
  'network 60-64-2, an epoch of 256': {
    model: {
      kind: 'network',
      layers: [
        { units: 64, activation: 'relu' },
        { units: 2, activation: 'softmax' },
      ],
      loss: 'categoricalCrossentropy',
      optimizer: { kind: 'adam', learningRate: 0.001 },
    },
    training: { epochs: 1, batchSize: 256 },
    target: 'label',
  },
};

export default function window(bench) {
  const file = writeTable(bench.folder, ROWS, COLUMNS);
  const rounds = bench.quick ? 1 : 3;
  const size = `${ROWS.toLocaleString('en')} x ${COLUMNS}`;
  return [
    { work: `a file of ${size}`, rounds, figures: () => opened(bench.folder, file) },
    ...Object.entries(MODELS).map(([name, experiment]) => ({
      work: `${name} on ${size}`,
      rounds,
      figures: () => trained(bench.folder, file, { name, ...experiment }),
    })),
  ];
}

async function opened(folder, file) {
  const window = await openWindow(folder);
  try {
    const { firstMs, wholeMs, watched } = await open(window, file);
    return [
      { name: 'from its choice to its rows', value: firstMs, unit: 'ms' },
      { name: 'from its choice to its profile', value: wholeMs, unit: 'ms' },
      ...toFigures('while it is read', watched),
    ];
  } finally {
    await window.close();
  }
}

async function trained(folder, file, experiment) {
  const window = await openWindow(folder);
  try {
    await open(window, file);
    const figures = [];
    for (const part of ['first run', 'second run']) {
      const { record, ms, watched } = await train(window, file, experiment, part);
      // A figure of a run that read its file after all would be of something else.
      if ((record.dataReadAt !== undefined) !== (part === 'second run'))
        throw new Error(`The ${part} says of its data: read at ${record.dataReadAt}`);
      figures.push({ name: `${part}: from Start to its end`, value: ms, unit: 'ms' });
      figures.push({ name: `${part}: of that, training`, value: record.elapsedMs, unit: 'ms' });
      figures.push(...toFigures(part, watched));
    }
    return figures;
  } finally {
    await window.close();
  }
}

function toFigures(part, { frames, main }) {
  return [
    { name: `${part}: frames a second`, value: frames.perSecond, unit: '/s', atLeast: 50 },
    { name: `${part}: longest time without a frame`, value: frames.longestMs, unit: 'ms' },
    {
      name: `${part}: longest task of the page`,
      value: frames.longestTaskMs,
      unit: 'ms',
      atMost: NOTICED_MS,
    },
    { name: `${part}: longest delay of main`, value: main.longestMs, unit: 'ms', atMost: NOTICED_MS },
  ];
}

/** Opens a file as a person does, but for the system's dialog. */
async function open(window, file) {
  const { page, app } = window;
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);
  let firstMs;
  let wholeMs;
  const watched = await watchWhile(window, async () => {
    const began = performance.now();
    await page.getByRole('button', { name: 'Drop your data here' }).click();
    await page.getByRole('grid', { name: 'Rows of the file' }).getByRole('row').nth(5).waitFor(PATIENCE);
    firstMs = performance.now() - began;
    await page
      .getByRole('tab', { name: /^Problems \(\d/, includeHidden: true })
      .waitFor({ ...PATIENCE, state: 'attached' });
    wholeMs = performance.now() - began;
  });
  return { firstMs, wholeMs, watched };
}

/** Trains a run while it is looked at. */
async function train(window, file, { name, model, target, training = {} }, part) {
  const { page } = window;
  const experiment = {
    schemaVersion: 1,
    name: `${part} of ${name}`,
    seed: 1,
    dataset: { kind: 'file', path: file, features: featureNames(COLUMNS), target, scaling: 'standard' },
    model,
    training,
  };
  let found;
  let began;
  const watched = await watchWhile(window, async () => {
    began = Date.now();
    const { record } = await window.call('runsStart', { experiment, speed: null });
    await page.locator('[data-row]').filter({ hasText: experiment.name }).first().click();
    for (;;) {
      found = (await window.call('runsList')).find((run) => run.record.id === record.id)?.record;
      if (found?.status === 'finished') return;
      if (['failed', 'stopped', 'interrupted'].includes(found?.status))
        throw new Error(`${experiment.name}: ${found.status}: ${found.error?.message}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  return { record: found, ms: Date.parse(found.endedAt) - began, watched };
}
