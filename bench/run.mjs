// npm run bench [-- AREA … --quick --only=TEXT --rows N --json FILE --write --from FILE]: what Benchtop does
// beside the tools that people use for it, in one run. Prints a table and writes JSON, by default
// out/bench/results.json. --quick: three rounds and no growth. --only: the cases whose work holds
// that text. --rows: of the table that outofcore makes. --write: puts the table into docs/performance.md. --from: takes a JSON of before
// instead of measuring.
//
// An area is bench/areas/<area>.mjs. Its default export is a list of cases, or a function that is
// given `bench` and returns one (it may be async):
//
//   bench.quick                           whether --quick was asked for
//   bench.rows                            the number of --rows; undefined without it
//   bench.folder                          a folder for files of the area, removed at the end
//   await bench.bundle(name, { 'src-main/…/file.ts': ['exported', …] or '*' })
//                                         our TypeScript as the program builds it, loaded;
//                                         bench.bundleFile: its path instead, for a worker thread
//   await bench.peer('<area>', ['scikit-learn'], env)
//                                         the process of bench/peers/<area>.py, started once:
//                                         `await peer.call('name', { … })`; a function of
//                                         the file returns a dict, 'ms' being what it timed
//                                         itself. Arrays go to it as files: `writeNpy` of
//                                         lib/peer.mjs. Data of both sides: lib/random.mjs.
//
// A case:
//   work      what is done, as the table names it
//   ours(factor), theirs(factor)
//             does it once and gives the milliseconds, or { ms, … } with what `check` looks at;
//             timed inside, without the start of a process and without handing over data. One
//             warm-up, then five rounds, both sides in turn; factor is 1 here
//   peer, atMost, needs
//             the peer's name, the highest ratio of ours to theirs, and the PyPI packages it needs
//             (pinned in lib/python.mjs); where those cannot be had, the case is skipped with a word
//   check(ours, theirs)
//             (optional) what is wrong with our result beside theirs, in words; '' for nothing
//   against   instead of peer, atMost, theirs, needs, check: a list of such, for several peers
//   growth    (optional) [1, 4, 16]: ours at so many times the rows, against linear;
//             `grow(factor)` is timed instead of `ours(factor)` where it is given
//   atMostMs  (optional) a bound of ours alone, in milliseconds
//   figures() instead of ours: measures without a peer, a list of { name, value, unit, atMost or
//             atLeast }
//   prepare(), end()
//             (optional) before the first and after the last of the case
//   rounds    (optional) other than five
// What throws `Unavailable` of lib/python.mjs is skipped with its words.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, writeWhole } from '../tools/lib/places.mjs';
import { temporaryFolder } from './lib/folder.mjs';
import { machine, versions } from './lib/report/machine.mjs';
import { writePerformance } from './lib/report/performance.mjs';
import { headLine, formatLines } from './lib/report/table.mjs';

const known = readdirSync(join(root, 'bench', 'areas'))
  .filter((name) => name.endsWith('.mjs'))
  .map((name) => name.slice(0, -4))
  .sort();
const { values: options, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    rows: { type: 'string' },
    json: { type: 'string', default: join(root, 'out', 'bench', 'results.json') },
    from: { type: 'string' },
  },
});
const unknown = asked.filter((area) => !known.includes(area));
if (unknown.length > 0) {
  console.error(`There is no area ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  process.exit(2);
}

const results =
  options.from === undefined ? await measureAll() : JSON.parse(readFileSync(options.from, 'utf8'));
if (options.from !== undefined) {
  console.log(headLine());
  for (const { area, cases } of results.areas) {
    for (const one of cases) for (const line of formatLines(area, one)) console.log(line);
  }
}
if (options.write) console.log(`written to ${writePerformance(results)}`);

async function measureAll() {
  const date = new Date().toISOString();
  const folder = temporaryFolder('results');
  const areas = [];
  console.log(headLine());
  for (const area of asked.length > 0 ? asked : known) {
    const file = join(folder, `${area}.json`);
    const flags = [
      ...(options.quick ? ['--quick'] : []),
      ...(options.rows === undefined ? [] : [`--rows=${options.rows}`]),
      ...(options.only ? [`--only=${options.only}`] : []),
    ];
    const child = ['--expose-gc', join(root, 'bench', 'lib', 'area.mjs'), area, file, ...flags];
    const { status, signal } = spawnSync(process.execPath, child, { cwd: root, stdio: 'inherit' });
    if (status === 0) {
      areas.push(JSON.parse(readFileSync(file, 'utf8')));
    } else {
      const failed = `the area ended with ${signal ?? `status ${status}`}`;
      console.log(formatLines(area, { work: area, failed }).join('\n'));
      areas.push({ area, date, cases: [{ work: area, failed }] });
    }
  }
  // Read after: the peers' environment may have been made on the way.
  const whole = { date, quick: options.quick, machine: machine(), versions: await versions(), areas };
  writeWhole(options.json, `${JSON.stringify(whole, null, 1)}\n`);
  console.log(`written to ${options.json}`);
  if (areas.some(({ cases }) => cases.some(({ failed }) => failed !== undefined))) process.exitCode = 1;
  return whole;
}
