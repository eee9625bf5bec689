import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { fileDatasetSchema } from '../../../src-shared/experiment/schema';
import { xnorExperiment } from '../../testing/data';
import { Programs, until, type Program } from '../../testing/run-harness';
import { slowness } from '../../testing/slowness';

const programs = new Programs('used-rows');
const { folder } = programs;
const open = (name: string): Program => programs.start(name);

afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});
const fileSpec = fileDatasetSchema.parse({ kind: 'file', path: 'none.csv', features: ['a'] });

describe('the data of a run', () => {
  it('keeps which rows were used, and answers raw cells as it was trained', async () => {
    const { runs } = open('roles');
    const rows = Array.from({ length: 40 }, (_, i) => {
      const colour = i % 2 === 0 ? 'red' : 'blue';
      return `${i % 10 === 3 ? '' : i},${colour},${i % 2},${i % 4 === 1 ? 'test' : 'train'}`;
    });
    const path = join(folder, 'roles.csv');
    writeFileSync(path, `h,c,y,part\n${rows.join('\n')}\n`);
    const experiment = xnorExperiment({
      dataset: {
        kind: 'file',
        path,
        features: ['h', 'c'],
        target: 'y',
        scaling: 'standard',
        columnSettings: [{ name: 'h', missing: 'mean' }],
        split: { method: 'column', column: 'part', validation: ['test'] },
      },
      training: { steps: 300, engine: 'typed' },
    });
    const { record } = await runs.start(experiment, null);
    const run = await runs.whenOver(record.id);
    expect(run.record).toMatchObject({
      status: 'finished',
      dataset: { features: ['h', 'c=blue', 'c=red'], trainRows: 30, validationRows: 10, path },
    });
    const lines = readFileSync(join(run.path, 'rows.csv'), 'utf8').split('\n');
    expect(lines.slice(0, 4)).toEqual(['row,line,part', '1,2,train', '2,3,validation', '3,4,train']);
    expect(lines).toHaveLength(42);
    const points = join(folder, 'points.csv');
    writeFileSync(points, 'c,h\nred,10\nblue,\n');
    const { predictions } = runs;
    const model = { id: record.id, step: null };
    const file = { path: points, header: null, matches: {} };
    const check = await predictions.check(model, file);
    expect(check).toMatchObject({ absent: [], answers: ['output', 'class'], rows: { total: 2, usable: 2 } });
    const checked = { ...file, stamp: check.stamp };
    const { rows: answers } = await predictions.rows(model, checked, 0, 10);
    expect(answers.map(({ line, prediction }) => [line, prediction?.class])).toEqual([
      [2, 0],
      [3, 1],
    ]);
    expect(answers[1]).toMatchObject({ given: { h: null, c: 'blue' }, filled: ['h'] });
    expect(await predictions.predictFile(model, checked)).toMatchObject({
      columns: ['output', 'class'],
      labels: [
        { label: '0', count: 1 },
        { label: '1', count: 1 },
      ],
      numbers: null,
    });
    const typed = await predictions.predict(model, { kind: 'cells', points: [['10', 'red']] }, true);
    expect(typed.rows[0]?.answer).toEqual(answers[0]?.answer);
    expect(
      typed.steps?.columns.map(({ raw, inputs }) => [raw, inputs.map(({ encoded }) => encoded)]),
    ).toEqual([
      [10, [10]],
      ['red', [0, 1]],
    ]);
    expect(typed.steps?.reading).toBe('The output is below 0.5: the class is "0".');
    await expect(predictions.predict(model, { kind: 'cells', points: [['1', 'pink']] })).rejects.toThrow(
      'has "pink" in point 1, which the model has never seen',
    );
    const to = join(folder, 'predicted.csv');
    expect(await predictions.save(model, checked, to)).toEqual({ rows: 2, notes: [] });
    const [header, first, second] = readFileSync(to, 'utf8').split('\n');
    expect(header).toBe('c,h,output,class,note');
    expect(first).toBe(`red,10,${answers[0]?.answer?.join(',') ?? ''},`);
    expect(second).toBe(`blue,,${answers[1]?.answer?.join(',') ?? ''},"h missing, filled as in training"`);
    const saved = join(folder, 'asked.csv');
    const both = { kind: 'rows' as const, rows: [{ cells: ['90', 'red'] }, { cells: ['x', 'red'] }] };
    expect(await predictions.savePredictions(model, both, saved)).toEqual({ rows: 2 });
    const lines2 = readFileSync(saved, 'utf8').split('\n');
    expect(lines2[0]).toBe('h,c,output,class,note');
    expect(lines2[1]).toMatch(/^90,red,[\d.e-]+,0,h above 39$/);
    expect(lines2[2]).toBe('x,red,,,"no answer: ""x"" for ""h"" is no number."');
  });

  it('reads a large file once, tells how far it is, and stops within half a second of an idle machine', async () => {
    const { runs, workspace, events } = open('large');
    const path = join(folder, 'large.csv');
    const block = Array.from({ length: 50_000 }, (_, i) => `${i},${i % 1000},0.25\n`).join('');
    writeFileSync(path, `a,b,c\n${block.repeat(50)}`);
    expect(statSync(path).size).toBeGreaterThan(33_000_000);
    const dataset = { kind: 'file' as const, path, features: ['a', 'b', 'c'] };
    const model = { kind: 'kmeans' as const, nClusters: 2, nInit: 1000 };
    await expect(
      runs.start(xnorExperiment({ dataset: { ...dataset, features: ['x'] }, model }), null),
    ).rejects.toThrow('has no column "x"');
    expect(workspace.runs.list()).toEqual([]);
    const { record } = await runs.start(xnorExperiment({ dataset, model }), null);
    await until(() => events.some(({ type }) => type === 'loading'), 'the loading');
    expect((await runs.snapshot(record.id)).loading).toMatchObject({ totalBytes: statSync(path).size });
    const askedAt = performance.now();
    runs.controls.stop(record.id);
    const run = await runs.whenOver(record.id);
    const tookMs = performance.now() - askedAt;
    expect(run.record).toMatchObject({
      status: 'stopped',
      error: null,
      steps: 0,
      result: null,
      dataset: null,
    });
    expect(tookMs).toBeLessThan(500 * slowness());
    expect(existsSync(join(run.path, 'rows.csv'))).toBe(false);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(events.map(({ type }) => type).filter((type) => type === 'loaded')).toEqual([]);
  });

  it('leaves nothing behind where the data or the experiment cannot be used', async () => {
    const { runs, workspace } = open('refused');
    const missing = { ...xnorExperiment(), dataset: { ...fileSpec, path: join(folder, 'none.csv') } };
    await expect(runs.start(missing, null)).rejects.toMatchObject({ info: { kind: 'file-missing' } });
    const tooMany = xnorExperiment({ model: { kind: 'kmeans', nClusters: 9 } });
    await expect(runs.start(tooMany, null)).rejects.toThrow('k = 9, but the data has only 4 distinct rows');
    expect(readdirSync(join(workspace.folder, 'runs'))).toEqual([]);
  });
});
