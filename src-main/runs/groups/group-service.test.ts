import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment, type Experiment } from '../../../src-shared/experiment/schema';
import { trialRunId, type Group, type SweepPlan } from '../../../src-shared/group/group';
import { at, present } from '../../../src-shared/present';
import { Programs, until, type Program } from '../../testing/run-harness';

const programs = new Programs('groups');
/** Program of the tests that look at their own runs alone: one more would start its workers anew. */
let shared: Program;
beforeAll(() => {
  shared = programs.start('shared', 2);
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

function xnor(steps = 400, more: object = {}): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'xnor',
    seed: 5,
    dataset: { kind: 'generated', generator: 'xnor' },
    model: {
      kind: 'network',
      layers: [
        { units: 2, activation: 'sigmoid' },
        { units: 1, activation: 'sigmoid' },
      ],
    },
    training: { steps, logEvery: 10, checkpointEvery: 100, engine: 'typed', ...more },
  });
}

function sweepPlan(changes: Partial<SweepPlan>): SweepPlan {
  return {
    kind: 'sweep',
    search: 'grid',
    parameters: [{ kind: 'values', path: 'model.optimizer.learningRate', values: [0.3, 0.003] }],
    trials: 9,
    seed: 1,
    objective: { metric: 'loss', goal: 'min' },
    factor: 3,
    maxMs: null,
    ...changes,
  };
}

function repeat({ runs }: Program, n: number, experiment = xnor()): Promise<Group> {
  return runs.groups.start({ name: 'xnor', experiment, plan: { kind: 'repeat', n, sameData: false } });
}

describe('a repeat', () => {
  it('trains one run a seed, each as it would train alone', async () => {
    const program = shared;
    const { id } = await repeat(program, 5);
    const group = await program.runs.groups.whenOver(id);
    expect(group).toMatchObject({ status: 'finished', started: 5, error: null });
    const records = group.trials.map((_, index) => program.runs.get(trialRunId(id, index)).record);
    expect(records.map(({ experiment }) => experiment.seed)).toEqual([5, 6, 7, 8, 9]);
    expect(records.map(({ status, steps }) => `${status} ${steps}`)).toEqual(Array(5).fill('finished 400'));
    expect(records[2]).toMatchObject({
      name: 'xnor · seed 7',
      group: { id, kind: 'repeat', name: 'xnor', place: 2 },
    });

    const alone = await program.runs.start({ ...xnor(), seed: 7 }, null);
    const { record } = await program.runs.whenOver(alone.record.id);
    expect(at(records, 2).summary).toEqual(record.summary);
    // Short as they are, only their last checkpoints are kept; the lone run keeps what it was told to.
    expect(at(records, 2).checkpoints.map(({ step }) => step)).toEqual([400]);
    expect(record.checkpoints.map(({ step }) => step)).toEqual([100, 200, 300, 400]);
    // What is on disk is what was told.
    const path = join(program.workspace.runs.findFolder(at(records, 2).id), 'run.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(records[2])));
  });

  it('is stopped as a whole and goes on to the same numbers', async () => {
    const program = shared;
    const long = xnor(60_000, { logEvery: 1000, checkpointEvery: 1000 });
    const straight = await repeat(program, 3, long);
    await program.runs.groups.whenOver(straight.id);
    const { id } = await repeat(program, 3, long);
    await until(
      () => (program.runs.find(trialRunId(id, 0))?.record.dataset ?? null) !== null,
      'the first trial to train',
    );
    expect(program.runs.groups.stop(id).status).toBe('stopping');
    const stopped = await program.runs.groups.whenOver(id);
    expect(stopped.status).toBe('stopped');
    expect(() => program.runs.groups.stop(id)).toThrow('cannot be stopped');
    expect(program.runs.get(trialRunId(id, 0)).record.status).toBe('stopped');
    expect(program.runs.liveRunCount()).toBe(0);

    await program.runs.groups.resume(id);
    await expect(program.runs.groups.resume(id)).rejects.toThrow('is running');
    const finished = await program.runs.groups.whenOver(id);
    expect(finished.status).toBe('finished');
    for (let index = 0; index < 3; index++) {
      const [one, other] = [id, straight.id].map(
        (group) => program.runs.get(trialRunId(group, index)).record,
      );
      expect(one).toMatchObject({ status: 'finished', steps: 60_000, summary: present(other).summary });
    }
    await expect(program.runs.groups.resume(id)).rejects.toThrow('has finished');
  });

  it('of a program that ended is interrupted, and goes on in the next one', async () => {
    const first = programs.start('crash', 1);
    const { id } = await repeat(first, 4, xnor(2_000_000, { logEvery: 100_000, checkpointEvery: 0 }));
    await until(
      () => first.runs.find(trialRunId(id, 0))?.record.status === 'running',
      'the first trial to run',
    );
    await first.close();
    expect(first.runs.groups.get(id).status).toBe('interrupted');
    // As a process that was killed leaves it: its session is over, nobody has told it.
    const path = join(first.workspace.folder, 'groups', `${id}.json`);
    const left = JSON.parse(readFileSync(path, 'utf8')) as Group;
    writeFileSync(path, JSON.stringify({ ...left, status: 'running', session: 'boot.1.dead' }));

    const second = programs.start('crash', 2);
    expect(second.workspace.groups.recoverInterrupted().map((group) => group.id)).toEqual([id]);
    await second.runs.groups.resume(id);
    await until(
      () => second.runs.find(trialRunId(id, 1))?.record.status === 'running',
      'the second trial to run',
    );
    second.runs.groups.stop(id);
    expect(await second.runs.groups.whenOver(id)).toMatchObject({ status: 'stopped' });
  });

  it('leaves a trial that was deleted where it is', async () => {
    const program = programs.start('deleted', 1);
    const { id } = await repeat(program, 3);
    await program.runs.groups.whenOver(id);
    const gone = trialRunId(id, 1);
    await program.runs.library.delete([gone]);
    program.workspace.groups.update(id, (group) => ({ ...group, status: 'stopped' }));
    await program.runs.groups.resume(id);
    await program.runs.groups.whenOver(id);
    expect(existsSync(program.workspace.runs.findFolder(gone))).toBe(false);
    program.runs.groups.delete(id);
    expect(program.runs.groups.list()).toEqual([]);
    expect(readdirSync(join(program.workspace.folder, 'groups'))).toEqual([]);
    expect(program.runs.list()).toHaveLength(2);
  });

  it('keeps the data where it is asked to, and refuses bad input without a trace', async () => {
    const program = programs.start('data', 1);
    const cloud = parseExperiment({
      schemaVersion: 1,
      name: 'blobs',
      dataset: { kind: 'generated', generator: 'blobs', params: { n: 60 } },
      model: { kind: 'kmeans', nClusters: 3 },
    });
    const hashes = async (sameData: boolean): Promise<number> => {
      const plan = { kind: 'repeat', n: 3, sameData } as const;
      const { id } = await program.runs.groups.start({ name: 'blobs', experiment: cloud, plan });
      const { trials } = await program.runs.groups.whenOver(id);
      const sums = trials.map((_, index) => program.runs.get(trialRunId(id, index)).record.dataset?.sha256);
      return new Set(sums).size;
    };
    expect(await hashes(true)).toBe(1);
    expect(await hashes(false)).toBe(3);

    const bad = { ...cloud, model: { ...cloud.model, nClusters: 100 } } as Experiment;
    const before = program.runs.list().length;
    await expect(repeat(program, 3, bad)).rejects.toThrow();
    expect(program.runs.groups.list()).toHaveLength(2);
    expect(program.runs.list()).toHaveLength(before);
  });
});

describe('a sweep', () => {
  it('trains every point of a grid', async () => {
    const program = shared;
    const { id } = await program.runs.groups.start({
      name: 'rates',
      experiment: xnor(),
      plan: sweepPlan({}),
    });
    const group = await program.runs.groups.whenOver(id);
    const rates = group.trials.map((_, index) => {
      const { model } = program.runs.get(trialRunId(id, index)).record.experiment;
      return model.kind === 'network' ? model.optimizer.learningRate : null;
    });
    expect(rates).toEqual([0.3, 0.003]);
    expect(group.status).toBe('finished');
  });

  it('by halving stops the losers early and takes the best to the end, as if never stopped', async () => {
    const program = shared;
    const plan = sweepPlan({
      search: 'halving',
      parameters: [
        { kind: 'range', path: 'model.optimizer.learningRate', from: 1e-4, to: 0.5, scale: 'log' },
      ],
    });
    const experiment = xnor(900);
    const { id } = await program.runs.groups.start({ name: 'halving', experiment, plan });
    const group = await program.runs.groups.whenOver(id);
    expect(group.rungs.map(({ step, places: indices }) => [step, indices.length])).toEqual([
      [100, 9],
      [300, 3],
      [900, 1],
    ]);
    const records = group.trials.map((_, index) => program.runs.get(trialRunId(id, index)).record);
    const [winner] = at(group.rungs, 2).places;
    expect(records.map(({ steps }) => steps).sort((a, b) => a - b)).toEqual([
      100, 100, 100, 100, 100, 100, 300, 300, 900,
    ]);
    for (const [place, { status }] of records.entries())
      expect(status).toBe(place === winner ? 'finished' : 'stopped');
    // Those that went on from the first rung were its three best.
    const losses = await Promise.all(
      records.map(async (record) => {
        const { step, series } = await program.workspace.runs.logs.readMetrics(record.id);
        return at(present(series['loss']), step.indexOf(100));
      }),
    );
    const best = losses.map((_, index) => index).sort((a, b) => at(losses, a) - at(losses, b));
    expect([...at(group.rungs, 1).places].sort()).toEqual(best.slice(0, 3).sort());

    const alone = await program.runs.start(at(records, present(winner)).experiment, null);
    expect((await program.runs.whenOver(alone.record.id)).record.summary).toEqual(
      at(records, present(winner)).summary,
    );
  });

  it('ends when its time is used up', async () => {
    const program = shared;
    const plan = sweepPlan({ maxMs: 1000 });
    const experiment = xnor(50_000_000, { logEvery: 1_000_000, checkpointEvery: 0 });
    const { id } = await program.runs.groups.start({ name: 'time', experiment, plan });
    const group = await program.runs.groups.whenOver(id);
    expect(group).toMatchObject({ status: 'finished', endedBy: 'time' });
    expect(program.runs.get(trialRunId(id, 0)).record.status).toBe('stopped');
  });

  it('refuses what it cannot vary, by name', async () => {
    const program = programs.start('refused', 1);
    const start = (changes: Partial<SweepPlan>, experiment = xnor()): Promise<Group> =>
      program.runs.groups.start({ name: 'bad', experiment, plan: sweepPlan(changes) });
    const values = (path: string, ...of: (number | string)[]): SweepPlan['parameters'] => [
      { kind: 'values', path, values: of },
    ];
    await expect(start({ parameters: values('model.nClusters', 2) })).rejects.toThrow(
      'no setting "model.nClusters"',
    );
    await expect(start({ parameters: values('training.steps', 0) })).rejects.toThrow('Steps must be');
    await expect(start({ search: 'halving', parameters: values('training.steps', 10, 20) })).rejects.toThrow(
      'Halving gives out training.steps itself',
    );
    const inEpochs = { ...xnor(), training: { ...xnor().training, epochs: 20 } };
    const units = { search: 'halving' as const, parameters: values('model.layers.0.units', 2, 3) };
    await expect(start(units, inEpochs)).rejects.toThrow(
      'Halving gives out steps: set the length of training in steps, not in epochs.',
    );
    await expect(start({ parameters: values('training.steps', 10, 20) }, inEpochs)).rejects.toThrow(
      'no setting "training.steps"',
    );
    await expect(
      start({
        search: 'random',
        parameters: [
          { kind: 'range', path: 'model.optimizer.learningRate', from: 0.1, to: 0.01, scale: 'log' },
        ],
      }),
    ).rejects.toThrow('the range must go up');
    await expect(start({ parameters: [...values('seed', 1), ...values('seed', 2)] })).rejects.toThrow(
      'seed is given twice',
    );
    expect(program.runs.groups.list()).toEqual([]);
    expect(program.runs.list()).toEqual([]);
  });
});
