import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The gallery of components and charts: `npm run gallery` serves it, the end-to-end tests build it. */
export default defineConfig({
  root: resolve(import.meta.dirname, 'src-renderer/gallery'),
  base: './',
  define: { __APP_VERSION__: JSON.stringify('gallery') },
  plugins: [svelte({ configFile: false })],
  // Fonts lie in node_modules, components beside the gallery.
  server: { fs: { allow: [import.meta.dirname] } },
  build: {
    outDir: resolve(import.meta.dirname, 'out/gallery'),
    emptyOutDir: true,
    target: 'chrome108',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    minify: false,
    chunkSizeWarningLimit: 4000,
  },
});
