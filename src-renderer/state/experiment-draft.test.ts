import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TableLook } from '../../src-shared/dataset/look';
import type { ColumnProfile, InspectReport } from '../../src-shared/dataset/report';
import { fail } from '../../src-shared/errors';
import { parseExperiment, type Experiment, type FileDatasetSpec } from '../../src-shared/experiment/schema';
import { guessDataset, isRowIndex } from './dataset-guess';
import { crossProblems, guessModel, newExperiment, parameterCount } from './draft-guess';
import { getPath, setPath } from './draft-path';
import { forkedExperiment } from '../../src-shared/experiment/fork';
import { ExperimentDraft } from './experiment-draft.svelte';
import { FakeApi, fakeLook, fakeRun, settled } from './fake-api';
import { Toasts } from './toasts.svelte';

const NO_PICTURE = { bad: 0, distinctAtLeast: false, histogram: null, top: [] };

function column(name: string, changes: Partial<ColumnProfile> = {}): ColumnProfile {
  return {
    name,
    type: 'number',
    missing: 0,
    min: 50,
    max: 90,
    mean: 70,
    std: 5,
    distinct: 190,
    ...NO_PICTURE,
    ...changes,
  };
}

function report(columns: ColumnProfile[], header: number, rows = 200): InspectReport {
  const dialect = {
    delimiter: 'whitespace',
    quote: '"',
    escape: '"',
    comment: '',
    header,
    encoding: 'utf-8',
    newline: 'lf',
    decimal: '.',
    thousands: '',
    skip: 0,
    byteOrderMark: false,
  } as const;
  return {
    path: '/data/hw-data.txt',
    name: 'hw-data.txt',
    bytes: 5000,
    sha256: 'x',
    format: 'csv',
    dialect,
    rows,
    columns,
    rejected: [],
    rejectedCount: 0,
    reasons: [],
    notes: [],
    preview: [1, 2, 3].map((index) => [String(index), ...columns.slice(1).map(() => '60')]),
  };
}

const index = (name: string): ColumnProfile => column(name, { min: 1, max: 200, distinct: 200 });
const heights = report([index('column0'), column('column1'), column('column2')], 0);

describe('guesses for a new file', () => {
  it('leaves the row index of a headerless file out and names the columns', () => {
    const dataset = guessDataset(heights);
    expect(dataset.columns).toEqual(['Index', 'x1', 'x2']);
    expect(dataset.features).toEqual(['x1', 'x2']);
    expect(dataset.target).toBeNull();
    expect(guessModel(heights, dataset).kind).toBe('kmeans');
  });

  it('takes no column for an index that has gaps, repeats or no order', () => {
    expect(isRowIndex(heights)).toBe(true);
    expect(isRowIndex(report([index('a')], 1))).toBe(false);
    expect(isRowIndex(report([column('a', { min: 1, max: 200, distinct: 199 }), column('b')], 1))).toBe(
      false,
    );
    expect(isRowIndex(report([column('a', { min: 1, max: 300, distinct: 200 }), column('b')], 1))).toBe(
      false,
    );
    const shuffled = { ...heights, preview: [['2'], ['1']] };
    expect(isRowIndex(shuffled)).toBe(false);
  });

  it('finds the target by name or by two values, and a model that fits it', () => {
    const named = report([column('a'), column('y', { min: 0, max: 1, distinct: 2 }), column('b')], 1);
    expect(guessDataset(named)).toMatchObject({ features: ['a', 'b'], target: 'y' });
    expect(guessModel(named, guessDataset(named))).toMatchObject({
      kind: 'network',
      layers: [{ units: 4 }, { units: 1, activation: 'sigmoid' }],
    });
    const classes = report([column('a'), column('kind', { type: 'category', distinct: 2 })], 1);
    expect(guessDataset(classes)).toMatchObject({ features: ['a'], target: 'kind' });
    expect(guessModel(classes, guessDataset(classes)).kind).toBe('svm');
  });

  it('takes more than two classes for a softmax with a unit for each', () => {
    const iris = report([column('a'), column('b'), column('species', { type: 'category', distinct: 3 })], 1);
    expect(guessDataset(iris)).toMatchObject({ features: ['a', 'b'], target: 'species' });
    const ofThree = {
      kind: 'network',
      layers: [
        { units: 4, activation: 'tanh' },
        { units: 3, activation: 'softmax' },
      ],
      loss: 'categoricalCrossentropy',
    };
    expect(guessModel(iris, guessDataset(iris))).toMatchObject(ofThree);
    const counted = report([column('a'), column('b'), column('y', { min: 0, max: 2, distinct: 3 })], 1);
    expect(guessModel(counted, guessDataset(counted))).toMatchObject(ofThree);
    // Numbers with gaps, or many of them, are predicted as numbers.
    for (const y of [
      { min: 0, max: 9, distinct: 3 },
      { min: 1, max: 11, distinct: 11 },
    ]) {
      const numbers = report([column('a'), column('b'), column('y', y)], 1);
      expect(guessModel(numbers, guessDataset(numbers))).toMatchObject({
        layers: [{}, { units: 1, activation: 'linear' }],
        loss: 'meanSquaredError',
      });
    }
  });

  it('takes a last column of words for the target only among numbers, and where there are few', () => {
    const kind = (distinct: number) => column('kind', { type: 'category', distinct });
    expect(guessDataset(report([column('a'), kind(20)], 1)).target).toBe('kind');
    expect(guessDataset(report([column('a'), kind(21)], 1)).target).toBeNull();
    const colour = column('colour', { type: 'category', distinct: 4 });
    expect(guessDataset(report([column('a'), colour, kind(3)], 1)).target).toBeNull();
  });

  it('offers no text or date column as a feature', () => {
    const mixed = report([column('a'), column('note', { type: 'text' }), column('day', { type: 'date' })], 1);
    expect(guessDataset(mixed).features).toEqual(['a']);
  });
});

it('finds problems between fields', () => {
  const file = { ...guessDataset(heights), columns: ['a', 'b', 'a'] };
  const experiment: Experiment = { ...newExperiment(), dataset: file };
  expect(crossProblems(experiment).map((problem) => problem.field)).toEqual([
    'dataset.target',
    'dataset.columns.2',
  ]);
});

it('finds what the parts of a network make impossible, at the field to change', () => {
  const network = (changes: object): Experiment =>
    parseExperiment({
      ...newExperiment(),
      model: {
        kind: 'network',
        layers: [
          { units: 4, activation: 'tanh' },
          { units: 3, activation: 'softmax' },
        ],
        loss: 'categoricalCrossentropy',
        ...changes,
      },
    });
  const fieldsOf = (changes: object, classes: number | null): string[] =>
    crossProblems(network(changes), classes).map(({ field }) => field);
  expect(fieldsOf({}, null)).toEqual([]);
  expect(fieldsOf({}, 3)).toEqual([]);
  expect(crossProblems(network({}), 4)).toEqual([
    {
      field: 'model.layers.1.units',
      message: 'The target has 4 classes, so a softmax layer needs 4 units, not 3.',
    },
  ]);
  expect(fieldsOf({ loss: 'huber' }, 3)).toEqual(['model.loss']);
  const early = [
    { units: 3, activation: 'softmax' },
    { units: 1, activation: 'sigmoid' },
  ];
  expect(fieldsOf({ layers: early, loss: 'hinge' }, 2)).toEqual([
    'model.layers.0.activation',
    'model.layers.1.activation',
  ]);
});

it('counts the parameters of a network', () => {
  expect(parameterCount(2, [2, 1])).toBe(9);
  expect(parameterCount(784, [128, 10])).toBe(101770);
});

it('changes a document by path without touching the original', () => {
  const before = { a: [{ b: 1 }, { b: 2 }], c: { d: 3 } };
  const after = setPath(before, 'a.1.b', 9);
  expect(after).toEqual({ a: [{ b: 1 }, { b: 9 }], c: { d: 3 } });
  expect(before.a[1]).toEqual({ b: 2 });
  expect(after.c).toBe(before.c);
  expect(setPath(before, 'c.d', undefined)).toEqual({ a: before.a, c: {} });
  expect(getPath(after, 'a.1.b')).toBe(9);
  expect(getPath(after, 'a.7.b')).toBeUndefined();
});

describe(ExperimentDraft, () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp(): { fake: FakeApi; draft: ExperimentDraft; toasts: Toasts } {
    const fake = new FakeApi();
    const toasts = new Toasts();
    fake.answer('datasetsLook', ({ path }: { path: string }) => fakeLook({ ...heights, path }));
    fake.answer('datasetsInspect', () => heights);
    fake.answer('datasetsSample', () => ({ count: 1, findings: [] }));
    return { fake, toasts, draft: new ExperimentDraft(fake.api, toasts) };
  }

  it('says what is wrong at the field, and why it cannot start', () => {
    const { draft } = setUp();
    expect(draft.startProblem).toBeNull();
    draft.set('model.layers.0.units', NaN);
    expect(draft.errorAt('model.layers.0.units')).toMatch(/Units must be a number/);
    draft.set('model.layers.0.units', 2.5);
    expect(draft.errorAt('model.layers.0.units')).toMatch(/whole number/);
    expect(draft.startProblem).toMatch(/whole number/);
    draft.set('model.layers.0.units', 3);
    expect(draft.startProblem).toBeNull();
  });

  it('never starts while invalid', async () => {
    const { fake, draft } = setUp();
    draft.set('seed', -1);
    expect(await draft.startRun(null)).toBeNull();
    expect(fake.called('runsStart')).toBe(0);
  });

  it('opens a file, and editing its headers changes the features', async () => {
    const { draft } = setUp();
    await draft.openFile('/data/hw-data.txt');
    await settled();
    expect(draft.document.name).toBe('hw-data');
    draft.file.rename(1, 'Height');
    const dataset = draft.document.dataset as FileDatasetSpec;
    expect(dataset.columns).toEqual(['Index', 'Height', 'x2']);
    expect(dataset.features).toEqual(['Height', 'x2']);
    expect(draft.problems).toEqual([]);
  });

  it('keeps features in the order of the file, apart from the target', async () => {
    const { draft } = setUp();
    await draft.openFile('/data/hw-data.txt');
    await settled();
    draft.setModelKind('network');
    draft.file.setRole(['Index'], 'feature');
    draft.file.setRole(['x2'], 'target');
    expect(draft.document.dataset).toMatchObject({ features: ['Index', 'x1'], target: 'x2' });
    draft.file.setRole(['x2'], 'feature');
    expect(draft.document.dataset).toMatchObject({ features: ['Index', 'x1', 'x2'], target: null });
    expect(draft.errorAt('dataset.target')).toMatch(/needs a target/);
  });

  it('brings back each kind of model as it was set, and the target with it', async () => {
    const { draft } = setUp();
    await draft.openFile('/data/hw-data.txt');
    await settled();
    draft.set('model.nClusters', 7);
    draft.setModelKind('svm');
    draft.file.setRole(['x2'], 'target');
    draft.setModelKind('kmeans');
    expect(draft.document.model).toMatchObject({ kind: 'kmeans', nClusters: 7 });
    expect(draft.document.dataset).toMatchObject({ target: null });
    draft.setModelKind('svm');
    expect(draft.document.dataset).toMatchObject({ target: 'x2', features: ['x1'] });
  });

  it('shows a file that cannot be read in the data panel and keeps the form', async () => {
    const { fake, draft } = setUp();
    fake.answer('datasetsLook', () => {
      throw fail('file-unreadable', 'This is not a text file.');
    });
    await draft.openFile('/data/picture.png');
    expect(draft.dataError?.message).toBe('This is not a text file.');
    expect(draft.document.dataset.kind).toBe('generated');
    expect(draft.startProblem).toBeNull();
  });

  it('uses only the answer for the file opened last', async () => {
    const { fake, draft } = setUp();
    const answers: ((value: TableLook) => void)[] = [];
    fake.answer('datasetsLook', () => new Promise<TableLook>((resolve) => answers.push(resolve)));
    const first = draft.openFile('/data/slow.csv');
    const second = draft.openFile('/data/quick.csv');
    await settled();
    answers[1]?.(fakeLook({ ...heights, path: '/data/quick.csv', name: 'quick.csv' }));
    await second;
    answers[0]?.(fakeLook({ ...heights, path: '/data/slow.csv', name: 'slow.csv' }));
    await first;
    expect(draft.document.dataset).toMatchObject({ path: '/data/quick.csv' });
  });

  it('takes another generator with its own defaults, and keeps the seed of the points', () => {
    const { draft } = setUp();
    draft.setGenerator('blobs');
    draft.set('dataset.params.centers', 7);
    draft.set('dataset.params.seed', 9);
    draft.set('dataset.scaling', 'standard');
    draft.setGenerator('circles');
    expect(draft.document.dataset).toMatchObject({
      generator: 'circles',
      params: { seed: 9 },
      scaling: 'standard',
    });
    expect(draft.problems).toEqual([]);
  });

  it('changes the model only where it could not learn what the generator makes', () => {
    const { draft } = setUp();
    const output = (): unknown => {
      const { model } = draft.document;
      return model.kind === 'network' ? model.layers[model.layers.length - 1]?.activation : model.kind;
    };
    draft.set('model.loss', 'binaryCrossentropy');
    draft.setGenerator('moons');
    expect([output(), draft.document.model]).toMatchObject(['sigmoid', { loss: 'binaryCrossentropy' }]);
    draft.setGenerator('sine');
    expect([output(), draft.document.model]).toMatchObject(['linear', { loss: 'meanSquaredError' }]);
    // Chosen by hand, and kept from numbers to numbers.
    draft.set('model.layers.1.activation', 'tanh');
    draft.setGenerator('ripple');
    expect(output()).toBe('tanh');
    draft.setGenerator('circles');
    expect(output()).toBe('sigmoid');
    draft.setGenerator('blobs');
    expect([output(), draft.document.model]).toMatchObject([
      'softmax',
      { layers: [{}, { units: 3 }], loss: 'categoricalCrossentropy' },
    ]);
    expect(draft.problems).toEqual([]);
    draft.set('dataset.params.centers', 5);
    expect(draft.errorAt('model.layers.1.units')).toMatch(/has 5 classes/);
    draft.setGenerator('circles');
    expect([output(), draft.document.model]).toMatchObject([
      'sigmoid',
      { layers: [{}, { units: 1 }], loss: 'meanSquaredError' },
    ]);
    draft.setModelKind('svm');
    draft.setGenerator('xor-clouds');
    expect(output()).toBe('svm');
    draft.setGenerator('regression');
    expect(output()).toBe('linear');
    draft.setGenerator('heights-weights');
    expect(output()).toBe('kmeans');
    draft.setModelKind('svm');
    expect(draft.errorAt('dataset.generator')).toMatch(/heights and weights have none/);
  });

  it('says what an SVM cannot part', () => {
    const { draft } = setUp();
    draft.setModelKind('svm');
    draft.set('dataset', { ...draft.document.dataset, generator: 'blobs', params: {} });
    expect(draft.errorAt('dataset.generator')).toMatch(/needs two classes, and this data has 3 classes/);
    draft.set('dataset.params.centers', 2);
    expect(draft.errorAt('dataset.generator')).toBeNull();
    draft.set('dataset', { ...draft.document.dataset, generator: 'sine', params: {} });
    expect(draft.errorAt('dataset.generator')).toMatch(/numbers to predict/);
  });

  it('gives up shares of classes in the split where there are no classes', () => {
    const { draft } = setUp();
    draft.set('dataset.split', { method: 'stratified', seed: 4 });
    draft.setGenerator('moons');
    expect(draft.document.dataset.split).toEqual({ method: 'stratified', seed: 4 });
    draft.setGenerator('sine');
    expect(draft.document.dataset.split).toEqual({ method: 'random', seed: 4 });
  });

  it('puts what main refuses at its field, until the form changes', async () => {
    const { fake, draft, toasts } = setUp();
    fake.answer('runsStart', () => {
      throw fail('invalid-experiment', 'k = 9, but only 7 rows differ.', { field: 'model.nClusters' });
    });
    draft.setDataKind('generated');
    draft.set('dataset.generator', 'heights-weights');
    draft.setModelKind('kmeans');
    await draft.startRun(null);
    expect(draft.errorAt('model.nClusters')).toMatch(/only 7 rows/);
    expect(toasts.items).toEqual([]);
    draft.set('model.nClusters', 3);
    expect(draft.errorAt('model.nClusters')).toBeNull();
  });

  it('shows refused data in the data panel and any other refusal as a toast', async () => {
    const { fake, draft, toasts } = setUp();
    fake.answer('runsStart', () => {
      throw fail('invalid-data', 'Every row has a missing value.');
    });
    await draft.startRun(null);
    expect(draft.dataError?.message).toMatch(/Every row/);
    fake.answer('runsStart', () => {
      throw fail('disk-full', 'The disk is full.');
    });
    await draft.startRun(null);
    expect(toasts.items.map((toast) => toast.message)).toEqual(['The disk is full.']);
  });

  it('asks for the preview once, after the form has been still', async () => {
    const { fake, draft } = setUp();
    draft.set('seed', 2);
    draft.set('seed', 3);
    draft.set('training.steps', 10);
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.called('datasetsSample')).toBe(1);
    expect(draft.sample).toEqual({ count: 1, findings: [] });
  });

  it('asks for the preview when a problem elsewhere is mended', async () => {
    const { fake, draft } = setUp();
    draft.set('training.steps', NaN);
    draft.set('seed', 2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.called('datasetsSample')).toBe(0);
    draft.set('training.steps', 10);
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.called('datasetsSample')).toBe(1);
  });

  it('logs every round of k-means and lets no hidden field stand in the way', () => {
    const { draft } = setUp();
    draft.set('training.steps', NaN);
    draft.setModelKind('kmeans');
    expect(draft.document.training).toMatchObject({ logEvery: 1, steps: 5000 });
    expect(draft.problems).toEqual([]);
    draft.setModelKind('network');
    expect(draft.document.training.logEvery).toBe(10);
  });

  it('saves a bundled experiment as a new one, then under its own id', async () => {
    const { fake, draft } = setUp();
    const item = {
      id: 'bundled-xnor',
      bundled: true,
      published: true,
      description: '',
      experiment: newExperiment(),
      updatedAt: null,
    };
    fake.answer('experimentsSave', (request: { id: string | null }) => ({
      ...item,
      id: request.id ?? 'saved-0001',
    }));
    draft.openSaved(item);
    expect(draft.savedId).toBeNull();
    await draft.save();
    draft.set('name', 'Mine');
    expect(draft.dirty).toBe(true);
    await draft.save();
    expect(draft.dirty).toBe(false);
    const ids = fake.calls
      .filter((call) => call.method === 'experimentsSave')
      .map((call) => (call.request as { id: string | null }).id);
    expect(ids).toEqual([null, 'saved-0001']);
  });

  it('knows when opening another experiment would lose work', async () => {
    const { fake, draft } = setUp();
    fake.answer('runsStart', () => fakeRun('run-aaaa', 'queued'));
    expect(draft.unkept).toBe(false);
    draft.set('seed', 7);
    expect(draft.unkept).toBe(true);
    await draft.startRun(null);
    expect(draft.unkept).toBe(false);
    draft.set('seed', 8);
    draft.openNew();
    expect(draft.unkept).toBe(false);
  });

  it('hands back the run that it started', async () => {
    const { fake, draft } = setUp();
    fake.answer('runsStart', () => fakeRun('run-aaaa', 'queued'));
    expect((await draft.startRun(100))?.record.id).toBe('run-aaaa');
    expect(draft.starting).toBe(false);
  });

  describe('of a fork', () => {
    const parent = fakeRun('run-aaaa', 'finished').record;
    const forked = forkedExperiment(parent, 500);
    const open = (): ReturnType<typeof setUp> => {
      const made = setUp();
      const { id: runId, name: runName, experiment } = parent;
      made.draft.openFork({ runId, runName, step: 500, experiment }, forked);
      return made;
    };

    it('says what stays and why, and lets the rest be changed', () => {
      const { draft } = open();
      expect(draft.whyFixed('model.layers.0.units')).toBe(
        "Stays as it is: the checkpoint's weights belong to these layers.",
      );
      expect(draft.whyFixed('model.optimizer.learningRate')).toBeNull();
      draft.set('model.optimizer.learningRate', 0.5);
      expect(draft.startProblem).toBeNull();
      draft.set('training.steps', 500);
      expect(draft.errorAt('training.steps')).toMatch(/needs more than 500 steps/);
      expect(draft.startProblem).toMatch(/needs more than 500 steps/);
    });

    it('starts as a fork of its run, and as a run of its own once it was opened as one', async () => {
      const { draft, fake } = open();
      fake.answer('runsFork', () => fakeRun('run-bbbb', 'queued'));
      fake.answer('runsStart', () => fakeRun('run-cccc', 'queued'));
      expect((await draft.startRun(100))?.record.id).toBe('run-bbbb');
      expect(fake.calls[fake.calls.length - 1]?.request).toMatchObject({
        id: 'run-aaaa',
        step: 500,
        speed: 100,
        experiment: { name: 'Fork of run-aaaa at step 500' },
      });
      draft.open(draft.document);
      expect([draft.fork, draft.whyFixed('seed')]).toEqual([null, null]);
      expect((await draft.startRun(null))?.record.id).toBe('run-cccc');
    });
  });
});
