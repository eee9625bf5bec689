import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TableLook } from '../../../src-shared/dataset/look';
import { fail } from '../../../src-shared/errors';
import { forkedExperiment } from '../../../src-shared/experiment/fork';
import type { FileDatasetSpec } from '../../../src-shared/experiment/schema';
import { newExperiment } from './draft-guess';
import { ExperimentDraft } from './experiment-draft.svelte';
import { FakeApi, fakePreview, fakeRun, settled } from '../../testing/fake-api';
import { heights } from '../../testing/fake-table';
import { Toasts } from '../base/toasts.svelte';

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
    fake.answer('datasetsLook', ({ path }: { path: string }) => fakePreview({ ...heights, path }));
    fake.answer('datasetsInspect', () => heights);
    fake.answer('datasetsSample', () => ({ count: 1, findings: [] }));
    return { fake, toasts, draft: new ExperimentDraft(fake.api, toasts) };
  }

  it('says what is wrong at the field, and why it cannot start', () => {
    const { draft } = setUp();
    expect(draft.startProblem).toBeNull();
    draft.set('model.layers.0.units', NaN);
    expect(draft.errors.at('model.layers.0.units')).toMatch(/Units must be a number/);
    draft.set('model.layers.0.units', 2.5);
    expect(draft.errors.at('model.layers.0.units')).toMatch(/whole number/);
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
    expect(draft.errors.problems).toEqual([]);
  });

  it('keeps features in the order of the file, apart from the target', async () => {
    const { draft } = setUp();
    await draft.openFile('/data/hw-data.txt');
    await settled();
    draft.kinds.setModel('network');
    draft.file.setRole(['Index'], 'feature');
    draft.file.setRole(['x2'], 'target');
    expect(draft.document.dataset).toMatchObject({ features: ['Index', 'x1'], target: 'x2' });
    draft.file.setRole(['x2'], 'feature');
    expect(draft.document.dataset).toMatchObject({ features: ['Index', 'x1', 'x2'], target: null });
    expect(draft.errors.at('dataset.target')).toMatch(/needs a target/);
  });

  it('brings back each kind of model as it was set, and the target with it', async () => {
    const { draft } = setUp();
    await draft.openFile('/data/hw-data.txt');
    await settled();
    draft.set('model.nClusters', 7);
    draft.kinds.setModel('svm');
    draft.file.setRole(['x2'], 'target');
    draft.kinds.setModel('kmeans');
    expect(draft.document.model).toMatchObject({ kind: 'kmeans', nClusters: 7 });
    expect(draft.document.dataset).toMatchObject({ target: null });
    draft.kinds.setModel('svm');
    expect(draft.document.dataset).toMatchObject({ target: 'x2', features: ['x1'] });
  });

  it('shows a file that cannot be read in the data panel and keeps the form', async () => {
    const { fake, draft } = setUp();
    fake.answer('datasetsLook', () => {
      throw fail('file-unreadable', 'This is not a text file.');
    });
    await draft.openFile('/data/picture.png');
    expect(draft.errors.data?.message).toBe('This is not a text file.');
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
    answers[1]?.(fakePreview({ ...heights, path: '/data/quick.csv', name: 'quick.csv' }));
    await second;
    answers[0]?.(fakePreview({ ...heights, path: '/data/slow.csv', name: 'slow.csv' }));
    await first;
    expect(draft.document.dataset).toMatchObject({ path: '/data/quick.csv' });
  });

  it('puts what main refuses at its field, until the form changes', async () => {
    const { fake, draft, toasts } = setUp();
    fake.answer('runsStart', () => {
      throw fail('invalid-experiment', 'k = 9, but only 7 rows differ.', { field: 'model.nClusters' });
    });
    draft.kinds.setData('generated');
    draft.set('dataset.generator', 'heights-weights');
    draft.kinds.setModel('kmeans');
    await draft.startRun(null);
    expect(draft.errors.at('model.nClusters')).toMatch(/only 7 rows/);
    expect(toasts.items).toEqual([]);
    draft.set('model.nClusters', 3);
    expect(draft.errors.at('model.nClusters')).toBeNull();
  });

  it('shows refused data in the data panel and any other refusal as a toast', async () => {
    const { fake, draft, toasts } = setUp();
    fake.answer('runsStart', () => {
      throw fail('invalid-data', 'Every row has a missing value.');
    });
    await draft.startRun(null);
    expect(draft.errors.data?.message).toMatch(/Every row/);
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
    expect(draft.preview.sample).toEqual({ count: 1, findings: [] });
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
    expect(draft.saves.id).toBeNull();
    await draft.saves.save();
    draft.set('name', 'Mine');
    expect(draft.saves.dirty).toBe(true);
    await draft.saves.save();
    expect(draft.saves.dirty).toBe(false);
    const ids = fake.calls
      .filter((call) => call.method === 'experimentsSave')
      .map((call) => (call.request as { id: string | null }).id);
    expect(ids).toEqual([null, 'saved-0001']);
  });

  it('knows when opening another experiment would lose work', async () => {
    const { fake, draft } = setUp();
    fake.answer('runsStart', () => fakeRun('run-aaaa', 'queued'));
    expect(draft.saves.unkept).toBe(false);
    draft.set('seed', 7);
    expect(draft.saves.unkept).toBe(true);
    await draft.startRun(null);
    expect(draft.saves.unkept).toBe(false);
    draft.set('seed', 8);
    draft.openNew();
    expect(draft.saves.unkept).toBe(false);
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
      expect(draft.errors.at('training.steps')).toMatch(/needs more than 500 steps/);
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
