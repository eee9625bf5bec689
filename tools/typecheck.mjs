// npm run typecheck: every zone with its own settings, so that a zone cannot use what it must not.
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { root } from './lib/places.mjs';
import { run } from './lib/steps.mjs';

const TSC = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const SVELTE_CHECK = join(root, 'node_modules', 'svelte-check', 'bin', 'svelte-check');
const zones = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).references.map(
  ({ path }) => path,
);

let failed = 0;
for (const zone of zones) {
  const isRenderer = zone.endsWith('src-renderer');
  const args = isRenderer
    ? [
        SVELTE_CHECK,
        '--tsconfig',
        join(root, zone, 'tsconfig.json'),
        '--output',
        'human',
        '--fail-on-warnings',
      ]
    : [TSC, '-p', zone];
  const { ok, output } = run(process.execPath, args, { cwd: isRenderer ? join(root, zone) : root });
  console.log(`${ok ? '✓' : '✗'} ${zone}`);
  if (!ok) {
    console.log(output);
    failed++;
  }
}
process.exitCode = failed === 0 ? 0 : 1;
