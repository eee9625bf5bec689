import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { lightConf, startAlone } from './vite.plugins.ts';

const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, 'package.json'), 'utf8')) as {
  version: string;
};

/**
 * The worker, the threads that help it and the command line, chosen by --mode: each CommonJS that holds all but
 * native packages. The same worker serves the window and the command line; built beside neither,
 * it cannot share a chunk with Electron's main process and so never reaches `electron`.
 */
export default defineConfig(({ mode }) => ({
  plugins: mode === 'cli' ? [lightConf(), startAlone('command-line.cjs')] : [],
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    ssr: resolve(import.meta.dirname, `src-main/${mode}/index.ts`),
    outDir: resolve(import.meta.dirname, `out/${mode}`),
    emptyOutDir: true,
    target: 'node16.17',
    minify: false,
    rolldownOptions: {
      external: [...builtinModules, /^node:/, 'electron', /^@tensorflow\//, /^@duckdb\//],
      output: {
        format: 'cjs',
        entryFileNames: 'index.cjs',
        // Documentation is for the sources: the runtime would read all of it at each start.
        comments: { legal: true, annotation: false, jsdoc: false },
        // Read when they are needed: what the command line's arguments ask for, and what a worker is for.
        chunkFileNames: '[name].cjs',
      },
    },
  },
  ssr: { noExternal: true, external: ['@tensorflow/tfjs-node', '@duckdb/node-api'] },
}));
