// npm run torture -- [--minutes N] [--seed N] [--only kills,disk,writers,starts]: the built program is
// killed, starved of disk space and run twice over, for N minutes (30 without the option), and what is
// left is compared with what docs/reliability.md promises. Exit code 1 where a promise is broken.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../tools/lib/places.mjs';
import { seeded } from './lib/random.mjs';
import { fullDisks } from './torture/full-disks.mjs';
import { kills } from './torture/kills.mjs';
import { starts } from './torture/starts.mjs';
import { writers } from './torture/writers.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    only: { type: 'string', default: 'kills,disk,writers,starts' },
  },
});
/** Each with its share of the time. */
const PARTS = { kills: [kills, 0.6], disk: [fullDisks, 0.2], writers: [writers, 0.1], starts: [starts, 0.1] };
const chosen = values.only.split(',');
const minutes = Number(values.minutes);
if (!(minutes > 0) || chosen.some((name) => !(name in PARTS))) {
  console.error(`--minutes is a number above 0, --only some of ${Object.keys(PARTS).join(',')}.`);
  process.exit(2);
}
if (!existsSync(join(root, 'out', 'cli', 'index.cjs'))) {
  console.error('There is no built program: run "npm run build" first.');
  process.exit(2);
}

console.log(`seed ${values.seed}`);
const { uniform } = seeded(Number(values.seed));
const shares = chosen.reduce((sum, name) => sum + PARTS[name][1], 0);
const outcomes = [];
for (const name of chosen) {
  const [part, share] = PARTS[name];
  const until = Date.now() + (minutes * 60_000 * share) / shares;
  outcomes.push(...(await part({ uniform, isOver: () => Date.now() >= until })));
}

console.log('');
for (const { what, tried, broken, skipped } of outcomes) {
  const result = skipped !== undefined ? `skipped: ${skipped}` : `${tried} tried, ${broken.length} broken`;
  console.log(`${what.padEnd(64)} ${result}`);
  for (const each of broken.slice(0, 10)) console.log(`    ${each}`);
}
process.exitCode = outcomes.some(({ broken }) => broken.length > 0) ? 1 : 0;
