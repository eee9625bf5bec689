import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExperiment, type Experiment } from '../../../src-shared/experiment/schema';
import { trialRunId, type Group, type SweepPlan } from '../../../src-shared/group/group';
import { present } from '../../../src-shared/present';
import type { RunRecord } from '../../../src-shared/run/record/record';
import { decodeNumber } from '../../../src-shared/run/record/stored-number';
import { Programs, until, type Program } from '../../testing/run-harness';

const programs = new Programs('search');
let shared: Program;
beforeAll(() => {
  shared = programs.start('shared', 2);
});
afterAll(async () => {
  await programs.closeAll();
  programs.remove();
});

function moons(steps: number): Experiment {
  return parseExperiment({
    schemaVersion: 1,
    name: 'moons',
    seed: 3,
    dataset: { kind: 'generated', generator: 'moons', params: { n: 60, noise: 0.1 } },
    model: {
      kind: 'network',
      layers: [
        { units: 4, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
      loss: 'binaryCrossentropy',
    },
    training: { steps, logEvery: 10, engine: 'typed' },
  });
}

function plan(changes: Partial<SweepPlan>): SweepPlan {
  return {
    kind: 'sweep',
    search: 'tpe',
    parameters: [
      { kind: 'range', path: 'model.layers.1.units', from: 2, to: 16, scale: 'log' },
      { kind: 'range', path: 'model.hiddenLayers', from: 1, to: 2, scale: 'linear' },
      { kind: 'range', path: 'model.optimizer.learningRate', from: 1e-4, to: 1, scale: 'log' },
    ],
    trials: 18,
    seed: 1,
    objective: { metric: 'loss', goal: 'min' },
    factor: 3,
    maxMs: null,
    ...changes,
  };
}

async function train({ runs }: Program, given: SweepPlan, steps = 180): Promise<Group> {
  const { id } = await runs.groups.start({ name: 'moons', experiment: moons(steps), plan: given });
  return runs.groups.whenOver(id);
}

const records = ({ runs }: Program, { id, trials }: Group): RunRecord[] =>
  trials.map((_, index) => runs.get(trialRunId(id, index)).record);

describe('a search that learns', () => {
  it('makes its trials one after another, with settings where they are in force', async () => {
    const group = await train(shared, plan({}));
    expect(group).toMatchObject({ status: 'finished', started: 18, error: null, rungs: [] });
    expect(group.trials).toHaveLength(18);
    expect(group.jobs).toHaveLength(18);
    const trained = records(shared, group);
    for (const [index, { experiment, status, summary }] of trained.entries()) {
      expect(status).toBe('finished');
      const { model } = experiment;
      const layers = model.kind === 'network' ? model.layers : [];
      const changes = new Map(group.trials[index]?.map(({ path, value }) => [path, value]));
      expect(layers.length - 1).toBe(changes.get('model.hiddenLayers'));
      expect(changes.has('model.layers.1.units')).toBe(layers.length === 3);
      if (layers.length === 3) expect(layers[1]?.units).toBe(changes.get('model.layers.1.units'));
      const value = present(present(group.jobs?.[index]).value);
      expect(decodeNumber(value)).toBe(decodeNumber(present(summary['loss'])));
    }
    expect(new Set(trained.map(({ experiment }) => JSON.stringify(experiment.model))).size).toBe(18);
  });

  it('with asynchronous halving finds the same again, also where it was interrupted', async () => {
    const given = plan({ halving: 'asha' });
    const straight = await train(shared, given, 900);
    const steps = records(shared, straight).map((record) => record.steps);
    expect(new Set(steps)).toEqual(new Set([100, 300, 900]));
    // Of a search that gets better, more than a third go on: each was among the best third when it came.
    expect(steps.filter((step) => step === 100).length).toBeGreaterThanOrEqual(6);

    const first = programs.start('crash', 2);
    const { id } = await first.runs.groups.start({ name: 'moons', experiment: moons(900), plan: given });
    await until(() => (first.runs.groups.get(id).jobs?.length ?? 0) > 8, 'some decisions');
    await first.close();
    expect(first.runs.groups.get(id).status).toBe('interrupted');
    // As a process that was killed leaves it: its session is over, nobody has told it.
    const path = join(first.workspace.folder, 'groups', `${id}.json`);
    const left = first.runs.groups.get(id);
    expect(left.jobs?.length).toBeLessThan(present(straight.jobs).length);
    writeFileSync(path, JSON.stringify({ ...left, status: 'running', session: 'boot.1.dead' }));

    const second = programs.start('crash', 1);
    second.workspace.groups.recoverInterrupted();
    await second.runs.groups.resume(id);
    const resumed = await second.runs.groups.whenOver(id);
    expect(resumed.status).toBe('finished');
    expect(resumed.trials).toEqual(straight.trials);
    expect(resumed.jobs).toEqual(straight.jobs);
  });

  it('ends where a small space is used up', async () => {
    const words = {
      kind: 'values',
      path: 'model.optimizer.kind',
      values: ['sgd', 'adam', 'rmsprop'],
    } as const;
    const group = await train(shared, plan({ parameters: [{ ...words, values: [...words.values] }] }), 20);
    expect(group).toMatchObject({ status: 'finished', started: 3 });
  });
});

describe('asynchronous halving', () => {
  it('stops most trials of a random search early, and compares those of a bracket of Hyperband alone', async () => {
    const group = await train(shared, plan({ search: 'random', halving: 'hyperband', trials: 17 }), 900);
    expect(group.trials).toHaveLength(17);
    const first = group.jobs?.filter(({ rung }) => rung === 0).map(({ step }) => step) ?? [];
    expect([100, 300, 900].map((step) => first.filter((own) => own === step).length)).toEqual([9, 5, 3]);
    const over = records(shared, group).filter(({ status }) => status === 'finished');
    // Those of the last bracket, and one or none of each other one.
    expect(over.length).toBeGreaterThanOrEqual(4);
    expect(over.length).toBeLessThanOrEqual(6);
  });

  it('is refused where there is nothing to give out, or beside successive halving', async () => {
    await expect(train(shared, plan({ search: 'halving', halving: 'asha' }))).rejects.toThrow(
      'Choose successive halving',
    );
    const values = { kind: 'values', path: 'training.steps', values: [10, 20] } as const;
    const budget = plan({ halving: 'asha', parameters: [{ ...values, values: [...values.values] }] });
    await expect(train(shared, budget)).rejects.toThrow('Halving gives out training.steps itself');
    const when = { path: 'model.hiddenLayers', atLeast: 2 };
    const alone = plan({
      parameters: [{ kind: 'range', path: 'seed', from: 1, to: 9, scale: 'linear', when }],
    });
    await expect(train(shared, alone)).rejects.toThrow('depends on model.hiddenLayers');
  });
});
