import { describe, expect, it } from 'vitest';
import type { InspectReport } from '../../../src-shared/dataset/report';
import { fail } from '../../../src-shared/errors';
import { at } from '../../../src-shared/present';
import { CleanCopy } from './table/clean-copy.svelte';
import { DatasetScreen } from './dataset-screen.svelte';
import { ExperimentForm } from '../form/experiment-form.svelte';
import { FakeApi, fakePreview, settled } from '../../testing/fake-api';
import { NamedDatasets } from './named-datasets.svelte';
import { Toasts } from '../base/toasts.svelte';

const NAMES = ['Height', 'Weight', 'height (left)'];

const REPORT: InspectReport = {
  path: '/data/a.csv',
  name: 'a.csv',
  bytes: 10,
  sha256: 'x',
  format: 'csv',
  sources: [],
  dialect: {
    delimiter: ',',
    quote: '"',
    escape: '"',
    comment: '',
    header: 1,
    encoding: 'utf-8',
    newline: 'lf',
    decimal: '.',
    thousands: '',
    skip: 0,
    byteOrderMark: false,
  },
  rows: 50,
  columns: NAMES.map((name) => ({
    name,
    type: 'number',
    missing: 0,
    min: 0,
    max: 9,
    mean: 4,
    std: 1,
    distinct: 9,
    distinctAtLeast: false,
    bad: 0,
    histogram: null,
    top: [],
  })),
  rejected: [{ line: 12, column: 'Weight', text: 'oops', reason: 'not a number' }],
  rejectedCount: 1,
  reasons: [{ reason: 'not a number', count: 1 }],
  notes: [],
  doubts: [],
  leftOut: [],
  preview: Array.from({ length: 50 }, (_, i) => [String(i), '1', '2']),
};

async function setUp(): Promise<{ fake: FakeApi; form: ExperimentForm; screen: DatasetScreen }> {
  const fake = new FakeApi();
  fake.answer('datasetsLook', () => fakePreview(REPORT));
  fake.answer('datasetsInspect', () => REPORT);
  fake.answer('datasetsRecall', () => null);
  const form = new ExperimentForm(fake.api, new Toasts());
  const screen = new DatasetScreen(fake.api, form.file);
  await form.openFile('/data/a.csv');
  await settled();
  return { fake, form, screen };
}

describe(DatasetScreen, () => {
  it('filters the columns by their names, and the choice stays', async () => {
    const { screen } = await setUp();
    screen.selection.click(1, { shift: false, ctrl: false }, screen.order);
    screen.search = ' HEIGHT';
    expect(screen.shown.map(({ name }) => name)).toEqual(['Height', 'height (left)']);
    expect(screen.order).toEqual([0, 2]);
    expect(screen.chosen.map(({ name }) => name)).toEqual(['Weight']);
  });

  it('goes from a problem to its cell, from the charts to the table', async () => {
    const { screen } = await setUp();
    screen.view = 'explore';
    await screen.showProblem(at(REPORT.rejected, 0));
    // The header is line 1, so that line 12 is row 10 from 0.
    expect(screen.reveal).toEqual({ row: 10, column: 1 });
    expect(screen.view).toBe('table');
    expect(screen.problem).toBe(REPORT.rejected[0]);
  });

  it('changes how the file is read from the menu of a row', async () => {
    const { form, screen } = await setUp();
    expect(screen.skipLine(7)).toBe(true);
    expect(form.file.dialect).toEqual({ omit: [7] });
    screen.startHere(4);
    expect(form.file.dialect).toEqual({ omit: [2, 3, 7] });
    screen.useAsHeader(3);
    expect(form.file.dialect).toEqual({ omit: [7], skip: 2, header: 1 });
  });
});

describe(CleanCopy, () => {
  it('tells how far it is, and one at a time', async () => {
    const fake = new FakeApi();
    const copy = new CleanCopy(fake.api);
    let finish: (value: unknown) => void = () => undefined;
    fake.answer('datasetsConvert', () => new Promise((resolve) => (finish = resolve)));
    const writing = copy.write({ path: '/a.csv' }, 'csv');
    expect(await copy.write({ path: '/a.csv' }, 'csv')).toEqual({ ok: true, value: null });
    fake.push('dataset.progress', { task: 'profile', bytes: 1, totalBytes: 2, rows: 1 });
    expect(copy.progress).toBeNull();
    fake.push('dataset.progress', { task: 'convert', bytes: 1, totalBytes: 2, rows: 7 });
    expect(copy.progress?.rows).toBe(7);
    finish({ path: '/b.csv', rows: 9, rejectedCount: 0, leftOutLines: 0, formulas: 0 });
    expect(await writing).toMatchObject({ ok: true, value: { rows: 9 } });
    expect([copy.busy, copy.progress]).toEqual([false, null]);
    expect(fake.called('datasetsConvert')).toBe(1);
  });
});

describe(NamedDatasets, () => {
  it('replaces the data set of a name, and brings a deleted one back', async () => {
    const fake = new FakeApi();
    const toasts = new Toasts();
    const { form } = await setUp();
    const { dataset } = form.document;
    let stored = [{ id: 'aaaaaaaa', name: 'sizes', dataset, updatedAt: '2026-01-01' }];
    fake.answer('datasetsList', () => stored);
    fake.answer('datasetsSave', (request: { id: string | null; name: string }) => {
      stored = [{ id: request.id ?? 'bbbbbbbb', name: request.name, dataset, updatedAt: '2026-01-02' }];
      return stored[0];
    });
    fake.answer('datasetsDelete', () => {
      stored = [];
      return null;
    });
    const datasets = new NamedDatasets(fake.api, toasts);
    datasets.start();
    await settled();
    expect(await datasets.save(' sizes ', dataset)).toBeNull();
    expect(datasets.all.map(({ id, name }) => [id, name])).toEqual([['aaaaaaaa', 'sizes']]);
    await datasets.remove(at(datasets.all, 0));
    expect(datasets.all).toEqual([]);
    toasts.items[0]?.actions[0]?.run();
    await settled();
    await settled();
    expect(datasets.all.map(({ name }) => name)).toEqual(['sizes']);
    fake.answer('datasetsSave', () => {
      throw fail('disk-full', 'The disk is full.');
    });
    expect((await datasets.save('more', dataset))?.message).toBe('The disk is full.');
  });
});
