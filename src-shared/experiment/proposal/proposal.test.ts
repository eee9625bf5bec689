import { describe, expect, it } from 'vitest';
import { categories, codes, knownTable, numbers } from '../../../src-main/testing/known-table';
import { generatedDatasetSchema, parseExperiment } from '../schema';
import { proposeExperiment, proposeGenerated, proposeSettings } from './index';
import type { KnownColumn, KnownTable } from './types';

const reasonFor = (of: ReturnType<typeof proposeExperiment>, field: string): string | undefined =>
  of.reasons.find((reason) => reason.field === field)?.text;

describe('amounts with a unit', () => {
  const price: KnownColumn = { name: 'price', type: 'text', unit: '$', missing: 0, distinct: 150 };

  it('are features as numbers, and are said to be', () => {
    const proposal = proposeExperiment(knownTable([price, numbers('a'), categories('class', 3)]), {});
    const { dataset } = proposal.experiment;
    expect(dataset).toMatchObject({
      features: ['price', 'a'],
      columnSettings: [{ name: 'price', type: 'number', unit: '$' }],
    });
    expect(reasonFor(proposal, 'dataset.columnSettings')).toBe('price as numbers in $');
  });

  it('are learned as numbers, scaled inside', () => {
    const { dataset, model } = proposeExperiment(knownTable([numbers('a'), price]), {
      target: 'price',
    }).experiment;
    expect(dataset).toMatchObject({
      target: 'price',
      targetScaling: 'standard',
      columnSettings: [{ name: 'price', type: 'number', unit: '$' }],
    });
    expect(model).toMatchObject({
      loss: 'meanSquaredError',
      layers: [{}, { units: 1, activation: 'linear' }],
    });
  });
});

describe('an experiment', () => {
  it('for classes holds a stratified fifth out, stops early and ends in a softmax', () => {
    const proposal = proposeExperiment(knownTable([numbers('a'), numbers('b'), categories('species', 3)]), {
      seed: 7,
    });
    const { experiment } = proposal;
    expect(experiment).toMatchObject({
      name: 'penguins',
      seed: 7,
      dataset: {
        target: 'species',
        scaling: 'standard',
        targetScaling: 'none',
        validationSplit: 0.2,
        split: { method: 'stratified', seed: null },
      },
      model: { kind: 'network', loss: 'categoricalCrossentropy' },
      // 160 rows in batches of 32 are five steps; 20 epochs of patience are 100.
      training: {
        epochs: 200,
        batchSize: 32,
        logEvery: 'auto',
        earlyStopping: { patience: 100, minDelta: 0 },
      },
    });
    const last = experiment.model.kind === 'network' ? experiment.model.layers.slice(-1) : [];
    expect(last).toEqual([{ units: 3, activation: 'softmax', dropout: 0 }]);
    expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
    expect(reasonFor(proposal, 'dataset.validationSplit')).toBe(
      'a fifth of 200 rows, the share of each class kept',
    );
  });

  it('for rows that are streamed holds rows out at random', () => {
    const table = { ...knownTable([numbers('a'), categories('species', 3)]), stream: { files: 3 } };
    const { experiment, reasons } = proposeExperiment(table);
    expect(experiment.dataset).toMatchObject({
      validationSplit: 0.2,
      split: { method: 'random', seed: null },
    });
    expect(reasons.find(({ field }) => field === 'dataset.validationSplit')?.text).toBe(
      'a fifth of 200 rows',
    );
  });

  it('for two classes has one sigmoid, whatever the two values are', () => {
    for (const target of [
      categories('y', 2),
      codes('y', 2),
      codes('y', 2, 1),
      numbers('y', { distinct: 2 }),
    ]) {
      const { experiment } = proposeExperiment(knownTable([numbers('a'), target]));
      expect(experiment.model).toMatchObject({
        layers: [{}, { units: 1, activation: 'sigmoid' }],
        loss: 'binaryCrossentropy',
      });
      expect(experiment.dataset.split.method).toBe('stratified');
    }
  });

  it('for numbers scales the target inside', () => {
    const { experiment } = proposeExperiment(knownTable([numbers('a'), numbers('price')]), {
      target: 'price',
    });
    expect(experiment).toMatchObject({
      dataset: { targetScaling: 'standard', split: { method: 'random' } },
      model: { layers: [{}, { units: 1, activation: 'linear' }], loss: 'meanSquaredError' },
    });
  });

  it('tells classes from counts and ratings', () => {
    const lossFor = (target: KnownColumn, preview?: KnownTable['preview']): unknown => {
      const { experiment } = proposeExperiment(knownTable([numbers('a'), target], 200, preview), {
        target: target.name,
      });
      return experiment.model.kind === 'network' && experiment.model.loss;
    };
    expect(lossFor(codes('cylinders', 3))).toBe('categoricalCrossentropy');
    expect(lossFor(codes('quality', 6, 3))).toBe('meanSquaredError');
    expect(lossFor(codes('class', 6, 1, 7))).toBe('categoricalCrossentropy');
    expect(lossFor(codes('rings', 11))).toBe('meanSquaredError');
    expect(lossFor(codes('dose', 3, 0, 2), [['1', '0.5']])).toBe('meanSquaredError');
  });

  it('holds nothing out of fewer than 50 rows, and says so', () => {
    const few = proposeExperiment(knownTable([numbers('a'), categories('class', 2)], 49));
    expect(few.experiment).toMatchObject({
      dataset: { validationSplit: 0 },
      training: { earlyStopping: null },
      model: { layers: [{ units: 16 }, {}] },
    });
    expect(reasonFor(few, 'dataset.validationSplit')).toMatch(/49 rows/);
    const enough = proposeExperiment(knownTable([numbers('a'), categories('class', 2)], 50));
    expect(enough.experiment.dataset.validationSplit).toBe(0.2);
    // Rows without a target are none.
    const lacking = proposeExperiment(knownTable([numbers('a'), categories('class', 2, { missing: 1 })], 50));
    expect(lacking.experiment.dataset.validationSplit).toBe(0);
  });

  it('trains large tables in larger batches for fewer epochs', () => {
    const proposedTraining = (rows: number): unknown =>
      proposeExperiment(knownTable([numbers('a'), numbers('y')], rows)).experiment.training;
    expect(proposedTraining(1000)).toMatchObject({ batchSize: 32, epochs: 200, logEvery: 'auto' });
    expect(proposedTraining(100_000)).toMatchObject({ batchSize: 128, epochs: 50, logEvery: 'auto' });
    expect(proposedTraining(10_000_000)).toMatchObject({ batchSize: 2048, epochs: 10 });
    expect(proposedTraining(30)).toMatchObject({ batchSize: null, logEvery: 'auto' });
  });

  it('for an SVM is scaled and has a tolerance', () => {
    const { experiment } = proposeExperiment(knownTable([numbers('a'), categories('class', 2)]), {
      model: 'svm',
    });
    expect(experiment).toMatchObject({
      dataset: { scaling: 'standard', validationSplit: 0.2 },
      model: { kind: 'svm', l2: 1, tol: 1e-3 },
    });
  });

  it('without a target finds clusters, in the units of the file', () => {
    const { experiment } = proposeExperiment(knownTable([numbers('a'), numbers('b')]));
    expect(experiment).toMatchObject({
      dataset: { target: null, scaling: 'none', validationSplit: 0 },
      model: { kind: 'kmeans', nInit: 10 },
    });
  });

  it('names the columns of a file without a header', () => {
    const bare = {
      ...knownTable([codes('column0', 200, 1), numbers('column1'), numbers('column2')], 200, [
        ['1', '4', '5'],
        ['2', '6', '7'],
      ]),
      dialect: { header: 0 },
    };
    expect(proposeExperiment(bare).experiment.dataset).toMatchObject({
      columns: ['Index', 'x1', 'x2'],
      features: ['x1', 'x2'],
    });
  });
});

it('settings follow the classes that training would see, and a split that was chosen', () => {
  const known = knownTable([numbers('a'), categories('class', 4)]);
  const { dataset } = proposeExperiment(known).experiment;
  if (dataset.kind !== 'file') throw new Error('not a file');
  const { model } = proposeSettings(known, dataset, 'network', { classes: 3 });
  expect(model).toMatchObject({ layers: [{}, { units: 3 }] });
  const whole = { ...dataset, validationSplit: 0 };
  expect(proposeSettings(known, whole, 'network', { isSplitGiven: true }).training.earlyStopping).toBeNull();
  const byColumn = { ...whole, split: { method: 'column' as const, column: 'part', validation: ['test'] } };
  expect(proposeSettings(known, byColumn, 'network', { isSplitGiven: true }).training).toMatchObject({
    earlyStopping: { minDelta: 0 },
  });
});

describe('generated data', () => {
  const proposed = (generator: string, params = {}): ReturnType<typeof proposeGenerated> =>
    proposeGenerated(generatedDatasetSchema.parse({ kind: 'generated', generator, params }));

  it('gets what a file with such a target gets', () => {
    expect(proposed('moons')).toMatchObject({
      dataset: { validationSplit: 0.2, split: { method: 'stratified' }, scaling: 'standard' },
      model: { layers: [{ units: 64 }, { units: 1, activation: 'sigmoid' }], loss: 'binaryCrossentropy' },
      training: { epochs: 200, earlyStopping: { minDelta: 0 } },
    });
    expect(proposed('blobs', { centers: 5 })?.model).toMatchObject({ layers: [{}, { units: 5 }] });
    expect(proposed('sine')).toMatchObject({
      dataset: { targetScaling: 'standard', split: { method: 'random' } },
      model: { loss: 'meanSquaredError' },
    });
    expect(proposed('heights-weights')?.model).toMatchObject({ kind: 'kmeans', nInit: 10 });
  });

  it('of four rows is left to a small network', () => {
    expect(proposed('xnor')).toBeNull();
    expect(proposed('moons', { n: 49 })).toBeNull();
  });
});
