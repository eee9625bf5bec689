// npm run torture -- [--minutes N] [--seed N] [--only kills,window,…]: the built program is killed, starved
// of disk space, given failing file-system calls and hostile files, and run twice over, for N minutes (30
// without the option), and what is left is compared with what docs/reliability.md promises. Prints its
// table, also where it is ended early. Exit code 1 where a promise is broken.
// npm run torture -- --window-minutes N, or --hour: the window open for so long, one run after another.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../tools/lib/places.mjs';
import { seeded } from './lib/random.mjs';
import { faults } from './torture/faults.mjs';
import { fullDisks } from './torture/full-disks.mjs';
import { hostileFiles } from './torture/hostile-files.mjs';
import { kills } from './torture/kills.mjs';
import { openForLong } from './torture/open-window.mjs';
import { outcomes, outcomeTable } from './torture/outcomes.mjs';
import { starts } from './torture/starts.mjs';
import { windowKills } from './torture/window-kills.mjs';
import { writers } from './torture/writers.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    only: { type: 'string' },
    hour: { type: 'boolean', default: false },
    'window-minutes': { type: 'string' },
  },
});
/** Each with its share of the time, which adds up to 1. */
const PARTS = {
  kills: [kills, 0.42],
  window: [windowKills, 0.12],
  faults: [faults, 0.12],
  disk: [fullDisks, 0.1],
  starts: [starts, 0.15],
  writers: [writers, 0.05],
  hostile: [hostileFiles, 0.04],
};
const windowMinutes = values.hour ? '60' : values['window-minutes'];
const minutes = Number(windowMinutes ?? values.minutes);
const parts =
  windowMinutes === undefined
    ? Object.entries(PARTS).filter(([name]) => values.only?.split(',').includes(name) ?? true)
    : [['open window', [openForLong, 1]]];
if (!(minutes > 0) || values.only?.split(',').some((name) => !(name in PARTS))) {
  console.error(`Minutes are a number above 0, --only some of ${Object.keys(PARTS).join(',')}.`);
  process.exit(2);
}
if (!existsSync(join(root, 'out', 'cli', 'index.cjs'))) {
  console.error('There is no built program: run "npm run build" first.');
  process.exit(2);
}

console.log(`seed ${values.seed}`);
const { uniform } = seeded(Number(values.seed));
const shares = parts.reduce((sum, [, [, share]]) => sum + share, 0);
// Ctrl-C ends the programs of this moment, too: what becomes of them is not looked at.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.prependListener(signal, () => process.exit(print('ended early')));
for (const [, [part, share]] of parts) {
  const until = Date.now() + (minutes * 60_000 * share) / shares;
  try {
    await part({ uniform, isOver: () => Date.now() >= until });
  } catch (error) {
    print('ended early');
    throw error;
  }
}

process.exitCode = print(`${minutes} minutes`);

/** @param {string} how long it took @returns {number} the exit code */
function print(how) {
  const all = outcomes();
  const broken = all.flatMap((outcome) => outcome.broken.map((each) => ({ ...each, outcome })));
  for (const { outcome, kind, text } of broken.slice(0, 100))
    console.log(`${kind}: ${outcome.fault}: ${outcome.promise}: ${text}`);
  console.log(`\n${how}, seed ${values.seed}:\n\n${outcomeTable(all)}`);
  return broken.length > 0 ? 1 : 0;
}
