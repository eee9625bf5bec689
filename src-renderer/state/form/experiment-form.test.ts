import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TableLook } from '../../../src-shared/dataset/look';
import { fail } from '../../../src-shared/errors';
import { forkedExperiment } from '../../../src-shared/experiment/fork';
import type { FileDatasetSpec } from '../../../src-shared/experiment/schema';
import { newExperiment } from './proposed/form-guess';
import { ExperimentForm } from './experiment-form.svelte';
import { FakeApi, fakePreview, fakeRun, settled } from '../../testing/fake-api';
import { heights } from '../../testing/fake-table';
import { Toasts } from '../base/toasts.svelte';

describe(ExperimentForm, () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp(): { fake: FakeApi; form: ExperimentForm; toasts: Toasts } {
    const fake = new FakeApi();
    const toasts = new Toasts();
    fake.answer('datasetsLook', ({ path }: { path: string }) => fakePreview({ ...heights, path }));
    fake.answer('datasetsInspect', () => heights);
    fake.answer('datasetsSample', () => ({ count: 1, findings: [] }));
    return { fake, toasts, form: new ExperimentForm(fake.api, toasts) };
  }

  it('says what is wrong at the field, and why it cannot start', () => {
    const { form } = setUp();
    expect(form.startProblem).toBeNull();
    form.set('model.layers.0.units', NaN);
    expect(form.errors.at('model.layers.0.units')).toMatch(/Units must be a number/);
    form.set('model.layers.0.units', 2.5);
    expect(form.errors.at('model.layers.0.units')).toMatch(/whole number/);
    expect(form.startProblem).toMatch(/whole number/);
    form.set('model.layers.0.units', 3);
    expect(form.startProblem).toBeNull();
  });

  it('never starts while invalid', async () => {
    const { fake, form } = setUp();
    form.set('seed', -1);
    expect(await form.startRun(null)).toBeNull();
    expect(fake.called('runsStart')).toBe(0);
  });

  it('opens a file, and editing its headers changes the features', async () => {
    const { form } = setUp();
    await form.openFile('/data/hw-data.txt');
    await settled();
    expect(form.document.name).toBe('hw-data');
    form.file.rename(1, 'Height');
    const dataset = form.document.dataset as FileDatasetSpec;
    expect(dataset.columns).toEqual(['Index', 'Height', 'x2']);
    expect(dataset.features).toEqual(['Height', 'x2']);
    expect(form.errors.problems).toEqual([]);
  });

  it('keeps features in the order of the file, apart from the target', async () => {
    const { form } = setUp();
    await form.openFile('/data/hw-data.txt');
    await settled();
    form.kinds.setModel('network');
    form.file.setRole(['Index'], 'feature');
    form.file.setRole(['x2'], 'target');
    expect(form.document.dataset).toMatchObject({ features: ['Index', 'x1'], target: 'x2' });
    form.file.setRole(['x2'], 'feature');
    expect(form.document.dataset).toMatchObject({ features: ['Index', 'x1', 'x2'], target: null });
    expect(form.errors.at('dataset.target')).toMatch(/needs a target/);
  });

  it('brings back each kind of model as it was set, and the target with it', async () => {
    const { form } = setUp();
    await form.openFile('/data/hw-data.txt');
    await settled();
    form.set('model.nClusters', 7);
    form.kinds.setModel('svm');
    form.file.setRole(['x2'], 'target');
    form.kinds.setModel('kmeans');
    expect(form.document.model).toMatchObject({ kind: 'kmeans', nClusters: 7 });
    expect(form.document.dataset).toMatchObject({ target: null });
    form.kinds.setModel('svm');
    expect(form.document.dataset).toMatchObject({ target: 'x2', features: ['x1'] });
  });

  it('shows a file that cannot be read in the data panel and keeps the form', async () => {
    const { fake, form } = setUp();
    fake.answer('datasetsLook', () => {
      throw fail('file-unreadable', 'This is not a text file.');
    });
    await form.openFile('/data/picture.png');
    expect(form.errors.data?.message).toBe('This is not a text file.');
    expect(form.document.dataset.kind).toBe('generated');
    expect(form.startProblem).toBeNull();
  });

  it('uses only the answer for the file opened last', async () => {
    const { fake, form } = setUp();
    const answers: ((value: TableLook) => void)[] = [];
    fake.answer('datasetsLook', () => new Promise<TableLook>((resolve) => answers.push(resolve)));
    const first = form.openFile('/data/slow.csv');
    const second = form.openFile('/data/quick.csv');
    await settled();
    answers[1]?.(fakePreview({ ...heights, path: '/data/quick.csv', name: 'quick.csv' }));
    await second;
    answers[0]?.(fakePreview({ ...heights, path: '/data/slow.csv', name: 'slow.csv' }));
    await first;
    expect(form.document.dataset).toMatchObject({ path: '/data/quick.csv' });
  });

  it('puts what main refuses at its field, until the form changes', async () => {
    const { fake, form, toasts } = setUp();
    fake.answer('runsStart', () => {
      throw fail('invalid-experiment', 'k = 9, but only 7 rows differ.', { field: 'model.nClusters' });
    });
    form.kinds.setData('generated');
    form.set('dataset.generator', 'heights-weights');
    form.kinds.setModel('kmeans');
    await form.startRun(null);
    expect(form.errors.at('model.nClusters')).toMatch(/only 7 rows/);
    expect(toasts.items).toEqual([]);
    form.set('model.nClusters', 3);
    expect(form.errors.at('model.nClusters')).toBeNull();
  });

  it('shows refused data in the data panel and any other refusal as a toast', async () => {
    const { fake, form, toasts } = setUp();
    fake.answer('runsStart', () => {
      throw fail('invalid-data', 'Every row has a missing value.');
    });
    await form.startRun(null);
    expect(form.errors.data?.message).toMatch(/Every row/);
    fake.answer('runsStart', () => {
      throw fail('disk-full', 'The disk is full.');
    });
    await form.startRun(null);
    expect(toasts.items.map((toast) => toast.message)).toEqual(['The disk is full.']);
  });

  it('asks for the preview once, after the form has been still', async () => {
    const { fake, form } = setUp();
    form.set('seed', 2);
    form.set('seed', 3);
    form.set('training.steps', 10);
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.called('datasetsSample')).toBe(1);
    expect(form.preview.sample).toEqual({ count: 1, findings: [] });
  });

  it('asks for the preview when a problem elsewhere is mended', async () => {
    const { fake, form } = setUp();
    form.set('training.steps', NaN);
    form.set('seed', 2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.called('datasetsSample')).toBe(0);
    form.set('training.steps', 10);
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.called('datasetsSample')).toBe(1);
  });

  it('saves a bundled experiment as a new one, then under its own id', async () => {
    const { fake, form } = setUp();
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
    form.openSaved(item);
    expect(form.saves.id).toBeNull();
    await form.saves.save();
    form.set('name', 'Mine');
    expect(form.saves.dirty).toBe(true);
    await form.saves.save();
    expect(form.saves.dirty).toBe(false);
    const ids = fake.calls
      .filter((call) => call.method === 'experimentsSave')
      .map((call) => (call.request as { id: string | null }).id);
    expect(ids).toEqual([null, 'saved-0001']);
  });

  it('knows when opening another experiment would lose work', async () => {
    const { fake, form } = setUp();
    fake.answer('runsStart', () => fakeRun('run-aaaa', 'queued'));
    expect(form.saves.unkept).toBe(false);
    form.set('seed', 7);
    expect(form.saves.unkept).toBe(true);
    await form.startRun(null);
    expect(form.saves.unkept).toBe(false);
    form.set('seed', 8);
    form.openNew();
    expect(form.saves.unkept).toBe(false);
  });

  it('hands back the run that it started', async () => {
    const { fake, form } = setUp();
    fake.answer('runsStart', () => fakeRun('run-aaaa', 'queued'));
    expect((await form.startRun(100))?.record.id).toBe('run-aaaa');
    expect(form.starting).toBe(false);
  });

  describe('of a fork', () => {
    const parent = fakeRun('run-aaaa', 'finished').record;
    const forked = forkedExperiment(parent, 500);
    const open = (): ReturnType<typeof setUp> => {
      const made = setUp();
      const { id: runId, name: runName, experiment } = parent;
      made.form.openFork({ runId, runName, step: 500, experiment }, forked);
      return made;
    };

    it('says what stays and why, and lets the rest be changed', () => {
      const { form } = open();
      expect(form.whyFixed('model.layers.0.units')).toBe(
        "Fixed in a fork: the checkpoint's weights belong to these layers.",
      );
      expect(form.whyFixed('model.optimizer.learningRate')).toBeNull();
      form.set('model.optimizer.learningRate', 0.5);
      expect(form.startProblem).toBeNull();
      form.set('training.steps', 500);
      expect(form.errors.at('training.steps')).toMatch(/needs more than 500 steps/);
      expect(form.startProblem).toMatch(/needs more than 500 steps/);
    });

    it('starts as a fork of its run, and as a run of its own once it was opened as one', async () => {
      const { form, fake } = open();
      fake.answer('runsFork', () => fakeRun('run-bbbb', 'queued'));
      fake.answer('runsStart', () => fakeRun('run-cccc', 'queued'));
      expect((await form.startRun(100))?.record.id).toBe('run-bbbb');
      expect(fake.calls[fake.calls.length - 1]?.request).toMatchObject({
        id: 'run-aaaa',
        step: 500,
        speed: 100,
        experiment: { name: 'Fork of run-aaaa at step 500' },
      });
      form.open(form.document);
      expect([form.fork, form.whyFixed('seed')]).toEqual([null, null]);
      expect((await form.startRun(null))?.record.id).toBe('run-cccc');
    });
  });
});
