import { defineConfig } from '@playwright/test';
import tests from '../../playwright.config.ts';

/** `npm run pictures`: each "test" takes a picture of the real window. */
export default defineConfig({
  ...tests,
  testDir: '.',
  projects: [{ name: 'pictures', testMatch: '*.pictures.ts' }],
  reporter: 'list',
  outputDir: '../../test-results/pictures',
});
