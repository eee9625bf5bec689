// CSV files of numbers from path to typed arrays, types guessed on all sides. Ours is read in a worker
// thread with its helpers, as a run reads it, its SHA-256 included, until the arrays are here.
import { once } from 'node:events';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { seeded } from '../lib/random.mjs';

const MAX_HELPERS = 3; // as in src-main/worker/index.ts

export default async function csv(bench) {
  const library = await bench.bundleFile('csv', { 'src-main/dataset/index.ts': '*' });
  const reader = join(bench.folder, 'reader.cjs');
  writeFileSync(
    reader,
    `const { Worker, parentPort, workerData } = require('node:worker_threads');
const { provideRowHelpers, readColumns, serveRows } = require(${JSON.stringify(library)});
if (workerData === 'rows') parentPort.on('message', serveRows);
else {
  provideRowHelpers(() => new Worker(__filename, { workerData: 'rows' }), ${Math.min(MAX_HELPERS, cpus().length - 1)});
  parentPort.on('message', async ({ path, names }) => {
    const table = await readColumns(path, names.map((name) => ({ name, type: 'auto', field: '' })));
    const columns = table.columns.map(({ values }) => values);
    parentPort.postMessage(columns, columns.map(({ buffer }) => buffer));
  });
}`,
  );
  let worker = null;
  const cases = [
    makeTable('short', 2_000_000, 3, short, { polars: 1.2, growsFrom: 500_000 }),
    makeTable('wide', 1_000_000, 20, short, { polars: 1.0, growsFrom: 125_000 }),
    makeTable('long', 2_000_000, 3, full, { polars: 1.3, work: '2,000,000 x 3 numbers of 17 digits' }),
  ];
  return cases.map(({ name, work, rows, columns, write, polars, growsFrom }) => {
    const path = join(bench.folder, `${name}.csv`);
    const names = Array.from({ length: columns }, (_, c) => `c${c}`);
    const grown = (factor) => join(bench.folder, `${name}-${factor}.csv`);
    const read = async (file) => {
      worker ??= new Worker(reader);
      const began = performance.now();
      worker.postMessage({ path: file, names });
      const [arrays] = await once(worker, 'message');
      const ms = performance.now() - began;
      return { ms, rows: arrays[0].length, sum: computeSum(arrays.at(-1)) };
    };
    const theirs = async (which) => {
      // Which of them are there is seen to before: each is imported as it is asked for.
      const peer = await bench.peer('tables', []);
      return peer.call('read', { reader: which, path });
    };
    const against = (peer, atMost) => ({
      peer: peer === 'pandas' ? 'pandas, C engine' : peer,
      needs: [peer],
      atMost,
      theirs: () => theirs(peer),
      check: (mine, other) =>
        mine.rows === other.rows && Math.abs(mine.sum - other.sum) <= 1e-6 * (1 + Math.abs(other.sum))
          ? ''
          : `${mine.rows} rows, sum ${mine.sum}, beside ${other.rows} and ${other.sum}`,
    });
    return {
      work: `CSV to typed arrays, ${work}`,
      note: 'types guessed; ours with SHA-256',
      prepare: () => {
        writeTable(path, rows, columns, write, 1);
        for (const factor of growsFrom === undefined || bench.quick ? [] : [1, 4, 16]) {
          writeTable(grown(factor), growsFrom, columns, write, factor);
        }
      },
      ours: () => read(path),
      against: [
        against('pandas', 1.2),
        against('polars', polars),
        against('pyarrow', 1.1),
        against('duckdb', 1),
      ],
      ...(growsFrom === undefined ? {} : { growth: [1, 4, 16], grow: (factor) => read(grown(factor)) }),
      end: async () => {
        await worker?.terminate();
        worker = null;
      },
    };
  });
}

function makeTable(name, rows, columns, write, { polars, work, growsFrom }) {
  return {
    name,
    rows,
    columns,
    write,
    polars,
    growsFrom,
    work: work ?? `${rows.toLocaleString('en')} x ${columns} numbers`,
  };
}

/** Four to seven decimals. */
function short(uniform, column) {
  return ((uniform() - 0.5) * 10 ** (column % 3)).toFixed(4 + (column % 4));
}

/** All digits that tell a double from its neighbours. */
function full(uniform, column) {
  return String((uniform() + uniform() / 2 ** 32 - 0.5) * 10 ** (column % 3));
}

/** Rows drawn once, written `times` over. */
function writeTable(path, rows, columns, write, times) {
  const { uniform } = seeded(1);
  const file = openSync(path, 'w');
  writeSync(file, `${Array.from({ length: columns }, (_, c) => `c${c}`).join(',')}\n`);
  const parts = [];
  for (let row = 0; row < rows; row += 20_000) {
    let part = '';
    for (let r = row; r < Math.min(rows, row + 20_000); r++) {
      for (let c = 0; c < columns; c++) part += (c === 0 ? '' : ',') + write(uniform, c);
      part += '\n';
    }
    parts.push(Buffer.from(part));
  }
  for (let time = 0; time < times; time++) for (const part of parts) writeSync(file, part);
  closeSync(file);
}

function computeSum(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}
