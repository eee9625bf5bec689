import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify('0.0.0-test'), __DEV_SERVER__: 'null' },
  test: {
    coverage: {
      provider: 'v8',
      include: ['src-{main,renderer,shared}/**/*.{ts,svelte}'],
      exclude: ['**/*.d.ts', 'src-*/testing/**', '**/fixtures/**', 'src-renderer/gallery/**'],
      reporter: ['text-summary', 'html'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: [
            'src-shared/**/*.test.ts',
            'src-main/**/*.test.ts',
            'tools/lib/*.test.mjs',
            'bench/lib/*.test.mjs',
          ],
          environment: 'node',
          globalSetup: 'tools/lib/test-builds.mjs',
          // For hangs only: no test is about time, and a busy machine takes several times as long.
          testTimeout: 180_000,
          // Native addons and worker threads do not mix with vitest's own worker threads.
          pool: 'forks',
        },
      },
      {
        extends: true,
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: { name: 'renderer', include: ['src-renderer/**/*.test.ts'], environment: 'node', css: true },
      },
    ],
  },
});
