import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../src-shared/experiment/schema';
import type { ModelFormat } from '../../src-shared/run/model-file';
import { exportedExperiments, writeTable } from '../testing/models/exported-runs';
import { projectFolder } from '../testing/places';
import { requirePython } from '../testing/python-peers';
import { Programs, type Program } from '../testing/run-harness';

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
