// npm run test:e2e: the end-to-end tests; all of them, or those that Playwright's arguments name.
import { availableParallelism } from 'node:os';
import { build } from './lib/builds.mjs';
import { e2eReports } from './lib/places.mjs';
import { runPlaywright } from './lib/provision/playwright.mjs';
import { report, step } from './lib/steps.mjs';

const args = process.argv.slice(2);
const workers = Math.min(2, availableParallelism());

try {
  const gallery = () => step('Gallery', () => build(['gallery']));
  const all = [
    { args: ['--project=untimed'], workers, report: e2eReports[0] },
    { args: ['--project=timed'], report: e2eReports[1] },
  ];
  process.exitCode = await runPlaywright(args.length === 0 ? all : [{ args }], gallery);
} catch (error) {
  report(error);
}
