import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FileDatasetSpec, NetworkSpec } from '../../../../src-shared/experiment/schema';
import { FakeApi, fakePreview, settled } from '../../../testing/fake-api';
import { heights } from '../../../testing/fake-table';
import { History } from '../../base/history.svelte';
import { Toasts } from '../../base/toasts.svelte';
import { newExperiment } from '../proposed/form-guess';
import { RunStart } from '../run-start.svelte';
import { ExperimentForm } from '../experiment-form.svelte';

describe('undoing edits of the form', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp(): { form: ExperimentForm; history: History; toasts: Toasts } {
    const fake = new FakeApi();
    const toasts = new Toasts();
    const history = new History(toasts);
    fake.answer('datasetsLook', ({ path }: { path: string }) => fakePreview({ ...heights, path }));
    fake.answer('datasetsInspect', ({ path }: { path: string }) => ({ ...heights, path }));
    fake.answer('datasetsSample', () => ({ count: 1, findings: [] }));
    const form = new ExperimentForm(fake.api, toasts, new RunStart(fake.api), history);
    return { form, history, toasts };
  }

  /** A later edit of the same field is one of its own. */
  async function later(): Promise<void> {
    await settled();
    await vi.advanceTimersByTimeAsync(1500);
  }

  it('goes back to the document as it was, and forth', async () => {
    const { form, history, toasts } = setUp();
    const first = form.document;
    form.set('model.optimizer.learningRate', 0.1);
    await later();
    form.set('model.layers.0.units', 7);
    await later();
    expect(history.undoLabel).toMatch(/^Layer 1, units \d+ → 7$/);
    await history.undo();
    expect(await history.undo()).toBe('form');
    expect(form.document).toEqual(first);
    expect(toasts.items.at(-1)?.message).toBe('Undid: Learning rate 0.03 → 0.1');
    await history.redo();
    expect(form.get('model.optimizer.learningRate')).toBe(0.1);
  });

  it('is one edit where a number is typed, however slowly it becomes one', async () => {
    const { form, history } = setUp();
    form.set('model.optimizer.learningRate', NaN);
    await later();
    form.set('model.optimizer.learningRate', 0.1);
    await settled();
    expect(history.undoLabel).toBe('Learning rate 0.03 → 0.1');
    await history.undo();
    expect([form.get('model.optimizer.learningRate'), history.undoLabel]).toEqual([0.03, null]);
  });

  it('is one edit where another kind of model brings its settings', async () => {
    const { form, history } = setUp();
    const before = form.document;
    form.kinds.setModel('svm');
    await settled();
    expect(history.undoLabel).toBe('Model network → linear SVM');
    await history.undo();
    expect(form.document).toEqual(before);
    await history.redo();
    expect(form.document.model.kind).toBe('svm');
  });

  it('says which layer was added', async () => {
    const { form, history } = setUp();
    const { layers } = form.document.model as NetworkSpec;
    form.set('model.layers', [...layers.slice(0, -1), { ...layers[0], units: 3 }, layers.at(-1)]);
    await settled();
    const units = layers.map((layer) => layer.units);
    expect(history.undoLabel).toBe(
      `Layers ${units.join('–')} → ${[...units.slice(0, -1), 3, units.at(-1)].join('–')}`,
    );
  });

  it('goes back to the data before a file, and to the roles before a choice', async () => {
    const { form, history } = setUp();
    form.openNew();
    await settled();
    expect(form.needsData).toBe(true);
    await form.openFile('/data/hw-data.txt');
    await later();
    expect(history.undoLabel).toMatch(/→ hw-data\.txt$/);
    const opened = form.document.dataset as FileDatasetSpec;
    form.file.setRole(['Index'], 'feature');
    await later();
    expect(history.undoLabel).toBe('Role of “Index” ignored → feature');
    expect(form.file.isProposed).toBe(false);
    await history.undo();
    await later();
    expect(form.document.dataset).toEqual(opened);
    expect(form.file.isProposed).toBe(true);
    await history.undo();
    await later();
    expect([form.document.dataset.kind, form.needsData]).toEqual(['generated', true]);
    await history.redo();
    await later();
    expect(form.document.dataset).toEqual(opened);
    expect(form.needsData).toBe(false);
  });

  it('reads the file as before where the way of reading is undone', async () => {
    const { form, history } = setUp();
    await form.openFile('/data/hw-data.txt');
    await later();
    const { dataset } = form.document;
    form.file.setDialect({ delimiter: ';' });
    await later();
    expect(history.undoLabel).toBe('Dialect delimiter none → ;');
    await history.undo();
    await later();
    expect(form.document.dataset).toEqual(dataset);
    expect(form.file.dialect.delimiter).toBeUndefined();
  });

  it('takes back the opening that lost unsaved work, and what was undone before it', async () => {
    const { form, history } = setUp();
    form.set('seed', 5);
    await later();
    form.open({ ...newExperiment(), name: 'Other' });
    expect([history.undoLabel, form.edits.opening === null]).toEqual(['Opened “Other”', false]);
    await later();
    form.set('seed', 9);
    await later();
    await history.undo();
    await history.undo();
    expect([form.document.seed, form.saves.unkept]).toEqual([5, true]);
    await history.undo();
    expect([form.document.seed, form.saves.unkept]).toEqual([newExperiment().seed, false]);
    await history.redo();
    await history.redo();
    await history.redo();
    expect([form.document.name, form.document.seed]).toEqual(['Other', 9]);
  });

  it('forgets the edits of an experiment that was left with nothing to lose', async () => {
    const { form, history } = setUp();
    form.set('seed', 5);
    await later();
    form.markKept();
    form.openNew();
    await later();
    expect([history.undoLabel, form.edits.opening]).toEqual([null, null]);
  });

  it('never puts an edit of one experiment into another', async () => {
    const { form, history, toasts } = setUp();
    form.set('seed', 5);
    await later();
    form.open({ ...newExperiment(), name: 'Other' });
    const { opening } = form.edits;
    await later();
    form.set('seed', 9);
    await later();
    if (opening !== null) await history.takeBack(opening);
    expect(form.document.seed).toBe(5);
    await history.undo();
    expect(form.document.seed).toBe(5);
    expect(toasts.items.at(-1)?.message).toMatch(/^Skipped: Seed .* → 9\. Another experiment is open\.$/);
  });
});
