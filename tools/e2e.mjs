// npm run test:e2e: the end-to-end tests.
import { build } from './lib/builds.mjs';
import { runPlaywright } from './lib/playwright.mjs';
import { report, step } from './lib/steps.mjs';

try {
  const gallery = () => step('Gallery', () => build(['gallery']));
  process.exitCode = await runPlaywright(process.argv.slice(2), gallery);
} catch (error) {
  report(error);
}
