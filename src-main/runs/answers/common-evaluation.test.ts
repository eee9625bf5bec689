import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src-shared/experiment/schema';
import { at } from '../../../src-shared/present';
import { accuracy } from '../../../src-shared/run/evaluation/confusion';
import { Programs, type Program } from '../../testing/run-harness';

const programs = new Programs('common');
let program: Program;
let path: string;

beforeAll(() => {
  program = programs.start('workspace');
  path = join(programs.folder, 'kinds.csv');
  const lines = Array.from({ length: 400 }, (_, i) => {
    const wobble = ((i * 7919) % 101) / 40;
    const missing = i % 25 === 0 ? '' : String(((i * 31) % 17) / 10 - (i % 2));
    return `${(i % 2) + wobble},${missing},${i % 2 === 0 ? 'round' : 'long'},${wobble}`;
  });
  writeFileSync(path, `width,height,kind,size\n${lines.join('\n')}\n`);
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const NETWORK = {
  kind: 'network',
  layers: [{ units: 1, activation: 'sigmoid' }],
  loss: 'binaryCrossentropy',
};

/** A finished run; its id. */
async function trained(
  data: Record<string, unknown> = {},
  model: Record<string, unknown> = NETWORK,
): Promise<string> {
  const { record } = await program.runs.start(
    parseExperiment({
      schemaVersion: 1,
      name: 'kinds',
      dataset: {
        kind: 'file',
        path,
        features: ['width', 'height'],
        target: 'kind',
        scaling: 'standard',
        missing: 'mean',
        validationSplit: 0.25,
        ...data,
      },
      model,
      training: { steps: 80, engine: 'typed' },
    }),
    null,
  );
  const run = await program.runs.whenOver(record.id);
  expect(run.record.error).toBeNull();
  return record.id;
}

const evaluated = (...ids: string[]) =>
  program.runs.models.evaluateCommon(ids.map((id) => ({ id, step: null })));

describe('several runs on common rows', () => {
  it('gives runs of one split the figures of their own validation rows', async () => {
    const ids = [await trained(), await trained({ scaling: 'minmax', features: ['width'] })];
    const common = await evaluated(...ids);
    expect(common).toMatchObject({ target: 'kind', kind: 'classes', rows: 100, isHeldOut: true });
    for (const [index, id] of ids.entries()) {
      const own = await program.runs.models.evaluate(id, null);
      if (own.kind !== 'classes' || own.validation === null) throw new Error('no validation');
      const { figures, trainedOn } = at(common.runs, index);
      expect(trainedOn).toBe(0);
      expect(figures['accuracy']).toBeCloseTo(accuracy(own.validation.confusion, 2), 12);
      expect(figures['logLoss']).toBeCloseTo(own.validation.logLoss ?? NaN, 12);
      expect(figures['rocAuc']).toBeCloseTo(own.validation.curves[0]?.rocAuc ?? NaN, 12);
    }
  });

  it('takes the rows that no run was trained on, also where splits and filters differ', async () => {
    const random = await trained({ validationSplit: 0.5 });
    const last = await trained({ split: { method: 'last' }, validationSplit: 0.5, missing: 'drop' });
    const common = await evaluated(random, last);
    expect(common.isHeldOut).toBe(true);
    expect(common.rows).toBeGreaterThan(50);
    expect(common.rows).toBeLessThan(150);
    expect(common.runs.map(({ trainedOn }) => trainedOn)).toEqual([0, 0]);
  });

  it('says which rows a run was trained on where none was kept from all', async () => {
    const all = await trained({ validationSplit: 0 });
    const part = await trained();
    const common = await evaluated(all, part);
    expect(common).toMatchObject({ isHeldOut: false, rows: 400 });
    expect(common.runs.map(({ trainedOn }) => trainedOn)).toEqual([400, 300]);
  });

  it('takes an SVM beside a network', async () => {
    const svm = await trained({}, { kind: 'svm' });
    const common = await evaluated(await trained(), svm);
    expect(Object.keys(common.runs[1]?.figures ?? {})).toEqual(['accuracy', 'rocAuc']);
  });

  it('refuses runs whose columns of one name are not the same values', async () => {
    const file = join(programs.folder, 'headerless.csv');
    const lines = Array.from({ length: 40 }, (_, i) => `${i % 2},${i % 7},${(i >> 1) % 2}`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    const read = (columns: string[]) =>
      trained({
        path: file,
        dialect: { header: 0 },
        columns,
        features: ['b'],
        target: 'y',
        missing: 'drop',
        validationSplit: 0,
      });
    const one = await read(['a', 'b', 'y']);
    await expect(evaluated(one, await read(['y', 'b', 'a']))).rejects.toThrow(
      'in row 2 y is 0 for one and 1 for another',
    );
    await expect(evaluated(one, await read(['c', 'b', 'y']))).resolves.toMatchObject({ rows: 40 });
  });

  it('refuses runs that have no target, other data or another one', async () => {
    const one = await trained();
    const other = await trained(
      { target: 'size' },
      { kind: 'network', layers: [{ units: 1, activation: 'linear' }] },
    );
    await expect(evaluated(one, other)).rejects.toThrow(/kind, size|as a class and others/);
    const copy = join(programs.folder, 'copy.csv');
    writeFileSync(copy, 'width,height,kind\n1,2,round\n3,4,long\n2,2,round\n');
    const elsewhere = await trained({ path: copy, validationSplit: 0 });
    await expect(evaluated(one, elsewhere)).rejects.toThrow('different data');
  });
});
