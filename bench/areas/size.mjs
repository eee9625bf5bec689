// What is read before the window's first view, and how large what is built is. Packages are told by
// what the program loads of them: DuckDB whole, of tfjs-node the addon and TensorFlow's libraries.
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../tools/lib/builds.mjs';
import { root } from '../../tools/lib/places.mjs';

const out = join(root, 'out');
const page = join(out, 'renderer');
const packages = join(root, 'node_modules');

export default async function size() {
  await build();
  const first = (ending) => firstFiles().filter((path) => path.endsWith(ending));
  return [
    {
      work: 'the page',
      rounds: 1,
      figures: () => [
        { name: 'scripts before the first view', value: kilobytes(first('.js')), unit: 'KB', atMost: 400 },
        { name: 'styles before the first view', value: kilobytes(first('.css')), unit: 'KB' },
        { name: 'all scripts', value: kilobytes(filesOf(page, '.js')), unit: 'KB' },
        { name: 'all of it, with fonts', value: kilobytes(filesOf(page)), unit: 'KB' },
      ],
    },
    {
      work: 'the rest of what is built',
      rounds: 1,
      figures: () =>
        ['main', 'preload', 'worker', 'cli'].map((name) => ({
          name,
          value: kilobytes(filesOf(join(out, name))),
          unit: 'KB',
        })),
    },
    {
      work: 'packages with native code, as far as they are loaded',
      rounds: 1,
      figures: () => [
        { name: 'DuckDB', value: kilobytes(filesOf(join(packages, '@duckdb'))) / 1000, unit: 'MB' },
        { name: 'addon of tfjs-node', value: kilobytes([addon()]), unit: 'KB' },
      ],
    },
  ];
}

/** The files that index.html names: Vite lists what the first script imports. */
function firstFiles() {
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => join(page, path));
}

function addon() {
  return join(packages, '@tensorflow', 'tfjs-node', 'lib', 'napi-v8', 'tfjs_binding.node');
}

function filesOf(folder, ending = '') {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesOf(path, ending);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}

function kilobytes(files) {
  return (
    files.reduce((sum, path) => sum + (existsSync(path) ? statSync(realpathSync(path)).size : 0), 0) / 1000
  );
}
