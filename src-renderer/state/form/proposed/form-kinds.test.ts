import { describe, expect, it } from 'vitest';
import { setPath } from '../../../../src-shared/fields/change';
import { generatedClasses } from '../../../../src-shared/dataset/generators';
import { fileDatasetSchema, type Experiment } from '../../../../src-shared/experiment/schema';
import { FormErrors } from '../form-errors.svelte';
import { FormFit } from './form-fit.svelte';
import { newExperiment } from './form-guess';
import { FormKinds } from './form-kinds';

const FILE = { isOwn: false, absent: [], reader: { path: null, error: null } };

describe(FormKinds, () => {
  function setUp() {
    let current = newExperiment();
    const document = (): Experiment => current;
    const change = (changed: Experiment): void => {
      kinds.follow(changed.dataset, current.dataset);
      current = changed;
    };
    const kinds = new FormKinds({ document, change, names: () => ['a', 'b', 'y'] }, new FormFit(() => null));
    const errors = new FormErrors({
      document,
      classes: () => (current.dataset.kind === 'generated' ? generatedClasses(current.dataset) : null),
      fork: () => null,
      preview: () => null,
      file: () => FILE,
    });
    const set = (path: string, value: unknown): void => {
      change(setPath(current, path, value));
    };
    return { kinds, errors, document, set };
  }

  const file = fileDatasetSchema.parse({ kind: 'file', path: '/a.csv', features: ['a', 'b'], target: 'y' });

  it('goes back and forth between a file and generated data, each as it was set', () => {
    const { kinds, set, document } = setUp();
    expect(kinds.hasFile).toBe(false);
    kinds.setData('file');
    expect(document().dataset.kind).toBe('generated');
    kinds.setGenerator('moons');
    kinds.keep(document());
    set('dataset', file);
    kinds.setData('generated');
    expect(document().dataset).toMatchObject({ generator: 'moons' });
    expect(kinds.hasFile).toBe(true);
    kinds.setData('file');
    expect(document().dataset).toBe(file);
    kinds.clear();
    kinds.setData('generated');
    expect(document().dataset).toEqual(newExperiment().dataset);
  });

  it('gives the target back after k-means, unless a person let it go', () => {
    const { kinds, set, document } = setUp();
    set('dataset', file);
    kinds.setModel('kmeans');
    expect(document().dataset).toMatchObject({ target: null });
    kinds.setModel('svm');
    expect(document().dataset).toMatchObject({ target: 'y', features: ['a', 'b'] });
    set('dataset.target', null);
    kinds.setModel('network');
    expect(document().dataset).toMatchObject({ target: null });
  });

  it('takes another generator with its own defaults, and keeps the seed of the points', () => {
    const { kinds, errors, set, document } = setUp();
    kinds.setGenerator('blobs');
    set('dataset.params.centers', 7);
    set('dataset.params.seed', 9);
    set('dataset.scaling', 'standard');
    kinds.setGenerator('circles');
    expect(document().dataset).toMatchObject({
      generator: 'circles',
      params: { seed: 9 },
      scaling: 'standard',
    });
    expect(errors.problems).toEqual([]);
  });

  it('changes the model only where it could not learn what the generator makes', () => {
    const { kinds, errors, set, document } = setUp();
    const output = (): unknown => {
      const { model } = document();
      return model.kind === 'network' ? model.layers[model.layers.length - 1]?.activation : model.kind;
    };
    set('model.loss', 'binaryCrossentropy');
    kinds.setGenerator('moons');
    expect([output(), document().model]).toMatchObject(['sigmoid', { loss: 'binaryCrossentropy' }]);
    kinds.setGenerator('sine');
    expect([output(), document().model]).toMatchObject(['linear', { loss: 'meanSquaredError' }]);
    // Chosen by hand, and kept from numbers to numbers.
    set('model.layers.1.activation', 'tanh');
    kinds.setGenerator('ripple');
    expect(output()).toBe('tanh');
    kinds.setGenerator('circles');
    expect(output()).toBe('sigmoid');
    kinds.setGenerator('blobs');
    expect([output(), document().model]).toMatchObject([
      'softmax',
      { layers: [{}, { units: 3 }], loss: 'categoricalCrossentropy' },
    ]);
    expect(errors.problems).toEqual([]);
    set('dataset.params.centers', 5);
    expect(errors.at('model.layers.1.units')).toMatch(/has 5 classes/);
    kinds.setGenerator('circles');
    expect([output(), document().model]).toMatchObject([
      'sigmoid',
      { layers: [{}, { units: 1 }], loss: 'meanSquaredError' },
    ]);
    kinds.setModel('svm');
    kinds.setGenerator('xor-clouds');
    expect(output()).toBe('svm');
    kinds.setGenerator('regression');
    expect(output()).toBe('linear');
    kinds.setGenerator('heights-weights');
    expect(output()).toBe('kmeans');
    kinds.setModel('svm');
    expect(errors.at('dataset.generator')).toMatch(/heights and weights have none/);
  });

  it('says what an SVM cannot part', () => {
    const { kinds, errors, set, document } = setUp();
    kinds.setModel('svm');
    set('dataset', { ...document().dataset, generator: 'blobs', params: {} });
    expect(errors.at('dataset.generator')).toMatch(/needs two classes, and this data has 3 classes/);
    set('dataset.params.centers', 2);
    expect(errors.at('dataset.generator')).toBeNull();
    set('dataset', { ...document().dataset, generator: 'sine', params: {} });
    expect(errors.at('dataset.generator')).toMatch(/numbers to predict/);
  });

  it('gives up shares of classes in the split where there are no classes', () => {
    const { kinds, set, document } = setUp();
    set('dataset.split', { method: 'stratified', seed: 4 });
    kinds.setGenerator('moons');
    expect(document().dataset.split).toEqual({ method: 'stratified', seed: 4 });
    kinds.setGenerator('sine');
    expect(document().dataset.split).toEqual({ method: 'random', seed: 4 });
  });

  it('lets no hidden field stand in the way, and keeps when it is measured', () => {
    const { kinds, errors, set, document } = setUp();
    set('training.steps', NaN);
    kinds.setModel('kmeans');
    expect(document().training).toMatchObject({ logEvery: 'auto', steps: 5000 });
    expect(errors.problems).toEqual([]);
    set('training.logEvery', 7);
    kinds.setModel('network');
    expect(document().training.logEvery).toBe(7);
  });
});
