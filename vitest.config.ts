import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { guidePages } from './vite.guide.ts';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')) as {
  version: string;
};

const NODE_TESTS = [
  'src-shared/**/*.test.ts',
  'src-main/**/*.test.ts',
  'tools/lib/**/*.test.mjs',
  'bench/lib/**/*.test.mjs',
];

/** Tests that replace modules or load them anew: only in a process of their own are those not loaded yet. */
const REPLACING_MODULES = ['src-shared', 'src-main'].flatMap((zone) =>
  readdirSync(join(import.meta.dirname, zone), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(zone, file))
    .filter((file) =>
      /\bvi\.(mock|doMock|resetModules)\(/.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
    ),
);

const node = {
  environment: 'node',
  globalSetup: 'tools/lib/checks/test-builds.mjs',
  // Native addons and worker threads do not mix with vitest's own worker threads.
  pool: 'forks',
} as const;

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(version), __DEV_SERVER__: 'null' },
  test: {
    // Vitest would leave one core to itself, which is half of two.
    maxWorkers: availableParallelism(),
    // For hangs only: no test is about time, and a busy machine takes several times as long.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    setupFiles: ['tools/lib/checks/test-equality.mjs'],
    coverage: {
      provider: 'v8',
      include: ['src-{main,renderer,shared}/**/*.{ts,svelte}'],
      exclude: ['**/*.d.ts', 'src-*/testing/**', '**/fixtures/**', 'src-renderer/gallery/**'],
      reporter: ['text-summary', 'html'],
    },
    // Files share a process (isolate: false): most of their time was loading the same modules again.
    projects: [
      {
        extends: true,
        test: { name: 'node', include: NODE_TESTS, exclude: REPLACING_MODULES, isolate: false, ...node },
      },
      {
        extends: true,
        test: { name: 'node with replaced modules', include: REPLACING_MODULES, ...node },
      },
      {
        extends: true,
        plugins: [svelte({ configFile: false }), guidePages(join(import.meta.dirname, 'docs/guide'))],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'renderer',
          include: ['src-renderer/**/*.test.ts'],
          environment: 'node',
          css: true,
          isolate: false,
        },
      },
    ],
  },
});
