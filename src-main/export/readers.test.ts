import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../src-shared/experiment/schema';
import type { Prediction } from '../../src-shared/run/live/frames';
import type { ModelFormat } from '../../src-shared/run/model-file';
import { computeDateParts } from '../../src-shared/run/points/date-parts';
import { readEncoders } from '../../src-shared/run/points/raw-columns';
import { erf } from '../algorithms/network/layers/erf';
import { exportedExperiments, writeTable } from '../testing/models/exported-runs';
import { projectFolder } from '../testing/places';
import { requirePython } from '../testing/python-peers';
import { Programs, type Program } from '../testing/run-harness';
import type { PortableColumn, PortableModel } from './portable/portable-model';

/** Runs of every kind, written for other programs and read back by those. */

const programs = new Programs('readers');
const data = join(programs.folder, 'data');
mkdirSync(data);
const experiments = exportedExperiments(data);
const names = Object.keys(experiments);
const ids = new Map<string, string>();
let program: Program;

beforeAll(async () => {
  program = programs.start('workspace');
  for (const [name, { experiment }] of Object.entries(experiments)) {
    const { record } = await program.runs.start(parseExperiment(experiment), null);
    const over = await program.runs.whenOver(record.id);
    expect([name, over.record.error]).toEqual([name, null]);
    ids.set(name, record.id);
  }
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const peer = (name: string): string => join(projectFolder, 'src-main', 'testing', 'peers', name);

async function exported(name: string, format: ModelFormat, extension: string): Promise<string> {
  const to = join(programs.folder, `${name}${extension}`);
  await program.runs.models.exportModel(ids.get(name)!, null, { to, format });
  return to;
}

/** Rows that no run was trained on, and the run's answers to them. */
async function answered(name: string): Promise<{ rows: string; answers: string }> {
  const rows = writeTable(data, experiments[name]!.table, 1000, 2);
  const answers = join(programs.folder, `${name}-answers.csv`);
  const model = { id: ids.get(name)!, step: null };
  const file = { path: rows, source: {}, header: null, matches: {} };
  const { stamp } = await program.runs.predictions.check(model, file);
  await program.runs.predictions.save(model, { ...file, stamp }, answers, null);
  return { rows, answers };
}

describe('ONNX', () => {
  it('onnxruntime answers 1,000 raw rows of every run as the run does', async (context) => {
    const python = await requirePython(context, ['numpy', 'onnx', 'onnxruntime']);
    const paths: string[] = [];
    for (const name of names) {
      const { rows, answers } = await answered(name);
      paths.push(await exported(name, 'onnx', '.onnx'), rows, answers);
    }
    const found = JSON.parse(await python.run([peer('onnx_answers.py'), ...paths])) as {
      rows: number;
      differing: number;
      largest: number;
    }[];
    expect(found).toHaveLength(names.length);
    for (const [i, { rows, differing, largest }] of found.entries()) {
      expect([names[i], rows, differing]).toEqual([names[i], 1000, 0]);
      expect(largest).toBeLessThan(1e-5);
    }
  });
});

const refused = ['kmeans', 'fourier'];
const layered = names.filter((name) => !refused.includes(name));

/** Random inputs in raw units, and what the run's last layer gives for them. */
async function asked(name: string): Promise<{ inputs: number[][]; outputs: number[][] }> {
  const model = { id: ids.get(name)!, step: null };
  const { predictions } = program.runs;
  const drawn = await predictions.predict(model, { kind: 'random', n: 200, seed: 5 });
  // The formats hold float32 alone.
  const points = drawn.rows.map(({ inputs }) => inputs!.map(Math.fround));
  const asked = points.map((inputs) => ({ inputs }));
  const { rows } = await predictions.predict(model, { kind: 'rows', rows: asked });
  return {
    inputs: points,
    outputs: rows.map(({ prediction }) => toOutputs(prediction!)),
  };
}

/** What the last layer gave, or the distances to the centres. */
function toOutputs({ output, probabilities, logit, decisions, distances }: Prediction): number[] {
  return [output ?? logit ?? decisions ?? distances ?? Object.values(probabilities ?? {})].flat();
}

describe('.keras', () => {
  it('Keras loads every model of layers and gives the outputs of the run', async (context) => {
    const python = await requirePython(context, ['numpy', 'keras']);
    const paths: string[] = [];
    for (const name of layered) {
      const points = join(programs.folder, `${name}-points.json`);
      writeFileSync(points, JSON.stringify(await asked(name)));
      paths.push(await exported(name, 'keras', '.keras'), points);
    }
    const output = await python.run([peer('keras_answers.py'), ...paths]);
    const found = JSON.parse(output.trim().split('\n').at(-1)!) as number[];
    expect(found).toHaveLength(layered.length);
    found.forEach((largest, i) => {
      expect([layered[i], largest < 1e-5 ? 'near' : largest]).toEqual([layered[i], 'near']);
    });
  });
});

/** What of TensorFlow.js is used here. */
interface Tfjs {
  setBackend(name: string): Promise<boolean>;
  tensor2d(rows: number[][]): object;
  loadLayersModel(handler: { load(): Promise<object> }): Promise<{
    predict(rows: object): { array(): Promise<number[][]> };
  }>;
}

describe('the layers format of TensorFlow.js', () => {
  it('is loaded by it and gives the outputs of the run', async () => {
    const inProject = createRequire(join(projectFolder, 'package.json'));
    const tf = createRequire(inProject.resolve('@tensorflow/tfjs-node'))('@tensorflow/tfjs') as Tfjs;
    await tf.setBackend('cpu');
    for (const name of layered) {
      const folder = await exported(name, 'tfjs', '-tfjs');
      const { modelTopology, weightsManifest } = JSON.parse(
        readFileSync(join(folder, 'model.json'), 'utf8'),
      ) as { modelTopology: object; weightsManifest: { weights: object[] }[] };
      const bytes = readFileSync(join(folder, 'weights.bin'));
      const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
      const model = await tf.loadLayersModel({
        load: () => Promise.resolve({ modelTopology, weightSpecs: weightsManifest[0]!.weights, weightData }),
      });
      const { inputs, outputs } = await asked(name);
      const found = await model.predict(tf.tensor2d(inputs)).array();
      outputs.forEach((row, i) => {
        row.forEach((wanted, u) => {
          expect(Math.abs(found[i]![u]! - wanted) / Math.max(1, Math.abs(wanted))).toBeLessThan(1e-5);
        });
      });
    }
  });

  it.each(refused)('and .keras refuse %s, naming formats that hold it', async (name) => {
    for (const format of ['keras', 'tfjs'] as const) {
      await expect(exported(name, format, `.${format}`)).rejects.toThrow(
        /cannot hold .+: use --format onnx, weights or python\.$/,
      );
    }
  });
});

const RUN_ALL = `
import runpy, sys
for script in sys.argv[1:]:
    print('===', script)
    sys.argv = [script, '--epochs', '2']
    runpy.run_path(script, run_name='__main__')
`;

describe('a Python script', () => {
  it('reads the data again, proves the metrics of the run, and trains anew', async (context) => {
    const python = await requirePython(context, ['numpy', 'pandas', 'keras', 'scikit-learn']);
    const scripts: string[] = [];
    for (const name of names) scripts.push(await exported(name, 'python', '.py'));
    // One after another in one process: most of their time is loading the same libraries.
    const output = await python.run(['-c', RUN_ALL, ...scripts]);
    const parts = output.split('=== ').slice(1);
    expect(parts).toHaveLength(names.length);
    for (const part of parts) {
      expect(part).toContain('as the run has it');
      expect(part).toContain('Trained anew with');
    }
  });

  it('ends with a word where the data is another, and fails where a metric is', async (context) => {
    const python = await requirePython(context, ['numpy', 'pandas']);
    const script = await exported('linear', 'python', '-other.py');
    const other = writeTable(data, 'houses', 400, 9);
    await expect(python.run([script, '--no-train', '--data', other])).rejects.toThrow(
      'is not the file that the run was trained on',
    );
    const text = readFileSync(script, 'utf8');
    writeFileSync(script, text.replace(/"rmse":[0-9.]+/, '"rmse":1'));
    await expect(python.run([script, '--no-train'])).rejects.toThrow('the run has 1.0');
  });
});

describe('JSON', () => {
  it('is read by the lines that the docs have, to the outputs of the run', async () => {
    const docs = readFileSync(join(projectFolder, 'docs', 'exchange.md'), 'utf8');
    const [, source = ''] = /```js\n([^`]+)```/.exec(docs)!;
    type Reader = (model: object, row: Record<string, unknown>) => number[];
    const readWith = new Function('gelu', `${source}\nACTIVATIONS.gelu = gelu; return predict;`) as (
      gelu: (z: number[]) => number[],
    ) => Reader;
    const predict = readWith((z) => z.map((v) => 0.5 * v * (1 + erf(v * Math.SQRT1_2))));
    for (const name of names) {
      const to = await exported(name, 'weights', '.json');
      const model = JSON.parse(readFileSync(to, 'utf8')) as PortableModel;
      const { rows, outputs } = await askedCells(name);
      for (const [i, cells] of rows.entries()) {
        const row = model.columns.map((column, c) => [column.name, toCell(column, cells[c]!)] as const);
        const found = predict(model, Object.fromEntries(row));
        outputs[i]!.forEach((wanted, u) => {
          expect(Math.abs(found[u]! - wanted)).toBeLessThan(1e-9 * Math.max(1, Math.abs(wanted)));
        });
      }
    }
  });
});

/** Texts of the cells of 50 new rows in the order of the model's columns, and the run's outputs. */
async function askedCells(name: string): Promise<{ rows: string[][]; outputs: number[][] }> {
  const table = writeTable(data, experiments[name]!.table, 50, 3);
  const [header = [], ...lines] = readFileSync(table, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const { record } = program.workspace.runs.get(ids.get(name)!);
  const columns = readEncoders(record.dataset!).map(({ column }) => header.indexOf(column));
  const rows = lines.map((cells) => columns.map((c) => (cells[c] === 'NA' ? '' : cells[c]!)));
  const model = { id: record.id, step: null };
  const asked = rows.map((cells) => ({ cells }));
  const { rows: answers } = await program.runs.predictions.predict(model, { kind: 'rows', rows: asked });
  return { rows, outputs: answers.map(({ prediction }) => toOutputs(prediction!)) };
}

function toCell({ type, parts }: PortableColumn, text: string): unknown {
  if (text === '') return null;
  if (type === 'category') return text;
  if (type === 'number') return Number(text);
  const day = Date.parse(text) / 86_400_000;
  return parts.length === 0 ? day : computeDateParts(day, parts);
}
