import { defineConfig } from '@playwright/test';

/** Specs that measure frames, pauses or how long an end takes: nothing else runs beside them. */
const TIMED = [
  'data/explore',
  'data/large-file',
  'data/wide',
  'library/compare-curves',
  'robustness/endless-work',
  'robustness/lifecycle',
  'training/live',
].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // More are asked for by tools/e2e.mjs, where each has a display of its own: they look at focus.
  workers: 1,
  retries: 0,
  // Of a busy machine too: what a test measures has bounds of its own.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  projects: [
    { name: 'timed', testMatch: TIMED },
    { name: 'untimed', testIgnore: TIMED },
  ],
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['BENCHTOP_E2E_REPORT'] ?? 'test-results/e2e.json' }],
  ],
  outputDir: 'test-results/e2e',
});
