// node bench/csv.mjs [--large]: reads numeric CSV files from path to typed arrays in a worker
// thread, in turn with pandas' C engine and polars, and prints medians of five, ratios, and the
// peak of memory above what the process had before. --large: instead a file of 100,000,000 x 3
// (about 5 GB), looked at, profiled, paged through and loaded by a sample.
import { spawn } from 'node:child_process';
import { rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundleFile } from './lib/bundle.mjs';
import { temporaryFolder } from './lib/folder.mjs';
import { python, Unavailable } from './lib/python.mjs';
import { computeMedian } from './lib/statistics.mjs';

const ROUNDS = 5;
const folder = temporaryFolder('csv');
const bundle = await bundleFile('dataset', { 'src-main/dataset/index.ts': '*' });
if (process.argv.includes('--large')) await large();
else {
  await compare(2_000_000, 3);
  await compare(1_000_000, 20);
}

async function compare(rows, columns) {
  const path = join(folder, `${rows}x${columns}.csv`);
  await generate(path, rows, columns);
  const size = statSync(path).size;
  console.log(`\n${rows.toLocaleString('en')} x ${columns}, ${(size / 1e6).toFixed(0)} MB`);
  const peers = [ours(path, columns), ...(await pythons(path))];
  for (let round = 0; round < ROUNDS; round++) for (const peer of peers) await peer.read();
  const arrays = rows * columns * 8;
  const [own] = peers;
  for (const peer of peers) {
    const median = computeMedian(peer.times);
    const ratio =
      peer === own ? '' : `  ours / ${peer.name} ${(computeMedian(own.times) / median).toFixed(2)}`;
    const memory =
      peer.peak === null
        ? ''
        : `  peak ${(peer.peak / 1e6).toFixed(0)} MB above baseline, ${(peer.peak / arrays).toFixed(2)} x the arrays`;
    console.log(
      `${peer.name.padEnd(8)} median ${median.toFixed(0)} ms  (${peer.times.map((time) => time.toFixed(0)).join(' ')})${ratio}${memory}`,
    );
    peer.end();
  }
  rmSync(path);
}

/** A process that answers one line per request with the milliseconds it took and its peak in bytes. */
function peer(name, command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const self = {
    name,
    times: [],
    peak: null,
    async read() {
      child.stdin.write('read\n');
      const { value } = await lines.next();
      const [time, peak] = value.split(' ').map(Number);
      this.times.push(time);
      // Of the first read: what later ones find allocated already says nothing.
      this.peak ??= Number.isFinite(peak) ? peak : null;
    },
    end() {
      child.stdin.end();
    },
  };
  return self;
}

function ours(path, columns) {
  const worker = join(folder, 'worker.cjs');
  writeFileSync(
    worker,
    `const { Worker, parentPort, workerData } = require('node:worker_threads');
const { provideRowHelpers, readColumns, serveRows } = require(${JSON.stringify(bundle)});
if (workerData === 'rows') return parentPort.on('message', serveRows);
provideRowHelpers(() => new Worker(__filename, { workerData: 'rows' }), ${Math.min(3, cpus().length - 1)});
parentPort.on('message', async ({ path, names }) => {
  const table = await readColumns(path, names.map((name) => ({ name, type: 'auto', field: '' })));
  const buffers = table.columns.map(({ values }) => values.buffer);
  parentPort.postMessage(table.columns.map(({ values }) => values), buffers);
});
parentPort.postMessage('ready');`,
  );
  const host = join(folder, 'host.cjs');
  writeFileSync(
    host,
    `const { Worker } = require('node:worker_threads');
const { once } = require('node:events');
const { readFileSync } = require('node:fs');
const names = Array.from({ length: ${columns} }, (_, c) => 'c' + c);
const peak = () => Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
(async () => {
  const worker = new Worker(${JSON.stringify(worker)});
  await once(worker, 'message');
  for await (const _ of require('node:readline').createInterface({ input: process.stdin })) {
    const before = process.memoryUsage().rss;
    const began = performance.now();
    worker.postMessage({ path: ${JSON.stringify(path)}, names });
    const [columns] = await once(worker, 'message');
    const time = performance.now() - began;
    console.log(time + ' ' + (process.platform === 'linux' ? peak() - before : NaN));
  }
  process.exit(0);
})();`,
  );
  return peer('ours', process.execPath, [host]);
}

/** pandas and polars; neither where they cannot be had. */
async function pythons(path) {
  const found = [];
  for (const name of ['pandas', 'polars']) {
    const call = name === 'pandas' ? `pandas.read_csv(path, engine='c')` : 'polars.read_csv(path)';
    const program = `
import sys, time, ${name}
path = sys.argv[1]
for _ in sys.stdin:
    began = time.perf_counter()
    table = ${call}
    print((time.perf_counter() - began) * 1000, flush=True)
    del table
`;
    try {
      found.push(peer(name, await python([name]), ['-c', program, path]));
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      console.log(`${name} is left out: ${error.message}`);
    }
  }
  return found;
}

async function large() {
  const free = statfsSync(folder);
  if (free.bavail * free.bsize < 12e9) {
    console.log('There is too little room in the folder for temporary files: 12 GB are needed.');
    return;
  }
  const path = join(folder, 'large.csv');
  await generate(path, 100_000_000, 3, { repeats: 16, digits: 12 });
  const bytes = statSync(path).size;
  console.log(`100,000,000 x 3, ${(bytes / 1e9).toFixed(2)} GB`);
  const { inspectFile, previewFile, readColumns, readPage } = await import(`file://${bundle}`);
  const timed = async (what, work) => {
    const began = performance.now();
    let longest = 0;
    let last = began;
    const beat = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last - 5);
      last = now;
    }, 5);
    const result = await work();
    clearInterval(beat);
    const peak = process.resourceUsage().maxRSS / 1024;
    const time = (performance.now() - began) / 1000;
    console.log(
      `${what.padEnd(34)} ${time.toFixed(2)} s, longest wait of the event loop ${longest.toFixed(0)} ms, peak memory ${peak.toFixed(0)} MB`,
    );
    return result;
  };
  const first = await timed('look', () => previewFile(path));
  console.log(`  about ${first.page.totalRows.toLocaleString('en')} rows`);
  await timed('page at the beginning', () => readPage(path, {}, 300, 100));
  const report = await timed('profile', () => inspectFile(path));
  console.log(`  ${report.rows.toLocaleString('en')} rows, mean of c0 ${report.columns[0].mean}`);
  for (const from of [50_000_000, 99_999_900]) {
    const page = await timed(`page at ${from.toLocaleString('en')}`, () => readPage(path, {}, from, 100));
    console.log(`  first line ${page.rows[0].line.toLocaleString('en')}`);
  }
  const wanted = ['c0', 'c1', 'c2'].map((name) => ({ name, type: 'auto', field: '' }));
  for (const method of ['random', 'every', 'first']) {
    const table = await timed(`load ${method} 1,000,000`, () =>
      readColumns(path, wanted, { sample: { method, rows: 1_000_000, seed: 1 } }),
    );
    console.log(`  ${table.rows.toLocaleString('en')} rows`);
  }
  const control = new AbortController();
  setTimeout(() => control.abort(), 1000);
  const began = performance.now();
  await inspectFile(path, { signal: control.signal }).catch(() => undefined);
  console.log(`cancelled ${(performance.now() - began - 1000).toFixed(0)} ms after it was asked for`);
}

/** Seeded numbers of 4 to 7 decimals; the rows of a block are written `repeats` times over. */
async function generate(path, rows, columns, { repeats = 1, digits = 4 } = {}) {
  const file = await open(path, 'w');
  let state = 12345;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  await file.write(`${Array.from({ length: columns }, (_, c) => `c${c}`).join(',')}\n`);
  for (let row = 0; row < rows;) {
    const count = Math.min(20_000, Math.ceil((rows - row) / repeats));
    let block = '';
    for (let r = 0; r < count; r++) {
      let line = '';
      for (let c = 0; c < columns; c++) {
        const value = (uniform() - 0.5) * 10 ** (c % 3);
        line += (c === 0 ? '' : ',') + value.toFixed(digits + (c % 4));
      }
      block += `${line}\n`;
    }
    const times = Math.min(repeats, Math.floor((rows - row) / count));
    for (let time = 0; time < times; time++) await file.write(block);
    row += count * times;
  }
  await file.close();
}
