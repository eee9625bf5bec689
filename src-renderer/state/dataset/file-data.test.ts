import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail } from '../../../src-shared/errors';
import type { FileDatasetSpec } from '../../../src-shared/experiment/schema';
import { fakePreview, settled } from '../../testing/fake-api';
import { report, setUp, SIZES, type Columns } from '../../testing/fake-file';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('opening a file', () => {
  it('guesses from the look at once, and again from the whole file', async () => {
    const { draft, dataset, finishProfile } = setUp();
    expect(await draft.openFile('/data/sizes.csv')).toBe(true);
    expect(dataset()).toMatchObject({ path: '/data/sizes.csv', features: ['Größe', 'Gewicht'] });
    expect(draft.file.reader.profiling).toBe(true);
    expect(draft.errors.use).toBeNull();
    await finishProfile();
    expect(dataset().features).toEqual(['Größe', 'Gewicht', 'Stadt']);
    expect(draft.file.columns[2]).toMatchObject({ type: 'category', profile: { distinct: 5 } });
  });

  it('leaves alone what a person set before the whole file was read', async () => {
    const { draft, dataset, finishProfile } = setUp();
    await draft.openFile('/data/sizes.csv');
    draft.file.setRole(['Gewicht'], 'ignore');
    await finishProfile();
    expect(dataset()).toMatchObject({ features: ['Größe'], target: null });
  });

  it('keeps a chosen target, and proposes the rest for it from the whole file', async () => {
    const { draft, dataset, finishProfile } = setUp();
    await draft.openFile('/data/sizes.csv');
    draft.file.setRole(['Gewicht'], 'target');
    expect(dataset()).toMatchObject({ features: ['Größe'], target: 'Gewicht' });
    await finishProfile();
    expect(dataset()).toMatchObject({ features: ['Größe', 'Stadt'], target: 'Gewicht' });
  });

  it('takes the answer that nothing is to be predicted, and a model for it; and another answer', async () => {
    const flowers: Columns = [
      ['petal', 'number'],
      ['sepal', 'number'],
      ['species', 'category', { distinct: 3 }],
    ];
    const { draft, dataset, finishProfile } = setUp(() => report(flowers));
    await draft.openFile('/data/sizes.csv');
    await finishProfile();
    expect(dataset()).toMatchObject({ features: ['petal', 'sepal'], target: 'species' });
    expect(draft.document.model.kind).toBe('network');
    draft.setTarget(null);
    // The column that looks like the answer stays out of what is grouped.
    expect(dataset()).toMatchObject({ features: ['petal', 'sepal'], target: null });
    expect(draft.document.model.kind).toBe('kmeans');
    draft.setTarget('sepal');
    expect(dataset()).toMatchObject({ features: ['petal', 'species'], target: 'sepal' });
    expect(draft.document.model.kind).toBe('network');
    draft.file.setRole(['species'], 'ignore');
    draft.setTarget(null);
    expect(dataset()).toMatchObject({ features: ['petal'], target: null });
  });

  it('proposes the parts of a date anew from the whole file, until a person has changed them', async () => {
    const histogram = { low: 0, high: 20, counts: [1] };
    const days: Columns = [
      ['day', 'date', { distinct: 20, histogram }],
      ['size', 'number'],
      ['species', 'category', { distinct: 2 }],
    ];
    const parts = (of: FileDatasetSpec): unknown =>
      of.columnSettings.find(({ name }) => name === 'day')?.dateParts;
    const { draft, dataset, finishProfile } = setUp(() => report(days));
    await draft.openFile('/data/sizes.csv');
    expect(parts(dataset())).toEqual(['year', 'month', 'weekday', 'elapsed']);
    await finishProfile();
    // Three weeks have no year and no month worth learning from.
    expect(parts(dataset())).toEqual(['weekday', 'elapsed']);
    draft.file.setColumns(['day'], { dateParts: undefined });
    draft.setTarget('size');
    expect(parts(dataset())).toBeUndefined();
  });

  it('lets the former target be a feature again, unless it would be a bad one', async () => {
    const { draft, dataset, finishProfile } = setUp();
    await draft.openFile('/data/sizes.csv');
    await finishProfile();
    draft.file.setRole(['Stadt'], 'target');
    draft.file.setRole(['Gewicht'], 'target');
    expect(dataset()).toMatchObject({ features: ['Größe', 'Stadt'], target: 'Gewicht' });
    // The same once other roles were chosen by hand.
    draft.file.setRole(['Größe'], 'ignore');
    draft.file.setRole(['Stadt'], 'target');
    expect(dataset()).toMatchObject({ features: ['Gewicht'], target: 'Stadt' });
    draft.file.setColumns(['Notiz'], { type: 'category' });
    draft.file.setRole(['Notiz'], 'target');
    draft.file.setRole(['Gewicht'], 'target');
    // 90 notes are too many categories.
    expect(dataset()).toMatchObject({ features: ['Stadt'], target: 'Gewicht' });
  });

  it('proposes validation, scaling and training for the target, each until it is changed', async () => {
    const { draft, dataset, finishProfile } = setUp();
    await draft.openFile('/data/sizes.csv');
    await finishProfile();
    expect(dataset()).toMatchObject({ validationSplit: 0, scaling: 'none' });
    expect(draft.document.model).toMatchObject({ kind: 'kmeans', nInit: 10 });
    draft.file.setRole(['Gewicht'], 'target');
    expect(dataset()).toMatchObject({
      validationSplit: 0.2,
      split: { method: 'random' },
      scaling: 'standard',
      targetScaling: 'standard',
    });
    expect(draft.document).toMatchObject({
      seed: 1,
      model: { layers: [{}, { units: 1, activation: 'linear' }] },
      // 80 rows in batches of 32 are three steps an epoch.
      training: { epochs: 200, batchSize: 32, logEvery: 3, earlyStopping: { patience: 60 } },
    });
    expect(draft.reasonFor('dataset.validationSplit')).toBe('a fifth of 100 rows');
    draft.set('dataset.validationSplit', 0.3);
    draft.set('training.epochs', 50);
    expect([draft.reasonFor('dataset.validationSplit'), draft.reasonFor('training.epochs')]).toEqual([
      null,
      null,
    ]);
    draft.file.setRole(['Stadt'], 'target');
    expect(dataset()).toMatchObject({ validationSplit: 0.3, scaling: 'standard', targetScaling: 'none' });
    expect(draft.document.model).toMatchObject({ layers: [{}, { units: 5, activation: 'softmax' }] });
    expect(draft.document.training.epochs).toBe(50);
    draft.kinds.setModel('svm');
    expect(draft.document.model).toMatchObject({ kind: 'svm', tol: 1e-3 });
    draft.kinds.setModel('kmeans');
    expect(dataset()).toMatchObject({ target: null, scaling: 'none' });
    draft.kinds.setModel('network');
    expect(dataset()).toMatchObject({ target: 'Stadt', scaling: 'standard' });
    expect(draft.document.model).toMatchObject({ layers: [{}, { units: 5, activation: 'softmax' }] });
  });

  it('leaves a stored experiment as it is', async () => {
    const { draft, finishProfile } = setUp();
    await draft.openFile('/data/sizes.csv');
    draft.file.setRole(['Gewicht'], 'target');
    await finishProfile();
    const stored = { ...draft.document, training: { ...draft.document.training, epochs: null, steps: 70 } };
    draft.open(stored);
    await finishProfile();
    expect(draft.document).toEqual(stored);
    expect(draft.reasonFor('dataset.validationSplit')).toBeNull();
  });

  it('takes a model that fits the roles until one is chosen', async () => {
    const { draft, finishProfile } = setUp();
    await draft.openFile('/data/sizes.csv');
    await finishProfile();
    expect(draft.document.model.kind).toBe('kmeans');
    draft.file.setRole(['Gewicht'], 'target');
    expect(draft.document.model.kind).toBe('network');
    draft.set('model.layers.0.units', 5);
    draft.file.setRole(['Gewicht'], 'ignore');
    expect(draft.document.model).toMatchObject({ kind: 'network', layers: [{ units: 5 }, {}] });
  });

  it('goes back to the experiment’s own file where another cannot be read', async () => {
    const { fake, draft, dataset } = setUp();
    await draft.openFile('/data/sizes.csv');
    fake.answer('datasetsLook', () => {
      throw fail('file-unreadable', 'b.csv is no text.');
    });
    expect(await draft.openFile('/data/b.csv')).toBe(false);
    expect(draft.errors.use).toBe('b.csv is no text.');
    expect(dataset().path).toBe('/data/sizes.csv');
    fake.answer('datasetsLook', () => fakePreview(report(SIZES)));
    draft.file.revert();
    await settled();
    expect(draft.file.reader.path).toBe('/data/sizes.csv');
    expect(draft.errors.use).toBeNull();
  });

  it('says which columns an experiment wants and the file does not have', async () => {
    const { draft, dataset } = setUp();
    const { document } = draft;
    await draft.openFile('/data/sizes.csv');
    draft.open({ ...document, dataset: { ...dataset(), features: ['Größe', 'Alter'], weight: 'w' } });
    await settled();
    expect(draft.file.absent).toEqual(['Alter', 'w']);
    expect(draft.errors.use).toMatch(/no column “Alter”/);
    draft.file.dropAbsent();
    expect(dataset()).toMatchObject({ features: ['Größe'], weight: null });
    expect(draft.errors.use).toBeNull();
  });
});
