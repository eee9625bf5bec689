import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TableLook } from '../../../src-shared/dataset/look';
import type { InspectReport } from '../../../src-shared/dataset/report';
import { fail } from '../../../src-shared/errors';
import type { FileDatasetSpec } from '../../../src-shared/experiment/schema';
import { fakePreview, settled } from '../../testing/fake-api';
import { report, setUp, SIZES, type InspectRequest, type Columns } from '../../testing/fake-file';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('reading it in another way', () => {
  const one: Columns = [['Größe;Gewicht', 'text']];
  const byDelimiter = ({ dialect }: InspectRequest): InspectReport =>
    dialect?.delimiter === ',' ? report(one) : report(SIZES);

  it('looks once after several quick changes, and only the last answer counts', async () => {
    const { fake, draft } = setUp();
    await draft.openFile('/data/sizes.csv');
    const answers: ((preview: TableLook) => void)[] = [];
    fake.answer('datasetsLook', () => new Promise((resolve) => answers.push(resolve)));
    draft.file.setDialect({ skip: 1 });
    draft.file.setDialect({ skip: 12 });
    await vi.advanceTimersByTimeAsync(300);
    draft.file.setDialect({ skip: 2 });
    await vi.advanceTimersByTimeAsync(300);
    expect(fake.calls.filter(({ method }) => method === 'datasetsLook')).toHaveLength(3);
    answers[1]?.(fakePreview(report([['second', 'number']])));
    await settled();
    answers[0]?.(fakePreview(report([['first', 'number']])));
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
