import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkedExperiment } from '../../../src-shared/experiment/fork';
import type { Experiment } from '../../../src-shared/experiment/schema';
import { present } from '../../../src-shared/present';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import { readCheckpoint } from '../../files/checkpoint';
import { xnorExperiment } from '../../testing/data';
import { Programs, until, type Program } from '../../testing/run-harness';

const programs = new Programs('fork');

/** Program of the tests that look at their own runs alone: one more would start its workers anew. */
let shared: Program;
beforeAll(() => {
  shared = programs.start('shared');
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

const parentExperiment = xnorExperiment({
  seed: 3,
  training: { steps: 400, logEvery: 10, checkpointEvery: 100, engine: 'typed' },
});

async function trained({ runs }: Program, experiment: Experiment): Promise<string> {
  const { record } = await runs.start(experiment, null);
  expect((await runs.whenOver(record.id)).record.status).toBe('finished');
  return record.id;
}

function upTo({ step, series }: MetricColumns, last: number): Record<string, number[]> {
  const count = step.filter((value) => value <= last).length;
  return Object.fromEntries(
    Object.entries({ step, ...series }).map(([name, values]) => [name, [...values.subarray(0, count)]]),
  );
}

describe('a fork', () => {
  it('goes on from a checkpoint of its parent, and says so', async () => {
    const program = shared;
    const { runs, workspace } = program;
    const id = await trained(program, parentExperiment);
    const parent = runs.get(id).record;

    const same = forkedExperiment(parent, 200);
    const copy = await runs.fork(id, 200, same, null);
    expect(copy.record).toMatchObject({
      name: 'Fork of XNOR at step 200',
      parent: { id, step: 200 },
      steps: 200,
    });
    const finished = await runs.whenOver(copy.record.id);
    const [whole, again] = await Promise.all(
      [id, copy.record.id].map((run) => workspace.runs.logs.readMetrics(run)),
    );
    // Nothing was changed: it makes the second half of its parent, to the bit.
    expect(present(again).series).toEqual(present(whole).series);
    expect(finished.record.summary).toEqual(parent.summary);
    expect(finished.record.checkpoints.map(({ step }) => step)).toEqual([200, 300, 400]);
    expect(finished.record.elapsedMs).toBeGreaterThanOrEqual(
      present(whole).elapsedMs[present(whole).step.indexOf(200)] ?? NaN,
    );

    const other = await runs.fork(
      id,
      200,
      { ...same, training: { ...same.training, steps: 260, batchSize: 2 } },
      null,
    );
    await runs.whenOver(other.record.id);
    const branch = await workspace.runs.logs.readMetrics(other.record.id);
    expect(upTo(branch, 200)).toEqual(upTo(present(whole), 200));
    expect(branch.step[branch.step.length - 1]).toBe(260);
    expect(present(branch.series['loss'])[20]).not.toBe(present(present(whole).series['loss'])[20]);
    // The parent is as it was.
    expect(runs.get(id).record).toEqual(parent);
  });

  it('is whole without its parent: goes on, is drawn, and is repeated', async () => {
    const program = shared;
    const { runs, workspace } = program;
    const id = await trained(program, parentExperiment);
    const forked = forkedExperiment(runs.get(id).record, 300);
    const child: Experiment = {
      ...forked,
      training: { ...forked.training, steps: 900 },
      model: {
        ...forked.model,
        schedule: { kind: 'cosine', warmupSteps: 0, alpha: 0 },
      } as Experiment['model'],
    };
    const first = await runs.fork(id, 300, child, null);
    await runs.whenOver(first.record.id);
    expect((await runs.library.delete([id])).done).toEqual([id]);

    expect((await runs.models.picture(first.record.id, 300)).step).toBe(300);
    const { metrics } = await runs.snapshot(first.record.id);
    expect(metrics.step[0]).toBe(10);
    expect(metrics.step[metrics.step.length - 1]).toBe(900);
    // A column that only the child has.
    expect(metrics.series['learningRate']?.[0]).toBeNaN();
    expect(metrics.series['learningRate']?.[30]).toBeGreaterThan(0);

    const repeated = await runs.start(child, null, { again: first.record.id });
    const again = await runs.whenOver(repeated.record.id);
    expect(again.record).toMatchObject({ status: 'finished', parent: { id, step: 300 } });
    const [a, b] = await Promise.all(
      [first.record.id, again.record.id].map((run) => workspace.runs.logs.readMetrics(run)),
    );
    expect(present(b).series).toEqual(present(a).series);
    // And a fork of the fork.
    const second = await runs.fork(first.record.id, null, forkedExperiment(again.record, 900), null);
    expect((await runs.whenOver(second.record.id)).record).toMatchObject({
      status: 'finished',
      parent: { id: first.record.id, step: 900 },
    });
  });

  it('shares the rounds of k-means and the passes of an SVM with its parent', async () => {
    const program = shared;
    const { runs, workspace } = program;
    for (const [generator, model, changed] of [
      ['blobs', { kind: 'kmeans', nClusters: 4, nInit: 1 }, { nInit: 3 }],
      ['linear-margin', { kind: 'svm', l2: 1, maxIter: 10 }, { l2: 0.5, maxIter: 25 }],
    ] as const) {
      const experiment = xnorExperiment({
        dataset: { kind: 'generated', generator },
        model,
        training: { checkpointEvery: 1, engine: 'typed' },
      });
      const id = await trained(program, experiment);
      const forked = forkedExperiment(runs.get(id).record, 2);
      const { record } = await runs.fork(
        id,
        2,
        { ...forked, model: { ...forked.model, ...changed } as Experiment['model'] },
        null,
      );
      expect((await runs.whenOver(record.id)).record.status).toBe('finished');
      const [a, b] = await Promise.all([id, record.id].map((run) => workspace.runs.logs.readHistory(run)));
      const width = present(a).columns.length;
      expect([...present(b).values.subarray(0, 2 * width)]).toEqual([
        ...present(a).values.subarray(0, 2 * width),
      ]);
      // The file of k-means begins with the centres that its first round started from.
      expect([...present(b).step.subarray(0, 4)]).toEqual(
        model.kind === 'kmeans' ? [1, 1, 2, 3] : [1, 2, 3, 4],
      );
    }
  });

  it('holds what prepares the data: scaler, encoders, schema, seed, and every random stream', async () => {
    const program = shared;
    const { runs } = program;
    const path = join(programs.folder, 'rows.csv');
    const rows = Array.from({ length: 60 }, (_, i) => `${i},${i % 3 === 0 ? 'red' : 'blue'},${i % 2}`);
    writeFileSync(path, `h,c,y\n${rows.join('\n')}\n`);
    const experiment = xnorExperiment({
      seed: 77,
      dataset: { kind: 'file', path, features: ['h', 'c'], target: 'y', scaling: 'standard' },
      model: {
        kind: 'network',
        layers: [
          { units: 3, activation: 'tanh', dropout: 0.2 },
          { units: 1, activation: 'sigmoid' },
        ],
        schedule: { kind: 'plateau', patience: 5 },
      },
      training: {
        steps: 40,
        batchSize: 8,
        logEvery: 1,
        checkpointEvery: 20,
        engine: 'typed',
        earlyStopping: { patience: 100, minDelta: 0 },
      },
    });
    const id = await trained(program, experiment);
    const { state, ...kept } = await readCheckpoint(runs.get(id).path, 'checkpoints/step-0000020');
    expect(kept.experiment).toEqual(experiment);
    expect(kept.dataset).toEqual(runs.get(id).record.dataset);
    expect(kept.dataset.scaler.scale).toHaveLength(3);
    expect(kept.dataset.encoders.map(({ kind }) => kind)).toEqual(['number', 'oneHot']);
    expect(kept.dataset.schema.map(({ role }) => role)).toEqual(['feature', 'feature', 'target']);
    expect(Object.keys(state.extra)).toEqual(
      expect.arrayContaining(['batches', 'dropout', 'schedule', 'earlyStopping', 'optimizerStep']),
    );
    expect(Object.keys(state.tensors)).toEqual(
      expect.arrayContaining(['layer0/kernel', 'optimizer/m/layer0/kernel', 'optimizer/v/layer1/bias']),
    );

    // Cells are answered as in training, also by a fork.
    const { record } = await runs.fork(id, 20, forkedExperiment(runs.get(id).record, 20), null);
    await runs.whenOver(record.id);
    const ask = (run: string): unknown =>
      runs.predictions.predict({ id: run, step: null }, { kind: 'cells', points: [['7', 'red']] });
    expect(await ask(record.id)).toEqual(await ask(id));
    // The data is another one by now: a fork would learn from rows that its parent never saw.
    writeFileSync(path, `h,c,y\n${rows.slice(1).join('\n')}\n`);
    await expect(runs.fork(id, 20, forkedExperiment(runs.get(id).record, 20), null)).rejects.toThrow(
      'has changed since this run',
    );
  });

  it('is refused with the field and the reason, and leaves nothing behind', async () => {
    const program = programs.start('refused');
    const { runs, workspace } = program;
    const id = await trained(program, parentExperiment);
    const forked = forkedExperiment(runs.get(id).record, 100);
    await expect(runs.fork(id, 100, { ...forked, seed: 9 }, null)).rejects.toMatchObject({
      info: { kind: 'invalid-experiment', field: 'seed' },
    });
    await expect(runs.fork(id, 77, forked, null)).rejects.toThrow('no checkpoint at step 77');
    writeFileSync(join(runs.get(id).path, 'checkpoints', 'step-0000100', 'weights.bin'), 'no weights');
    await expect(runs.fork(id, 100, forked, null)).rejects.toThrow('The checkpoint is damaged');
    expect(workspace.runs.list()).toHaveLength(1);
    expect(existsSync(join(runs.get(id).path, 'run.json'))).toBe(true);
    expect(JSON.parse(readFileSync(join(runs.get(id).path, 'run.json'), 'utf8'))).toMatchObject({ id });
  });

  it('begins at any moment that was kept, which is drawn as a checkpoint of that step is', async () => {
    const program = programs.start('moments');
    const { runs, workspace } = program;
    const id = await trained(program, parentExperiment);
    const { moments } = await runs.snapshot(id);
    expect(moments.length).toBeGreaterThan(100);
    expect(moments.slice(0, 4)).toEqual([1, 2, 3, 4]);
    const reported = program.events.flatMap((event) => (event.type === 'moments' ? event.steps : []));
    expect(reported).toEqual(moments);

    const frames = await runs.models.pictures(id, [1, 100, 7]);
    expect(frames.map(({ step }) => step)).toEqual([1, 100, 7]);
    expect(frames[1]).toEqual((await runs.models.picture(id, 100)).frame);
    await expect(runs.models.pictures(id, [5000])).rejects.toThrow('no model of step 5000');

    // From the seventh step, which has no checkpoint, to the end: its parent's course, to the bit.
    const { record } = await runs.fork(id, 7, forkedExperiment(runs.get(id).record, 7), null);
    const child = await runs.whenOver(record.id);
    expect(child.record.checkpoints[0]?.step).toBe(7);
    const [whole, again] = await Promise.all(
      [id, record.id].map((run) => workspace.runs.logs.readMetrics(run)),
    );
    expect(present(again).series).toEqual(present(whole).series);
    expect((await runs.snapshot(record.id)).moments[0]).toBe(8);
  });

  it('has the same moments where its run was stopped and went on', async () => {
    const program = shared;
    const { runs } = program;
    const experiment = xnorExperiment({
      seed: 3,
      training: { steps: 400_000, logEvery: 10_000, checkpointEvery: 10_000, engine: 'typed' },
    });
    const id = await trained(program, experiment);
    const { record } = await runs.start(experiment, null);
    await until(() => runs.get(record.id).record.checkpoints.length > 3, 'a few checkpoints');
    runs.controls.stop(record.id);
    expect((await runs.whenOver(record.id)).record.status).toBe('stopped');
    await runs.resume(record.id);
    await runs.whenOver(record.id);
    const { moments } = await runs.snapshot(record.id);
    expect(moments).toEqual((await runs.snapshot(id)).moments);
    expect(await runs.models.pictures(record.id, moments.slice(-3))).toEqual(
      await runs.models.pictures(id, moments.slice(-3)),
    );
  });
});
