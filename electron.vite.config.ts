import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const { version } = JSON.parse(readFileSync(resolve(__dirname, 'package.json'), 'utf8')) as {
  version: string;
};
const define = { __APP_VERSION__: JSON.stringify(version) };
const folder = (path: string): string => resolve(__dirname, path);

/**
 * One build for Electron 22 (where only registries can be reached) and for the newest: CommonJS,
 * because Electron loads modules as such only from 28 on, and syntax of Chromium 108 / Node 16.
 */
export default defineConfig({
  main: {
    define,
    build: {
      outDir: 'out/main',
      target: 'node16.17',
      externalizeDeps: false,
      rolldownOptions: {
        // The second one by itself too, so that nothing of it is drawn into the first.
        input: { index: folder('src-main/index.ts'), program: folder('src-main/program.ts') },
        external: ['electron'],
        // A chunk called .js would be taken for a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
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
    plugins: [svelte({ configFile: false })],
    build: {
      outDir: folder('out/renderer'),
      emptyOutDir: true,
      target: 'chrome108',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: { index: folder('src-renderer/index.html') } },
    },
  },
});
