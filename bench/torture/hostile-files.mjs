// Files that nobody means well with: as data, as experiments, and in the workspace itself.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { temporaryFolder } from '../lib/folder.mjs';
import { Outcome } from './outcomes.mjs';
import { hashOfRun, listRuns, program } from './program.mjs';

/** Each is refused, or read, within seconds. */
const HUNG_MS = 120_000;
const DEEP = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

/** The promises about hostile files. */
export async function hostileFiles({ isOver }) {
  const read = new Outcome(
    'hostile files as data and as experiments',
    'they are read, or refused in a sentence',
  );
  const kept = new Outcome(
    'hostile entries in a workspace',
    'the other runs are listed, and are the same bytes',
  );
  const folder = temporaryFolder('hostile');
  const workspace = join(folder, 'workspace');
  await program(['run', 'xnor', '--seed', '1', '--set', 'training.steps=200'], { workspace });
  await program(['run', 'xnor', '--seed', '2', '--set', 'training.steps=200'], { workspace });
  const runs = (await listRuns(workspace)).map(({ id }) => id);
  const [victim, good] = runs;
  const hash = hashOfRun(workspace, good);
  const inputs = [...dataFiles(folder), ...experiments(folder), ...filters(folder)];
  const places = entries();
  // Every one at least once.
  for (let i = 0; i < inputs.length || !isOver(); i++) {
    const [what, args] = inputs[i % inputs.length];
    read.tried++;
    const { status, output, errors, isHung } = await program(args, { workspace, limitMs: HUNG_MS });
    const said = output + errors;
    if (isHung) read.breaks('hung', what);
    else if (![0, 2].includes(status) || /Something went wrong inside/.test(said))
      read.breaks('other', `${what}: exit code ${status}: ${said.trim().slice(0, 300)}`);
    if (/[\u0000-\u0008\u000b-\u001f\u009b\u202e]/.test(said))
      read.breaks('other', `${what}: control characters`);

    const [entry, place] = places[i % places.length];
    const copy = join(folder, 'copy');
    rmSync(copy, { recursive: true, force: true });
    cpSync(workspace, copy, { recursive: true });
    place(copy, join(copy, 'runs', victim, 'run.json'));
    kept.tried++;
    const listed = await program(['runs', '--json'], { workspace: copy, limitMs: HUNG_MS });
    if (listed.isHung) kept.breaks('hung', entry);
    else if (listed.status !== 0 || !listed.output.includes(good))
      kept.breaks(
        'unreadable',
        `${entry}: exit code ${listed.status}: ${listed.errors.trim().slice(0, 300)}`,
      );
    else if (hashOfRun(copy, good) !== hash) kept.breaks('lost', `${entry}: ${good} has changed`);
  }
}

/** Names, and the arguments that have them read. */
function dataFiles(folder) {
  const file = (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const at = (name) => join(folder, name);
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync('loop', at('loop'));
  mkdirSync(at('folder.csv'));
  const sparse = file('sparse.csv', 'x,y\n1,2\n');
  truncateSync(sparse, 50_000_000);
  const names = Array.from({ length: 60_000 }, (_, i) => `gene${i}`);
  const paths = {
    'a pipe': at('pipe'),
    'a loop': at('loop'),
    'a folder': at('folder.csv'),
    'no file': at('nothing.csv'),
    'an empty file': file('empty.csv', ''),
    'random bytes': file('random.csv', randomBytes(200_000)),
    'a device': '/dev/zero',
    'the memory of a process': '/proc/self/mem',
    'zeros after two rows': sparse,
    'a line of 40 MB': file('line.csv', `x,y\n${'7'.repeat(40_000_000)},1\n`),
    'a quote that is not closed': file('quote.csv', `x,y\n1,"${`${'a'.repeat(400)}\n`.repeat(25_000)}`),
    'gzip of 200 MB of zeros': file('zeros.csv.gz', gzipSync(Buffer.alloc(200_000_000))),
    '60,000 columns': file('wide.csv', `${names.join(',')}\n${names.map(() => '1').join(',')}\n`),
    'escapes in names': file('escapes.csv', '\u001b]0;owned\u0007x,\u202ey\n1,2\n2,3\n'),
    'names of prototypes': file('names.csv', '__proto__,constructor,toString\n1,2,3\n4,5,6\n'),
    'a cut ZIP': file('cut.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(2000)])),
  };
  return Object.entries(paths).flatMap(([what, path]) => [
    [`${what}: inspect`, ['inspect', path]],
    [`${what}: run`, ['run', path]],
  ]);
}

function experiments(folder) {
  const base = (change) => {
    const experiment = {
      schemaVersion: 1,
      name: 'hostile',
      dataset: { kind: 'generated', generator: 'xnor' },
      model: { kind: 'network', layers: [{ units: 1, activation: 'sigmoid' }] },
      training: { steps: 20 },
    };
    return JSON.stringify({ ...experiment, ...change });
  };
  const texts = {
    'deep JSON': DEEP,
    'deep JSON in a field': base({}).replace('"hostile"', DEEP),
    'a prototype': base({}).replace('{', '{"__proto__":{"steps":5},'),
    'a billion units': base({ model: { kind: 'network', layers: [{ units: 1e9, activation: 'sigmoid' }] } }),
    'a million layers': base({}).replace(
      /"layers":\[(.*?)\]/,
      (_, layer) => `"layers":[${Array(1e5).fill(layer).join(',')}]`,
    ),
    'negative steps': base({ training: { steps: -1 } }),
    'endless steps': base({}).replace('20', '1e999'),
    'a name of a megabyte': base({ name: 'n'.repeat(1e6) }),
    'escapes in the name': base({ name: 'a\u001b[2Jb\u009b' }),
    'a path out': base({ dataset: { kind: 'file', path: '../../../../etc/passwd' } }),
  };
  return Object.entries(texts).map(([what, text], i) => {
    const path = join(folder, `experiment-${i}.json`);
    writeFileSync(path, text);
    return [`${what}: experiment`, ['run', path]];
  });
}

function filters(folder) {
  const path = join(folder, 'table.csv');
  writeFileSync(path, 'Height,Weight\n1,2\n3,4\n5,6\n7,8\n');
  const hostile = [
    'len(range(3000000000)) > 0',
    "length(repeat('x', 400000000)) > 0",
    "Height > (SELECT count(*) FROM read_text('/etc/passwd'))",
    "Height > 0; COPY data TO '/tmp/out.csv'",
    "getenv('HOME') <> ''",
    `${'('.repeat(20_000)}Height${')'.repeat(20_000)} > 0`,
  ];
  return hostile.map((filter) => [
    `filter ${filter.slice(0, 40)}`,
    ['run', 't-shirt-sizes', '--data', path, '--filter', filter],
  ]);
}

/** What stands in a workspace in the place of a run's record, or beside it. */
function entries() {
  const inPlace = (make) => (_, record) => {
    rmSync(record);
    make(record);
  };
  const text = (content) => inPlace((record) => writeFileSync(record, content));
  return [
    ['an empty record', text('')],
    ['half a record', text('{"schemaVersion":1,"id":')],
    ['zeros for a record', text(Buffer.alloc(4096))],
    ['null for a record', text('null')],
    ['a deep record', text(DEEP)],
    ['a folder for a record', inPlace((record) => mkdirSync(record))],
    ['a loop for a record', inPlace((record) => symlinkSync('run.json', record))],
    ['a pipe for a record', inPlace((record) => execFileSync('mkfifo', [record]))],
    ['a record of a later Benchtop', text('{"schemaVersion":99}')],
    ['no record', inPlace(() => undefined)],
    ['a loop for a run', (folder) => symlinkSync('loop', join(folder, 'runs', 'loop'))],
    ['a file among the runs', (folder) => writeFileSync(join(folder, 'runs', 'notes.txt'), 'mine')],
    ['an index of garbage', (folder) => writeFileSync(join(folder, 'runs-index.jsonl'), randomBytes(5000))],
    ['settings of zeros', (folder) => writeFileSync(join(folder, 'settings.json'), Buffer.alloc(100))],
    [
      'settings of a later Benchtop',
      (folder) => writeFileSync(join(folder, 'settings.json'), '{"schemaVersion":99}'),
    ],
    ['experiments that are a pipe', (folder) => execFileSync('mkfifo', [join(folder, 'experiments.json')])],
  ];
}
