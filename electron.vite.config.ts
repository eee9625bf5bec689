import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { guidePages } from './vite.guide.ts';
import { lightConf, lightZod, startAlone } from './vite.plugins.ts';
import { saidMarkup } from './vite.words.ts';

const { version } = JSON.parse(readFileSync(resolve(__dirname, 'package.json'), 'utf8')) as {
  version: string;
};
const define = { __APP_VERSION__: JSON.stringify(version) };
/** Not null under `npm run dev` alone: what is built otherwise has no code for it. */
const devServer = (command: 'build' | 'serve'): string =>
  command === 'serve' ? `process.env['BENCHTOP_DEV_SERVER']` : 'null';
const folder = (path: string): string => resolve(__dirname, path);

/** In development the page's policy is that of its response alone: window/page/dev-server.ts. */
const withoutPolicy: Plugin = {
  name: 'without-policy',
  apply: 'serve',
  transformIndexHtml: (html) => {
    const open = html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, '');
    if (open === html) throw new Error('index.html has no policy to take out.');
    return open;
  },
};

/** Folders and packages whose modules several views share, and those that draw charts. */
const COMMON = ['components', 'state', 'src-shared', '@lucide', 'svelte', 'clsx', 'esm-env', 'zod', 'values'];
const CHARTS = ['chart.js', '@kurkle', 'charts'];

function isInPackages(id: string, names: readonly string[]): boolean {
  const path = `${id.replaceAll('\\', '/').replace(/\?.*$/, '')}/`;
  return names.some((name) => path.includes(`/${name}/`));
}

/** A folder that was moved would leave its chunk without a word: the start would read more files. */
const namesAreThere: Plugin = {
  name: 'names-are-there',
  apply: 'build',
  generateBundle() {
    const ids = [...this.getModuleIds()];
    const gone = [...COMMON, ...CHARTS].filter((name) => !ids.some((id) => isInPackages(id, [name])));
    if (gone.length > 0)
      throw new Error(`The page has no module of ${gone.join(', ')}: see electron.vite.config.ts.`);
  },
};

type ModuleOf = (id: string) => { importedIds: readonly string[] } | null;
const entry = folder('src-renderer/main.ts');
const first = new Set<string>();

/** Whether the window's first view needs a module: it is read with the first script then. */
function isFirst(id: string, findModule: ModuleOf): boolean {
  if (first.size === 0) {
    const rest = [entry];
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      if (first.has(next)) continue;
      first.add(next);
      rest.push(...(findModule(next)?.importedIds ?? []));
    }
  }
  return first.has(id);
}

/**
 * One build for Electron 22 (where only registries can be reached) and for the newest: CommonJS,
 * because Electron loads modules as such only from 28 on, and syntax of Chromium 108 / Node 16.
 */
export default defineConfig(({ command }) => ({
  main: {
    define: { ...define, __DEV_SERVER__: devServer(command) },
    plugins: [lightConf(), startAlone('program.cjs')],
    build: {
      outDir: 'out/main',
      target: 'node16.17',
      externalizeDeps: false,
      rolldownOptions: {
        // The second one by itself too, so that nothing of it is drawn into the first.
        input: { index: folder('src-main/index.ts'), program: folder('src-main/program.ts') },
        external: ['electron'],
        // A chunk called .js would be taken for a module.
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name].cjs',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node16.17',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: folder('src-main/preload/index.ts') },
        external: ['electron'],
        // A sandboxed preload cannot be a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: folder('src-renderer'),
    define,
    plugins: [
      saidMarkup(folder('src-renderer'), folder('src-shared/language/say.ts')),
      svelte({ configFile: false }),
      guidePages(folder('docs/guide')),
      lightZod(),
      withoutPolicy,
      namesAreThere,
    ],
    build: {
      outDir: folder('out/renderer'),
      emptyOutDir: true,
      target: 'chrome108',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      minify: true,
      rolldownOptions: {
        input: { index: folder('src-renderer/index.html') },
        output: {
          // Every file is a question to main, which is busy at the start: what the views share is
          // one file, and what they draw charts with another.
          codeSplitting: {
            groups: [
              {
                debugName: 'first',
                name: (id, context) => (isFirst(id, (of) => context.getModuleInfo(of)) ? 'first' : null),
                priority: 5,
              },
              // The bundler's own way of loading what is loaded later would else end up beside the charts.
              { name: 'common', test: /preload-helper/, priority: 4 },
              {
                name: 'common',
                test: (id) => isInPackages(id, COMMON),
                minShareCount: 2,
                priority: 2,
              },
              {
                name: 'charts',
                test: (id) => isInPackages(id, CHARTS),
                minShareCount: 2,
                priority: 1,
              },
            ],
          },
        },
      },
    },
  },
}));
