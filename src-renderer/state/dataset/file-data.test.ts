import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TableLook } from '../../../src-shared/dataset/look';
import type { ColumnProfile, InspectReport } from '../../../src-shared/dataset/report';
import { fail } from '../../../src-shared/errors';
import type { ColumnType, Dialect, FileDatasetSpec } from '../../../src-shared/experiment/schema';
import { ExperimentDraft } from '../form/experiment-draft.svelte';
import { FakeApi, fakeLook, settled } from '../../testing/fake-api';
import { Toasts } from '../base/toasts.svelte';

type Columns = readonly (readonly [string, ColumnType, Partial<ColumnProfile>?])[];

const SIZES: Columns = [
  ['Größe', 'number'],
  ['Gewicht', 'number'],
  ['Stadt', 'category', { distinct: 5 }],
  ['Notiz', 'text', { distinct: 90 }],
];

function report(columns: Columns, { header = 1, path = '/data/sizes.csv' } = {}): InspectReport {
  return {
    path,
    name: path.slice(6),
    bytes: 1000,
    sha256: 'abc',
    format: 'csv',
    sources: [],
    dialect: {
      delimiter: ';',
      quote: '"',
      escape: '"',
      comment: '',
      header,
      encoding: 'latin-1',
      newline: 'lf',
      decimal: ',',
      thousands: '',
      skip: 0,
      byteOrderMark: false,
    },
    rows: 100,
    columns: columns.map(([name, type, more]) => ({
      name,
      type,
      missing: 0,
      min: type === 'number' ? 50 : null,
      max: type === 'number' ? 90 : null,
      mean: null,
      std: null,
      distinct: 80,
      distinctAtLeast: false,
      bad: 0,
      histogram: null,
      top: [],
      ...more,
    })),
    rejected: [],
    rejectedCount: 0,
    reasons: [],
    notes: [],
    doubts: [],
    leftOut: [],
    preview: [columns.map(() => '60')],
  };
}

type Asked = { path: string; dialect?: Dialect; columns?: string[]; columnSettings?: object[] };

/** A main process with one file, whose columns depend on how it is asked to read it. */
function setUp(read: (asked: Asked) => InspectReport = () => report(SIZES)): {
  fake: FakeApi;
  draft: ExperimentDraft;
  dataset: () => FileDatasetSpec;
  finishProfile: () => Promise<void>;
} {
  const fake = new FakeApi();
  let waiting: (() => void)[] = [];
  fake.answer('datasetsLook', (asked: Asked) => fakeLook(read(asked)));
  fake.answer(
    'datasetsInspect',
    (asked: Asked) =>
      new Promise((resolve) => {
        waiting.push(() => {
          resolve(read(asked));
        });
      }),
  );
  fake.answer('datasetsRecall', () => null);
  fake.answer('datasetsCancel', () => null);
  fake.answer('datasetsRemember', () => null);
  const draft = new ExperimentDraft(fake.api, new Toasts());
  draft.start();
  return {
    fake,
    draft,
    dataset: () => draft.document.dataset as FileDatasetSpec,
    finishProfile: async () => {
      for (const finish of waiting) finish();
      waiting = [];
      await settled();
    },
  };
}

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
    fake.answer('datasetsLook', () => fakeLook(report(SIZES)));
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

describe('reading it in another way', () => {
  const one: Columns = [['Größe;Gewicht', 'text']];
  const byDelimiter = ({ dialect }: Asked): InspectReport =>
    dialect?.delimiter === ',' ? report(one) : report(SIZES);

  it('looks once after several quick changes, and only the last answer counts', async () => {
    const { fake, draft } = setUp();
    await draft.openFile('/data/sizes.csv');
    const answers: ((look: TableLook) => void)[] = [];
    fake.answer('datasetsLook', () => new Promise((resolve) => answers.push(resolve)));
    draft.file.setDialect({ skip: 1 });
    draft.file.setDialect({ skip: 12 });
    await vi.advanceTimersByTimeAsync(300);
    draft.file.setDialect({ skip: 2 });
    await vi.advanceTimersByTimeAsync(300);
    expect(fake.calls.filter(({ method }) => method === 'datasetsLook')).toHaveLength(3);
    answers[1]?.(fakeLook(report([['second', 'number']])));
    await settled();
    answers[0]?.(fakeLook(report([['first', 'number']])));
    await settled();
    expect(draft.file.names).toEqual(['second']);
  });

  it('brings choices back with the columns they are about', async () => {
    const { draft, dataset, finishProfile } = setUp(byDelimiter);
    await draft.openFile('/data/sizes.csv');
    await finishProfile();
    draft.file.setRole(['Gewicht'], 'target');
    draft.file.setColumns(['Größe'], { missing: 'mean' });
    draft.file.setDialect({ delimiter: ',' });
    await vi.advanceTimersByTimeAsync(300);
    expect(draft.file.names).toEqual(['Größe;Gewicht']);
    expect(dataset()).toMatchObject({ features: [], target: null, columnSettings: [] });
    expect(draft.errors.use).toMatch(/at least one feature/);
    draft.file.setDialect({ delimiter: undefined });
    await vi.advanceTimersByTimeAsync(300);
    expect(dataset()).toMatchObject({
      features: ['Größe', 'Stadt'],
      target: 'Gewicht',
      columnSettings: [{ name: 'Größe', missing: 'mean' }],
    });
    expect('dialect' in dataset()).toBe(false);
  });

  it('names the columns of a file without a header, and takes the header’s names with it', async () => {
    const bare: Columns = [
      ['column1', 'number'],
      ['column2', 'number'],
    ];
    const named: Columns = [
      ['Größe', 'number'],
      ['Gewicht', 'number'],
    ];
    const { draft, dataset } = setUp(({ dialect, columns }) =>
      dialect?.header === 0
        ? report(
            bare.map(([name, type], c) => [columns?.[c] ?? name, type]),
            { header: 0 },
          )
        : report(named),
    );
    await draft.openFile('/data/sizes.csv');
    draft.file.setDialect({ header: 0 });
    await vi.advanceTimersByTimeAsync(300);
    expect(dataset()).toMatchObject({ columns: ['x1', 'x2'], features: ['x1', 'x2'] });
    draft.file.rename(0, 'Höhe');
    draft.file.setColumns(['x2'], { type: 'category' });
    await vi.advanceTimersByTimeAsync(300);
    expect(draft.file.columns.map(({ name, type, detected }) => [name, type, detected])).toEqual([
      ['Höhe', 'number', 'number'],
      ['x2', 'category', 'number'],
    ]);
    draft.file.setDialect({ header: 1 });
    await vi.advanceTimersByTimeAsync(300);
    expect(dataset()).toMatchObject({ features: ['Größe', 'Gewicht'] });
    expect(dataset().columns).toBeUndefined();
    draft.file.setDialect({ header: 0 });
    await vi.advanceTimersByTimeAsync(300);
    expect(dataset()).toMatchObject({ columns: ['Höhe', 'x2'], features: ['Höhe', 'x2'] });
  });

  it('does not read again for a role, a scaling or another name', async () => {
    const { fake, draft } = setUp();
    await draft.openFile('/data/sizes.csv');
    draft.file.setRole(['Gewicht'], 'target');
    draft.file.set({ scaling: 'standard', filter: '"Größe" > 1' });
    draft.file.setColumns(['Größe'], { missing: 'median' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.called('datasetsLook')).toBe(1);
    draft.file.setColumns(['Größe'], { na: ['-1'] });
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.called('datasetsLook')).toBe(2);
  });
});

describe('the profile', () => {
  it('shows how far it is, stops when cancelled and goes on when asked', async () => {
    const { fake, draft, finishProfile } = setUp();
    await draft.openFile('/data/sizes.csv');
    const { reader } = draft.file;
    fake.push('dataset.progress', { task: 'other', bytes: 1, totalBytes: 2, rows: 3 });
    expect(reader.progress).toBeNull();
    fake.push('dataset.progress', { task: 'profile', bytes: 500, totalBytes: 1000, rows: 50 });
    expect(reader.progress).toEqual({ bytes: 500, totalBytes: 1000, rows: 50 });
    reader.cancelProfile();
    expect(fake.calls.find(({ method }) => method === 'datasetsCancel')?.request).toEqual({
      task: 'profile',
    });
    expect(reader.cancelled).toBe(true);
    fake.answer('datasetsInspect', () => report(SIZES));
    await reader.profile();
    expect([reader.cancelled, reader.isCurrent, reader.profiling]).toEqual([false, true, false]);
    await finishProfile();
  });

  it('that fails leaves the look and says why', async () => {
    const { fake, draft } = setUp();
    fake.answer('datasetsInspect', () => {
      throw fail('file-missing', 'It was deleted meanwhile.');
    });
    await draft.openFile('/data/sizes.csv');
    await settled();
    expect(draft.file.reader.profileError?.message).toBe('It was deleted meanwhile.');
    expect(draft.file.columns).toHaveLength(4);
  });
});

describe('choices of an earlier file', () => {
  const choices = { scaling: 'robust', target: 'Gewicht', features: ['Größe'], missing: 'mean' } as const;

  it('are applied, and undone to the guesses', async () => {
    const { fake, draft, dataset, finishProfile } = setUp();
    fake.answer('datasetsRecall', ({ names }: { names: string[] }) =>
      names[0] === 'Größe'
        ? { at: '2026-11-12T10:00:00.000Z', choices: { ...dataset0(), ...choices, path: '/old/place.csv' } }
        : null,
    );
    await draft.openFile('/data/sizes.csv');
    await finishProfile();
    expect(dataset()).toMatchObject({ ...choices, path: '/data/sizes.csv' });
    expect(draft.file.recalled?.at).toBe('2026-11-12T10:00:00.000Z');
    draft.file.undoRecall();
    expect(dataset()).toMatchObject({
      scaling: 'none',
      target: null,
      features: ['Größe', 'Gewicht', 'Stadt'],
    });
    expect(draft.file.recalled).toBeNull();
  });

  it('are kept under the names as first read and as read now', async () => {
    const { fake, draft } = setUp(({ dialect }) =>
      dialect?.skip === 3 ? report(SIZES) : report([['Auswertung', 'number']]),
    );
    await draft.openFile('/data/sizes.csv');
    draft.file.setDialect({ skip: 3 });
    await vi.advanceTimersByTimeAsync(300);
    draft.file.remember();
    const names = fake.calls
      .filter(({ method }) => method === 'datasetsRemember')
      .map(({ request }) => (request as { names: string[] }).names);
    expect(names).toEqual([['Größe', 'Gewicht', 'Stadt', 'Notiz'], ['Auswertung']]);
  });

  it('are not looked for without a header', async () => {
    const { fake, draft } = setUp(() => report(SIZES, { header: 0 }));
    await draft.openFile('/data/sizes.csv');
    draft.file.remember();
    expect([fake.called('datasetsRecall'), fake.called('datasetsRemember')]).toEqual([0, 0]);
  });
});

function dataset0(): FileDatasetSpec {
  return {
    kind: 'file',
    path: '/x',
    features: ['Größe'],
    target: null,
    weight: null,
    columnSettings: [],
    rejects: 'drop',
    encoding: 'oneHot',
    filter: null,
    sample: null,
    copy: false,
    missing: 'drop',
    missingValue: 0,
    scaling: 'none',
    targetScaling: 'none',
    validationSplit: 0,
    split: { method: 'random', seed: null },
  };
}
