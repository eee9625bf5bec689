// A table that no memory holds: Parquet files of 19 features and a class, generated, streamed once for k-means,
// once for a linear SVM and once for a network, beside scikit-learn's partial_fit on the same batches. 100,000,000
// rows; 2,000,000 with --quick; --rows N. The files (about 16 GB for all rows) are gone afterwards.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { build } from '../../tools/lib/builds.mjs';
import { root } from '../../tools/lib/places.mjs';
import { python, Unavailable } from '../lib/python.mjs';
import { timeCommand } from '../lib/process/whole-process.mjs';

const FEATURES = 19;
const ROWS_A_FILE = 2_000_000;
const CLUSTERS = 8;
const PACKAGES = ['scikit-learn', 'pyarrow'];
/** Of the issue: what a run may take of memory, whatever the table is. */
const MOST_MB = 2000;

const MODELS = {
  kmeans: { kind: 'kmeans', nClusters: CLUSTERS, batchSize: 1024 },
  svm: { kind: 'svm', C: 1 },
  network: {
    kind: 'network',
    layers: [
      { units: 16, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
    loss: 'binaryCrossentropy',
    optimizer: { kind: 'adam', learningRate: 0.001 },
  },
};

export default async function outofcore(bench) {
  await build(['worker', 'cli']);
  const rows = bench.rows ?? (bench.quick ? 2_000_000 : 100_000_000);
  const data = join(bench.folder, 'table');
  let interpreter = null;
  return Object.keys(MODELS).map((kind) => ({
    work: `${rows.toLocaleString('en')} rows x ${FEATURES + 1} of Parquet, ${kind}, one pass`,
    rounds: 1,
    note: 'two readings besides: for means and standard deviations before, for all metrics behind',
    prepare: async () => {
      if (existsSync(data)) return;
      await generate(data, rows);
      interpreter = await python(PACKAGES).catch((error) => {
        if (!(error instanceof Unavailable)) throw error;
        console.log(error.message);
        return null;
      });
    },
    figures: async () => {
      const ours = await train(bench.folder, data, kind);
      const figures = [
        { name: `${kind}: Benchtop`, value: ours.ms / 1000, unit: 's' },
        { name: `${kind}: Benchtop, processor's time`, value: ours.cpuMs / 1000, unit: 's' },
        { name: `${kind}: Benchtop, memory at most`, value: ours.peakMB, unit: 'MB', atMost: MOST_MB },
        { name: `${kind}: ${ours.score.name}`, value: ours.score.value, unit: '' },
      ];
      if (interpreter === null) return figures;
      const theirs = await peer(interpreter, data, kind);
      return [
        ...figures,
        { name: `${kind}: partial_fit`, value: theirs.seconds, unit: 's' },
        { name: `${kind}: partial_fit, processor's time`, value: theirs.processorSeconds, unit: 's' },
        { name: `${kind}: partial_fit, memory at most`, value: theirs.bytes / 2 ** 20, unit: 'MB' },
        { name: `${kind}: partial_fit, ${ours.score.name}`, value: theirs.score, unit: '' },
      ];
    },
  }));
}

/** Noise about eight centres, and a class by a plane with noise; each number follows from its row and column. */
async function generate(folder, rows) {
  mkdirSync(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GiB' });
  const connection = await instance.connect();
  const noise = (j) => `(hash(i * ${FEATURES + 1} + ${j}) % 1000003) / 500001.5 - 1`;
  const columns = Array.from(
    { length: FEATURES },
    (_, j) => `${noise(j)} + CASE WHEN i % ${CLUSTERS} = ${j % CLUSTERS} THEN 3 ELSE 0 END AS x${j}`,
  );
  const plane = Array.from({ length: 5 }, (_, j) => `x${j}`).join(' - ');
  for (let from = 0, file = 0; from < rows; from += ROWS_A_FILE, file++) {
    const to = Math.min(rows, from + ROWS_A_FILE);
    const path = join(folder, `part-${String(file).padStart(4, '0')}.parquet`);
    await connection.run(
      `COPY (SELECT *, CAST(${plane} + ${noise(FEATURES)} > 0 AS INTEGER) AS y FROM
        (SELECT i, ${columns.join(', ')} FROM range(${from}, ${to}) AS t(i))) TO '${path}' (FORMAT parquet)`,
    );
  }
  connection.closeSync();
  instance.closeSync();
}

async function train(folder, data, kind) {
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  const file = join(workspace, 'experiment.json');
  const features = Array.from({ length: FEATURES }, (_, j) => `x${j}`);
  writeFileSync(
    file,
    JSON.stringify({
      schemaVersion: 1,
      name: kind,
      dataset: {
        kind: 'file',
        path: data,
        features,
        target: kind === 'kmeans' ? null : 'y',
        scaling: 'standard',
        validationSplit: 0.05,
      },
      model: MODELS[kind],
      training: { epochs: 1, batchSize: 1024 },
    }),
  );
  try {
    const timed = await timeCommand(['run', file, '--json'], { folder, workspace });
    const { summary } = JSON.parse(timed.output);
    const name = kind === 'kmeans' ? 'meanSquaredDistance' : 'valAccuracy';
    return { ...timed, score: { name, value: Number(summary[name]) } };
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function peer(interpreter, data, kind) {
  const script = join(root, 'bench', 'peers', 'outofcore.py');
  const { stdout } = await promisify(execFile)(interpreter, [script, data, kind, String(CLUSTERS)], {
    encoding: 'utf8',
  });
  return JSON.parse(stdout);
}
