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
    const { fake, form } = setUp();
    await form.openFile('/data/sizes.csv');
    const answers: ((preview: TableLook) => void)[] = [];
    fake.answer('datasetsLook', () => new Promise((resolve) => answers.push(resolve)));
    form.file.setDialect({ skip: 1 });
    form.file.setDialect({ skip: 12 });
    await vi.advanceTimersByTimeAsync(300);
    form.file.setDialect({ skip: 2 });
    await vi.advanceTimersByTimeAsync(300);
    expect(fake.calls.filter(({ method }) => method === 'datasetsLook')).toHaveLength(3);
    answers[1]?.(fakePreview(report([['second', 'number']])));
    await settled();
    answers[0]?.(fakePreview(report([['first', 'number']])));
    await settled();
    expect(form.file.names).toEqual(['second']);
  });

  it('brings choices back with the columns they are about', async () => {
    const { form, dataset, finishProfile } = setUp(byDelimiter);
    await form.openFile('/data/sizes.csv');
    await finishProfile();
    form.file.setRole(['Gewicht'], 'target');
    form.file.setColumns(['Größe'], { missing: 'mean' });
    form.file.setDialect({ delimiter: ',' });
    await vi.advanceTimersByTimeAsync(300);
    expect(form.file.names).toEqual(['Größe;Gewicht']);
    expect(dataset()).toMatchObject({ features: [], target: null, columnSettings: [] });
    expect(form.errors.use).toMatch(/at least one feature/);
    form.file.setDialect({ delimiter: undefined });
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
    const { form, dataset } = setUp(({ dialect, columns }) =>
      dialect?.header === 0
        ? report(
            bare.map(([name, type], c) => [columns?.[c] ?? name, type]),
            { header: 0 },
          )
        : report(named),
    );
    await form.openFile('/data/sizes.csv');
    form.file.setDialect({ header: 0 });
    await vi.advanceTimersByTimeAsync(300);
    expect(dataset()).toMatchObject({ columns: ['x1', 'x2'], features: ['x1', 'x2'] });
    form.file.rename(0, 'Höhe');
    form.file.setColumns(['x2'], { type: 'category' });
    await vi.advanceTimersByTimeAsync(300);
    expect(form.file.columns.map(({ name, type, detected }) => [name, type, detected])).toEqual([
      ['Höhe', 'number', 'number'],
      ['x2', 'category', 'number'],
    ]);
    form.file.setDialect({ header: 1 });
    await vi.advanceTimersByTimeAsync(300);
    expect(dataset()).toMatchObject({ features: ['Größe', 'Gewicht'] });
    expect(dataset().columns).toBeUndefined();
    form.file.setDialect({ header: 0 });
    await vi.advanceTimersByTimeAsync(300);
    expect(dataset()).toMatchObject({ columns: ['Höhe', 'x2'], features: ['Höhe', 'x2'] });
  });

  it('does not read again for a role, a scaling or another name', async () => {
    const { fake, form } = setUp();
    await form.openFile('/data/sizes.csv');
    form.file.setRole(['Gewicht'], 'target');
    form.file.set({ scaling: 'standard', filter: '"Größe" > 1' });
    form.file.setColumns(['Größe'], { missing: 'median' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.called('datasetsLook')).toBe(1);
    form.file.setColumns(['Größe'], { na: ['-1'] });
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.called('datasetsLook')).toBe(2);
  });
});

describe('the profile', () => {
  it('shows how far it is, stops when cancelled and goes on when asked', async () => {
    const { fake, form, finishProfile } = setUp();
    await form.openFile('/data/sizes.csv');
    const { reader } = form.file;
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
    const { fake, form } = setUp();
    fake.answer('datasetsInspect', () => {
      throw fail('file-missing', 'It was deleted meanwhile.');
    });
    await form.openFile('/data/sizes.csv');
    await settled();
    expect(form.file.reader.profileError?.message).toBe('It was deleted meanwhile.');
    expect(form.file.columns).toHaveLength(4);
  });
});

describe('choices of an earlier file', () => {
  const choices = { scaling: 'robust', target: 'Gewicht', features: ['Größe'], missing: 'mean' } as const;

  it('are applied, and undone to the guesses', async () => {
    const { fake, form, dataset, finishProfile } = setUp();
    fake.answer('datasetsRecall', ({ names }: { names: string[] }) =>
      names[0] === 'Größe'
        ? { at: '2026-11-12T10:00:00.000Z', choices: { ...dataset0(), ...choices, path: '/old/place.csv' } }
        : null,
    );
    await form.openFile('/data/sizes.csv');
    await finishProfile();
    expect(dataset()).toMatchObject({ ...choices, path: '/data/sizes.csv' });
    expect(form.file.recalled?.at).toBe('2026-11-12T10:00:00.000Z');
    form.file.undoRecall();
    expect(dataset()).toMatchObject({
      scaling: 'none',
      target: null,
      features: ['Größe', 'Gewicht', 'Stadt'],
    });
    expect(form.file.recalled).toBeNull();
  });

  it('are kept under the names as first read and as read now', async () => {
    const { fake, form } = setUp(({ dialect }) =>
      dialect?.skip === 3 ? report(SIZES) : report([['Auswertung', 'number']]),
    );
    await form.openFile('/data/sizes.csv');
    form.file.setDialect({ skip: 3 });
    await vi.advanceTimersByTimeAsync(300);
    form.file.remember();
    const names = fake.calls
      .filter(({ method }) => method === 'datasetsRemember')
      .map(({ request }) => (request as { names: string[] }).names);
    expect(names).toEqual([['Größe', 'Gewicht', 'Stadt', 'Notiz'], ['Auswertung']]);
  });

  it('are not looked for without a header', async () => {
    const { fake, form } = setUp(() => report(SIZES, { header: 0 }));
    await form.openFile('/data/sizes.csv');
    form.file.remember();
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
