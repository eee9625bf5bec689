import { describe, expect, it } from 'vitest';
import { at } from '../../present';
import { generatedDatasetSchema, parseExperiment } from '../schema';
import {
  featureProblem,
  proposeExperiment,
  proposeGenerated,
  proposeRoles,
  proposeSettings,
  targetProblem,
} from './index';
import type { KnownColumn, KnownTable } from './types';

function table(columns: readonly KnownColumn[], rows = 200, preview?: KnownTable['preview']): KnownTable {
  return {
    path: '/data/penguins.csv',
    format: 'csv',
    dialect: { header: 1 },
    rows,
    columns,
    preview: preview ?? [columns.map(() => '1'), columns.map(() => '2')],
  };
}
const numbers = (name: string, changes: Partial<KnownColumn> = {}): KnownColumn => ({
  name,
  type: 'number',
  missing: 0,
  min: 0.5,
  max: 9.5,
  distinct: 150,
  distinctAtLeast: false,
  ...changes,
});
const categories = (name: string, distinct: number, changes: Partial<KnownColumn> = {}): KnownColumn => ({
  name,
  type: 'category',
  missing: 0,
  distinct,
  distinctAtLeast: false,
  ...changes,
});
const codes = (name: string, distinct: number, min = 0, max = min + distinct - 1): KnownColumn =>
  numbers(name, { distinct, min, max });

const reasonFor = (of: ReturnType<typeof proposeExperiment>, field: string): string | undefined =>
  of.reasons.find((reason) => reason.field === field)?.text;

describe('amounts with a unit', () => {
  const price: KnownColumn = { name: 'price', type: 'text', unit: '$', missing: 0, distinct: 150 };

  it('are features as numbers, and are said to be', () => {
    const proposal = proposeExperiment(table([price, numbers('a'), categories('class', 3)]), {});
    const { dataset } = proposal.experiment;
    expect(dataset).toMatchObject({
      features: ['price', 'a'],
      columnSettings: [{ name: 'price', type: 'number', unit: '$' }],
    });
    expect(reasonFor(proposal, 'dataset.columnSettings')).toBe('price as numbers in $');
  });

  it('are learned as numbers, scaled inside', () => {
    const { dataset, model } = proposeExperiment(table([numbers('a'), price]), {
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

describe('the target', () => {
  const proposedTarget = (...columns: KnownColumn[]): string | null => proposeRoles(table(columns)).target;

  it.each(['Species', 'class', 'Class label', 'y', 'target', 'Label', 'digit', 'iris_class', 'diagnosis'])(
    'is the column that is called %s, wherever it stands',
    (name) => {
      expect(proposedTarget(categories(name, 3), numbers('a'), categories('sex', 2))).toBe(name);
      expect(proposedTarget(numbers('a'), categories(name, 3), numbers('b'))).toBe(name);
    },
  );

  it('may be a column of codes, or one of numbers that is called a target', () => {
    expect(proposedTarget(numbers('p00'), codes('digit', 10), numbers('p01'))).toBe('digit');
    expect(proposedTarget(codes('class', 7, 1, 9), numbers('a'))).toBe('class');
    expect(proposedTarget(numbers('target'), numbers('a'))).toBe('target');
    expect(proposedTarget(numbers('class size'), numbers('a'))).toBeNull();
    expect(proposedTarget(numbers('class'), numbers('a'))).toBeNull();
  });

  it('is no column of many values, one value, an id or a date', () => {
    expect(proposedTarget(categories('label', 51), numbers('a'))).toBeNull();
    expect(proposedTarget(categories('label', 1), numbers('a'))).toBeNull();
    expect(proposedTarget(numbers('class_id', { distinct: 3, min: 1, max: 3 }), numbers('a'))).toBeNull();
    expect(proposedTarget({ name: 'target', type: 'date', distinct: 30 }, numbers('a'))).toBeNull();
  });

  it('is else the last column of two values, or of categories after numbers', () => {
    expect(proposedTarget(numbers('a'), codes('rained', 2))).toBe('rained');
    expect(proposedTarget(numbers('a'), categories('b', 4), categories('income', 2))).toBe('income');
    expect(proposedTarget(numbers('a'), numbers('b'), categories('kind', 20))).toBe('kind');
    expect(proposedTarget(numbers('a'), numbers('b'), categories('kind', 21))).toBeNull();
    // Sex describes a penguin; nobody measures one to find it out.
    expect(proposedTarget(categories('island', 3), numbers('a'), categories('Sex', 2))).toBeNull();
    expect(proposedTarget(categories('only', 2))).toBeNull();
  });
});

describe('the features', () => {
  it('are all but what tells rows apart, never changes or is no value to compute with', () => {
    const { features, reasons } = proposeRoles(
      table([
        numbers('row', { min: 1, max: 200, distinct: 200 }),
        numbers('patient_id', { min: 3, max: 800, distinct: 90 }),
        { name: 'note', type: 'text' },
        numbers('gain', { distinct: 1, min: 0.1, max: 0.1 }),
        numbers('age'),
        categories('ward', 4),
        categories('town', 131),
        numbers('dose', { missing: 120 }),
        numbers('grid id', { min: 0.5, max: 9.5 }),
        categories('class', 2),
      ]),
    );
    expect(features).toEqual(['age', 'ward', 'grid id']);
    expect(reasons.find(({ field }) => field === 'dataset.features')?.text).toBe(
      'without row (only tells rows apart), patient_id (only tells rows apart), note (free text), gain (the same in every row), town (131 categories), dose (missing in 60 % of the rows)',
    );
  });

  it('leave out identifiers and codes as what they are, no free text', () => {
    const texts = (name: string, words: readonly string[], distinct?: number): KnownColumn => ({
      name,
      type: 'text',
      missing: 0,
      top: words.map((word) => ({ word, count: 1 })),
      ...(distinct === undefined ? {} : { distinct, distinctAtLeast: false }),
    });
    const columns = [
      texts('sample', ['001', '002'], 200),
      texts('plate', ['A-17', 'B-03'], 96),
      texts('patient id', ['Miller', 'Smith'], 200),
      texts('remark', ['001', 'see page 3'], 200),
      texts('time', ['12:30', '12:31'], 200),
      texts('seen first only', ['x1', 'x2']),
      categories('class', 2),
    ];
    const rows = [columns.map(({ top }) => top?.[0]?.word ?? 'a'), columns.map(() => null)];
    const { reasons } = proposeRoles(table(columns, 200, rows));
    expect(reasons.find(({ field }) => field === 'dataset.features')?.text).toBe(
      'without sample (an identifier, different in every row), plate (96 codes), patient id (only tells rows apart), remark (free text), time (free text), seen first only (codes)',
    );
    expect(columns.slice(0, 4).map(targetProblem)).toEqual([
      'This column holds codes; a target is a number or a category.',
      'This column holds codes; a target is a number or a category.',
      'This column holds free text; a target is a number or a category.',
      'This column holds free text; a target is a number or a category.',
    ]);
    expect(featureProblem(at(columns, 0))).toBe(
      'This column holds codes: make it a category to use its values as a feature.',
    );
  });

  it('have the former target among them when another one is chosen', () => {
    const penguins = table([categories('Species', 3), numbers('bill'), categories('Sex', 2)]);
    expect(proposeRoles(penguins)).toMatchObject({ target: 'Species', features: ['bill', 'Sex'] });
    expect(proposeRoles(penguins, { target: 'Sex' })).toMatchObject({
      target: 'Sex',
      features: ['Species', 'bill'],
    });
  });

  it('of clusters leave the answer out', () => {
    const digits = table([numbers('p00'), numbers('p01'), codes('digit', 10)]);
    const { experiment } = proposeExperiment(digits, { model: 'kmeans' });
    expect(experiment.dataset).toMatchObject({ features: ['p00', 'p01'], target: null });
    expect(experiment.model).toMatchObject({ kind: 'kmeans', nInit: 10 });
  });

  it('of clusters leave dates out, whose days would outweigh the rest', () => {
    const day: KnownColumn = { name: 'day', type: 'date', distinct: 90 };
    const known = table([day, numbers('a'), numbers('b')]);
    expect(proposeRoles(known).features).toEqual(['a', 'b']);
    expect(proposeRoles(known, { target: 'b' }).features).toEqual(['day', 'a']);
    expect(proposeRoles(known, { target: 'b', model: 'kmeans' }).features).toEqual(['a']);
  });

  it('take the parts of a date that vary', () => {
    const proposedParts = (distinct: number, low: number, high: number): unknown => {
      const date: KnownColumn = { name: 'day', type: 'date', distinct, histogram: { low, high, counts: [] } };
      return proposeRoles(table([date, numbers('y')])).columnSettings[0]?.dateParts;
    };
    expect(proposedParts(12, 0, 4383)).toEqual(['year']);
    expect(proposedParts(24, 0, 699)).toEqual(['year', 'month', 'elapsed']);
    expect(proposedParts(180, 0, 700)).toEqual(['year', 'month', 'weekday', 'elapsed']);
    expect(proposedParts(20, 0, 25)).toEqual(['weekday', 'elapsed']);
    expect(proposedParts(600, 0, 25)).toEqual(['weekday', 'hour', 'elapsed']);
  });

  it('are filled where dropping rows would cost many of them', () => {
    const age = numbers('age', { missing: 30 });
    const settings = (...columns: KnownColumn[]): unknown =>
      proposeRoles(table([...columns, categories('class', 2)])).columnSettings;
    expect(settings(age, categories('deck', 4, { missing: 2 }), numbers('fare'))).toEqual([
      { name: 'age', missing: 'median' },
      { name: 'deck', missing: 'mostFrequent' },
    ]);
    expect(settings(numbers('age', { missing: 5 }), numbers('fare'))).toEqual([]);
  });
});

describe('an experiment', () => {
  it('for classes holds a stratified fifth out, stops early and ends in a softmax', () => {
    const proposal = proposeExperiment(table([numbers('a'), numbers('b'), categories('species', 3)]), {
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
      training: { epochs: 200, batchSize: 32, logEvery: 5, earlyStopping: { patience: 100, minDelta: 0 } },
    });
    const last = experiment.model.kind === 'network' ? experiment.model.layers.slice(-1) : [];
    expect(last).toEqual([{ units: 3, activation: 'softmax', dropout: 0 }]);
    expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
    expect(reasonFor(proposal, 'dataset.validationSplit')).toBe(
      'a fifth of 200 rows, the share of each class kept',
    );
  });

  it('for two classes has one sigmoid, whatever the two values are', () => {
    for (const target of [
      categories('y', 2),
      codes('y', 2),
      codes('y', 2, 1),
      numbers('y', { distinct: 2 }),
    ]) {
      const { experiment } = proposeExperiment(table([numbers('a'), target]));
      expect(experiment.model).toMatchObject({
        layers: [{}, { units: 1, activation: 'sigmoid' }],
        loss: 'binaryCrossentropy',
      });
      expect(experiment.dataset.split.method).toBe('stratified');
    }
  });

  it('for numbers scales the target inside', () => {
    const { experiment } = proposeExperiment(table([numbers('a'), numbers('price')]), { target: 'price' });
    expect(experiment).toMatchObject({
      dataset: { targetScaling: 'standard', split: { method: 'random' } },
      model: { layers: [{}, { units: 1, activation: 'linear' }], loss: 'meanSquaredError' },
    });
  });

  it('tells classes from counts and ratings', () => {
    const lossFor = (target: KnownColumn, preview?: KnownTable['preview']): unknown => {
      const { experiment } = proposeExperiment(table([numbers('a'), target], 200, preview), {
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
    const few = proposeExperiment(table([numbers('a'), categories('class', 2)], 49));
    expect(few.experiment).toMatchObject({
      dataset: { validationSplit: 0 },
      training: { earlyStopping: null },
      model: { layers: [{ units: 16 }, {}] },
    });
    expect(reasonFor(few, 'dataset.validationSplit')).toMatch(/49 rows/);
    const enough = proposeExperiment(table([numbers('a'), categories('class', 2)], 50));
    expect(enough.experiment.dataset.validationSplit).toBe(0.2);
    // Rows without a target are none.
    const lacking = proposeExperiment(table([numbers('a'), categories('class', 2, { missing: 1 })], 50));
    expect(lacking.experiment.dataset.validationSplit).toBe(0);
  });

  it('trains large tables in larger batches for fewer epochs', () => {
    const proposedTraining = (rows: number): unknown =>
      proposeExperiment(table([numbers('a'), numbers('y')], rows)).experiment.training;
    expect(proposedTraining(1000)).toMatchObject({ batchSize: 32, epochs: 200, logEvery: 25 });
    expect(proposedTraining(100_000)).toMatchObject({ batchSize: 128, epochs: 50, logEvery: 625 });
    expect(proposedTraining(10_000_000)).toMatchObject({ batchSize: 2048, epochs: 10 });
    expect(proposedTraining(30)).toMatchObject({ batchSize: null, logEvery: 1 });
  });

  it('for an SVM is scaled and has a tolerance', () => {
    const { experiment } = proposeExperiment(table([numbers('a'), categories('class', 2)]), { model: 'svm' });
    expect(experiment).toMatchObject({
      dataset: { scaling: 'standard', validationSplit: 0.2 },
      model: { kind: 'svm', l2: 1, tol: 1e-3 },
    });
  });

  it('without a target finds clusters, in the units of the file', () => {
    const { experiment } = proposeExperiment(table([numbers('a'), numbers('b')]));
    expect(experiment).toMatchObject({
      dataset: { target: null, scaling: 'none', validationSplit: 0 },
      model: { kind: 'kmeans', nInit: 10 },
    });
  });

  it('names the columns of a file without a header', () => {
    const bare = {
      ...table([codes('column0', 200, 1), numbers('column1'), numbers('column2')], 200, [
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
  const known = table([numbers('a'), categories('class', 4)]);
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
