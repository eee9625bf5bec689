// npm run setup: everything that start and test need, without running anything.
import { setUp } from './lib/setup.mjs';
import { report } from './lib/steps.mjs';

try {
  await setUp({ electron: 'required' });
} catch (error) {
  report(error);
}
