// npm run pictures [-- -g NAME]: the pictures of README and guide, taken from the real window.
import { runPlaywright } from './lib/playwright.mjs';
import { report } from './lib/steps.mjs';

try {
  process.exitCode = await runPlaywright([
    '--config',
    'e2e/pictures/playwright.config.ts',
    ...process.argv.slice(2),
  ]);
} catch (error) {
  report(error);
}
