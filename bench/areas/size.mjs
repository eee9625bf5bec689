// What is read before the window's first view, how large what is built is, and the package (`npm run
// package`) with its parts, whose window must open and train.
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../tools/lib/builds.mjs';
import { packageFolder } from '../../tools/lib/package/packaged.mjs';
import { root } from '../../tools/lib/places.mjs';
import { run, tail } from '../../tools/lib/steps.mjs';
import { openPackagedWindow } from '../lib/process/packaged-window.mjs';
import { Unavailable } from '../lib/python.mjs';

const out = join(root, 'out');
const page = join(out, 'renderer');

export default async function size(bench) {
  await build();
  const first = (ending) => firstFiles().filter((path) => path.endsWith(ending));
  return [
    {
      work: 'the page',
      rounds: 1,
      figures: () => [
        { name: 'scripts before the first view', value: kilobytes(first('.js')), unit: 'KB', atMost: 330 },
        { name: 'styles before the first view', value: kilobytes(first('.css')), unit: 'KB' },
        { name: 'all scripts', value: kilobytes(listFiles(page, '.js')), unit: 'KB' },
        { name: 'all of it, with fonts', value: kilobytes(listFiles(page)), unit: 'KB' },
      ],
    },
    {
      work: 'the rest of what is built',
      rounds: 1,
      figures: () =>
        ['main', 'preload', 'worker', 'cli'].map((name) => ({
          name,
          value: kilobytes(listFiles(join(out, name))),
          unit: 'KB',
        })),
    },
    {
      work: 'the package',
      rounds: 1,
      prepare: () => {
        const { ok, output } = run(process.execPath, [join(root, 'tools', 'package.mjs')]);
        if (!ok) throw new Unavailable(`npm run package: ${tail(output)}`);
      },
      figures: async () => {
        const { folder, executable, resources } = packageFolder();
        await tryWindow(bench.folder, executable);
        const native = (name) => listFiles(join(resources, 'app', 'node_modules', name));
        const app = listFiles(join(resources, 'app'));
        const runtime = listFiles(folder).filter((path) => !app.includes(path));
        return [
          { name: 'all of it', value: kilobytes([...runtime, ...app]) / 1000, unit: 'MB' },
          { name: 'TensorFlow', value: kilobytes(native('@tensorflow')) / 1000, unit: 'MB' },
          { name: 'DuckDB', value: kilobytes(native('@duckdb')) / 1000, unit: 'MB' },
          { name: 'Electron', value: kilobytes(runtime) / 1000, unit: 'MB' },
        ];
      },
    },
  ];
}

/** The files that index.html names: Vite lists what the first script imports. */
function firstFiles() {
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => join(page, path));
}

/** The packaged window trains, on TensorFlow where that is held. Files were read as it was packaged. */
async function tryWindow(folder, executable) {
  const { call, close } = await openPackagedWindow(folder, executable);
  try {
    const { tensorflow } = await call('appGetInfo');
    const saved = await call('experimentsList');
    const { experiment } = saved.find(({ id }) => id === 'xnor') ?? saved[0];
    const engine = tensorflow.available ? 'tensorflow' : 'typed';
    const training = { ...experiment.training, engine, steps: 200 };
    const started = await call('runsStart', { experiment: { ...experiment, training }, speed: null });
    let status = '';
    while (!['finished', 'failed', 'stopped'].includes(status)) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const runs = await call('runsList');
      status = runs.find(({ record }) => record.id === started.record.id).record.status;
    }
    if (status !== 'finished') throw new Error(`the packaged window's run ${status}`);
  } finally {
    await close();
  }
}

function listFiles(folder, ending = '') {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path, ending);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}

function kilobytes(files) {
  return (
    files.reduce((sum, path) => sum + (existsSync(path) ? statSync(realpathSync(path)).size : 0), 0) / 1000
  );
}
