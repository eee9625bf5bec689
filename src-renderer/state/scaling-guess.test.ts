import { describe, expect, it } from 'vitest';
import type { ColumnProfile, InspectReport } from '../../src-shared/dataset/report';
import { fileDatasetSchema, type FileDatasetSpec } from '../../src-shared/experiment/schema';
import { guessDataset, type KnownTable } from './dataset-guess';
import { ExperimentDraft } from './experiment-draft.svelte';
import { FakeApi, fakeLook, settled } from './fake-api';
import { farFeature, guessScaling } from './scaling-guess';
import { Toasts } from './toasts.svelte';

function column(name: string, changes: Partial<ColumnProfile> = {}): ColumnProfile {
  return {
    name,
    type: 'number',
    missing: 0,
    min: -1,
    max: 1,
    mean: 0,
    std: 0.6,
    distinct: 100,
    bad: 0,
    distinctAtLeast: false,
    histogram: null,
    top: [],
    ...changes,
  };
}

function table(...columns: ColumnProfile[]): KnownTable {
  return {
    path: '/a.csv',
    format: 'csv',
    dialect: { header: 1 },
    rows: 100,
    preview: [],
    columns,
  };
}

function dataset(features: string[], changes: object = {}): FileDatasetSpec {
  return fileDatasetSchema.parse({ kind: 'file', path: '/a.csv', features, ...changes });
}

describe(guessScaling, () => {
  const cm = column('cm', { min: 150, max: 178.5, mean: 170, std: 4 });

  it('is standard where a number is above 10, or spread by more than 5, and the model minds', () => {
    expect(guessScaling(table(cm), dataset(['cm']), 'network')).toBe('standard');
    expect(guessScaling(table(cm), dataset(['cm']), 'svm')).toBe('standard');
    expect(guessScaling(table(cm), dataset(['cm']), 'kmeans')).toBe('none');
    const below = column('a', { min: -10.5, max: 0 });
    expect(farFeature(table(below), dataset(['a']))).toEqual({ name: 'a', size: 10.5, of: 'value' });
    const spread = column('a', { min: -9, max: 9, std: 5.5 });
    expect(farFeature(table(spread), dataset(['a']))).toEqual({ name: 'a', size: 5.5, of: 'std' });
  });

  it('is none at the bounds, and for what is no number feature of its own scale', () => {
    expect(guessScaling(table(column('a', { max: 10, std: 5 })), dataset(['a']), 'network')).toBe('none');
    expect(guessScaling(table(column('a'), cm), dataset(['a']), 'network')).toBe('none');
    const own = (settings: object): FileDatasetSpec =>
      dataset(['cm'], { columnSettings: [{ name: 'cm', ...settings }] });
    expect(guessScaling(table(cm), own({ scaling: 'minmax' }), 'network')).toBe('none');
    expect(guessScaling(table(cm), own({ type: 'category' }), 'network')).toBe('none');
    const words = column('city', { type: 'category', min: null, max: null, std: null });
    expect(guessScaling(table(words), dataset(['city']), 'network')).toBe('none');
    // A first look tells no values.
    expect(
      guessScaling({ ...table(), columns: [{ name: 'cm', type: 'number' }] }, dataset(['cm']), 'svm'),
    ).toBe('none');
  });

  it('knows columns by the names that a person gave them', () => {
    const renamed = dataset(['height'], { columns: ['height'] });
    expect(farFeature(table(cm), renamed)?.name).toBe('height');
  });
});

describe('a file that is opened', () => {
  const columns = [
    column('height', { min: 150, max: 178, std: 6 }),
    column('weight', { min: 50, max: 90, std: 9 }),
    column('size', { type: 'category', distinct: 3, min: null, max: null, std: null }),
  ];

  async function opened(recalled: object | null = null, own = columns) {
    const fake = new FakeApi();
    const report: InspectReport = {
      ...fakeReport,
      columns: own,
    };
    fake.answer('datasetsLook', () => fakeLook(report));
    fake.answer('datasetsInspect', () => report);
    fake.answer('datasetsRecall', () =>
      recalled === null ? null : { at: '2026-11-12T10:00:00.000Z', choices: recalled },
    );
    const draft = new ExperimentDraft(fake.api, new Toasts());
    await draft.openFile('/data/sizes.csv');
    await settled();
    return draft;
  }

  const scalingOf = (draft: ExperimentDraft): string => draft.document.dataset.scaling;

  it('is standardized for a network, with the reason, until a person chooses', async () => {
    const draft = await opened();
    expect(draft.document.model.kind).toBe('network');
    expect(scalingOf(draft)).toBe('standard');
    expect(draft.scalingReason).toBe('height reaches 178');
    draft.set('dataset.scaling', 'none');
    expect(draft.scalingReason).toBeNull();
    draft.file.setRole(['weight'], 'ignore');
    expect(scalingOf(draft)).toBe('none');
  });

  it('follows the features and the model while it is a guess', async () => {
    const draft = await opened();
    draft.kinds.setModel('kmeans');
    expect(scalingOf(draft)).toBe('none');
    draft.kinds.setModel('network');
    expect(scalingOf(draft)).toBe('standard');
    draft.file.setRole(['size'], 'feature');
    draft.file.setRole(['height', 'weight'], 'ignore');
    expect(scalingOf(draft)).toBe('none');
  });

  it('keeps what was chosen for its header before', async () => {
    const guess = guessDataset({ ...table(...columns), path: '/data/sizes.csv' });
    const draft = await opened({ ...guess, scaling: 'none' });
    expect(draft.document.model.kind).toBe('network');
    expect(scalingOf(draft)).toBe('none');
    draft.file.undoRecall();
    expect(scalingOf(draft)).toBe('standard');
  });

  it('keeps its units without a target, for k-means', async () => {
    const draft = await opened(null, columns.slice(0, 2));
    expect(draft.document.model.kind).toBe('kmeans');
    expect(scalingOf(draft)).toBe('none');
  });

  it('is the same experiment with its own scaling when it is saved and opened again', async () => {
    const draft = await opened();
    const stored = { ...draft.document, dataset: { ...draft.document.dataset, scaling: 'none' as const } };
    draft.open(stored);
    await settled();
    draft.file.setRole(['weight'], 'ignore');
    expect(scalingOf(draft)).toBe('none');
  });
});

const fakeReport: Omit<InspectReport, 'columns'> = {
  path: '/data/sizes.csv',
  name: 'sizes.csv',
  bytes: 5000,
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
  rows: 100,
  rejected: [],
  rejectedCount: 0,
  reasons: [],
  notes: [],
  doubts: [],
  leftOut: [],
  preview: [],
};
