// npm run build: builds what changed.
import { build } from './lib/builds.mjs';
import { report, step } from './lib/steps.mjs';

try {
  await step('Build', () => build());
} catch (error) {
  report(error);
}
