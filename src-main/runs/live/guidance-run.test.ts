import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { withChanges } from '../../../src-shared/fields/change';
import { present } from '../../../src-shared/present';
import { readSnapshot } from '../../files/run-files/snapshot-log';
import { xnorExperiment } from '../../testing/data';
import { Programs } from '../../testing/run-harness';

const programs = new Programs('guidance');

afterEach(() => programs.closeAll());
afterAll(() => {
  programs.remove();
});

describe('what is noticed of a run', () => {
  it('is in its record: numbers that are none any more, with the change that may mend it', async () => {
    const { runs } = programs.start('diverged');
    const experiment = xnorExperiment({
      dataset: { kind: 'generated', generator: 'regression', params: { n: 100 } },
      model: {
        kind: 'network',
        layers: [{ units: 1, activation: 'linear' }],
        optimizer: { kind: 'sgd', learningRate: 5 },
      },
      training: { steps: 600, logEvery: 10, checkpointEvery: 10, engine: 'typed' },
    });
    const { record } = await runs.start(experiment, null);
    const failed = (await runs.whenOver(record.id)).record;
    expect(failed).toMatchObject({ status: 'failed', error: { kind: 'diverged' } });
    const finding = present(failed.findings.find(({ kind }) => kind === 'notFinite'));
    expect(finding.message).toMatch(/at step \d+ with a learning rate of 5: training has ended/);
    const { moments } = await runs.snapshot(record.id);
    // Neither a checkpoint nor a moment is of numbers that are none.
    const kept = [...moments, ...failed.checkpoints.map(({ step }) => step)];
    expect(Math.max(...kept)).toBeLessThan(failed.steps);
    const { path } = runs.get(record.id);
    for (const step of moments)
      for (const { data } of Object.values(present(readSnapshot(path, step)).tensors))
        expect(data.every(Number.isFinite)).toBe(true);

    // The loss only grew, so there is nothing to go on from.
    const { kind, changes } = present(finding.offer);
    expect([kind, changes]).toEqual(['copy', [{ path: 'model.optimizer.learningRate', value: 0.5 }]]);
    const copy = await runs.start(withChanges(experiment, changes), null);
    await runs.whenOver(copy.record.id);
    expect(runs.get(record.id).record).toEqual(failed);
  });

  it('is told of the data before the start, and again by the run', async () => {
    const program = programs.start('data');
    const path = join(programs.folder, 'sizes.csv');
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i % 11) * 1000},5`);
    writeFileSync(path, `small,large,same\n${rows.join('\n')}\n`);
    const experiment = xnorExperiment({
      dataset: { kind: 'file', path, features: ['small', 'large', 'same'] },
      model: { kind: 'kmeans', nClusters: 2 },
    });
    const { findings } = await program.runs.datasets.sample(experiment);
    expect(findings.map(({ kind }) => kind)).toEqual(['constant', 'unscaled']);
    // Their principal components where they are wanted: nearly all variance lies along the large one.
    expect((await program.runs.datasets.sample(experiment)).plane).toBeNull();
    const { plane } = present((await program.runs.datasets.sample(experiment, null, true)).plane);
    expect(plane.components[0][1]).toBeCloseTo(1, 6);
    expect(plane.components[1][0]).toBeCloseTo(1, 6);
    expect(plane.explainedVarianceRatio[0]).toBeGreaterThan(0.999);
    expect(findings[1]?.message).toMatch(/^large varies [\d,]+ times as much as small/);
    const { record } = await program.runs.start(experiment, null);
    const ended = await program.runs.whenOver(record.id);
    expect(ended.record.findings).toEqual(findings);

    const scaled = withChanges(
      experiment,
      findings.flatMap(({ offer }) => offer?.changes ?? []),
    );
    expect((await program.runs.datasets.sample(scaled)).findings).toEqual([]);
  });
});
