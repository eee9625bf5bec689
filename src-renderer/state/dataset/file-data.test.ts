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
    const { form, dataset, finishProfile } = setUp();
    expect(await form.openFile('/data/sizes.csv')).toBe(true);
    expect(dataset()).toMatchObject({ path: '/data/sizes.csv', features: ['Größe', 'Gewicht'] });
    expect(form.file.reader.profiling).toBe(true);
    expect(form.errors.use).toBeNull();
    await finishProfile();
    expect(dataset().features).toEqual(['Größe', 'Gewicht', 'Stadt']);
    expect(form.file.columns[2]).toMatchObject({ type: 'category', profile: { distinct: 5 } });
  });

  it('leaves alone what a person set before the whole file was read', async () => {
    const { form, dataset, finishProfile } = setUp();
    await form.openFile('/data/sizes.csv');
    form.file.setRole(['Gewicht'], 'ignore');
    await finishProfile();
    expect(dataset()).toMatchObject({ features: ['Größe'], target: null });
  });

  it('keeps a chosen target, and proposes the rest for it from the whole file', async () => {
    const { form, dataset, finishProfile } = setUp();
    await form.openFile('/data/sizes.csv');
    form.file.setRole(['Gewicht'], 'target');
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
    const { form, dataset, finishProfile } = setUp(() => report(flowers));
    await form.openFile('/data/sizes.csv');
    await finishProfile();
    expect(dataset()).toMatchObject({ features: ['petal', 'sepal'], target: 'species' });
    expect(form.document.model.kind).toBe('network');
    form.setTarget(null);
    // The column that looks like the answer stays out of what is grouped.
    expect(dataset()).toMatchObject({ features: ['petal', 'sepal'], target: null });
    expect(form.document.model.kind).toBe('kmeans');
    form.setTarget('sepal');
    expect(dataset()).toMatchObject({ features: ['petal', 'species'], target: 'sepal' });
    expect(form.document.model.kind).toBe('network');
    form.file.setRole(['species'], 'ignore');
    form.setTarget(null);
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
    const { form, dataset, finishProfile } = setUp(() => report(days));
    await form.openFile('/data/sizes.csv');
    expect(parts(dataset())).toEqual(['year', 'month', 'weekday', 'elapsed']);
    await finishProfile();
    // Three weeks have no year and no month worth learning from.
    expect(parts(dataset())).toEqual(['weekday', 'elapsed']);
    form.file.setColumns(['day'], { dateParts: undefined });
    form.setTarget('size');
    expect(parts(dataset())).toBeUndefined();
  });

  it('lets the former target be a feature again, unless it would be a bad one', async () => {
    const { form, dataset, finishProfile } = setUp();
    await form.openFile('/data/sizes.csv');
    await finishProfile();
    form.file.setRole(['Stadt'], 'target');
    form.file.setRole(['Gewicht'], 'target');
    expect(dataset()).toMatchObject({ features: ['Größe', 'Stadt'], target: 'Gewicht' });
    // The same once other roles were chosen by hand.
    form.file.setRole(['Größe'], 'ignore');
    form.file.setRole(['Stadt'], 'target');
    expect(dataset()).toMatchObject({ features: ['Gewicht'], target: 'Stadt' });
    form.file.setColumns(['Notiz'], { type: 'category' });
    form.file.setRole(['Notiz'], 'target');
    form.file.setRole(['Gewicht'], 'target');
    // 90 notes are too many categories.
    expect(dataset()).toMatchObject({ features: ['Stadt'], target: 'Gewicht' });
  });

  it('proposes validation, scaling and training for the target, each until it is changed', async () => {
    const { form, dataset, finishProfile } = setUp();
    await form.openFile('/data/sizes.csv');
    await finishProfile();
    expect(dataset()).toMatchObject({ validationSplit: 0, scaling: 'none' });
    expect(form.document.model).toMatchObject({ kind: 'kmeans', nInit: 10 });
    form.file.setRole(['Gewicht'], 'target');
    expect(dataset()).toMatchObject({
      validationSplit: 0.2,
      split: { method: 'random' },
      scaling: 'standard',
      targetScaling: 'standard',
    });
    expect(form.document).toMatchObject({
      seed: 1,
      model: { layers: [{}, { units: 1, activation: 'linear' }] },
      // 80 rows in batches of 32 are three steps an epoch.
      training: { epochs: 200, batchSize: 32, logEvery: 'auto', earlyStopping: { patience: 60 } },
    });
    expect(form.reasonFor('dataset.validationSplit')).toBe('a fifth of 100 rows');
    form.set('dataset.validationSplit', 0.3);
    form.set('training.epochs', 50);
    expect([form.reasonFor('dataset.validationSplit'), form.reasonFor('training.epochs')]).toEqual([
      null,
      null,
    ]);
    form.file.setRole(['Stadt'], 'target');
    expect(dataset()).toMatchObject({ validationSplit: 0.3, scaling: 'standard', targetScaling: 'none' });
    expect(form.document.model).toMatchObject({ layers: [{}, { units: 5, activation: 'softmax' }] });
    expect(form.document.training.epochs).toBe(50);
    form.kinds.setModel('svm');
    expect(form.document.model).toMatchObject({ kind: 'svm', tol: 1e-3 });
    form.kinds.setModel('kmeans');
    expect(dataset()).toMatchObject({ target: null, scaling: 'none' });
    form.kinds.setModel('network');
    expect(dataset()).toMatchObject({ target: 'Stadt', scaling: 'standard' });
    expect(form.document.model).toMatchObject({ layers: [{}, { units: 5, activation: 'softmax' }] });
  });

  it('leaves a stored experiment as it is', async () => {
    const { form, finishProfile } = setUp();
    await form.openFile('/data/sizes.csv');
    form.file.setRole(['Gewicht'], 'target');
    await finishProfile();
    const stored = { ...form.document, training: { ...form.document.training, epochs: null, steps: 70 } };
    form.open(stored);
    await finishProfile();
    expect(form.document).toEqual(stored);
    expect(form.reasonFor('dataset.validationSplit')).toBeNull();
  });

  it('takes a model that fits the roles until one is chosen', async () => {
    const { form, finishProfile } = setUp();
    await form.openFile('/data/sizes.csv');
    await finishProfile();
    expect(form.document.model.kind).toBe('kmeans');
    form.file.setRole(['Gewicht'], 'target');
    expect(form.document.model.kind).toBe('network');
    form.set('model.layers.0.units', 5);
    form.file.setRole(['Gewicht'], 'ignore');
    expect(form.document.model).toMatchObject({ kind: 'network', layers: [{ units: 5 }, {}] });
  });

  it('goes back to the experiment’s own file where another cannot be read', async () => {
    const { fake, form, dataset } = setUp();
    await form.openFile('/data/sizes.csv');
    fake.answer('datasetsLook', () => {
      throw fail('file-unreadable', 'b.csv is no text.');
    });
    expect(await form.openFile('/data/b.csv')).toBe(false);
    expect(form.errors.use).toBe('b.csv is no text.');
    expect(dataset().path).toBe('/data/sizes.csv');
    fake.answer('datasetsLook', () => fakePreview(report(SIZES)));
    form.file.revert();
    await settled();
    expect(form.file.reader.path).toBe('/data/sizes.csv');
    expect(form.errors.use).toBeNull();
  });

  it('says which columns an experiment wants and the file does not have', async () => {
    const { form, dataset } = setUp();
    const { document } = form;
    await form.openFile('/data/sizes.csv');
    form.open({ ...document, dataset: { ...dataset(), features: ['Größe', 'Alter'], weight: 'w' } });
    await settled();
    expect(form.file.absent).toEqual(['Alter', 'w']);
    expect(form.errors.use).toMatch(/no column “Alter”/);
    form.file.dropAbsent();
    expect(dataset()).toMatchObject({ features: ['Größe'], weight: null });
    expect(form.errors.use).toBeNull();
  });
});
