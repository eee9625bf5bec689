import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { modelSchema, type DatasetSpec, type ModelSpec } from '../../../../src-shared/experiment/schema';
import { present } from '../../../../src-shared/present';
import { allocateFeatures } from '../../../algorithms/models/allocate-features';
import { count, DataFolder, kmeans, svm } from '../../../testing/files/data-folder';
import { loadDataset } from '../../load';
import type { LoadedDataset } from '../load';
import { isFresh, isSameStamp, stampOf } from './file-stamp';
import type { KeptTable } from './kept-table';
import { KnownTables, type TableUse } from './known-tables';

const folder = new DataFolder();
afterAll(() => {
  folder.remove();
});

const ROWS = 6000;
const MUCH = 2 ** 30;
const FEATURES = ['a', 'b', 'c', 'day', 'word', 'gap'];
const network = modelSchema.parse({ kind: 'network', layers: [{ units: 1, activation: 'linear' }] });

/** Numbers, dates, words, missing and bad cells, weights and words that name parts. */
function content(shift = 0): string {
  const rows = count(ROWS).map((row) =>
    [
      ((row * 7919) % 1000) / 7 + shift,
      row % 97 === 5 ? 'x' : (row * 31) % 53,
      row / 3,
      `2024-0${1 + (row % 9)}-1${row % 10}`,
      ['red', 'green', 'blue'][row % 3] ?? '',
      row % 11 === 0 ? '' : (row * row) % 101,
      row % 2,
      1 + (row % 4),
      row % 5 === 0 ? 'validation' : 'train',
    ].join(),
  );
  return `a,b,c,day,word,gap,y,w,part\n${rows.join('\n')}\n`;
}

const choices = { features: FEATURES, missing: 'mostFrequent', scaling: 'standard' };
const spec = (path: string, change: Record<string, unknown> = {}): DatasetSpec =>
  folder.spec(path, { ...choices, ...change });

async function load(
  of: DatasetSpec,
  known: readonly KeptTable[] | null,
  { model = svm, mostBytes = MUCH, seed = 1 }: { model?: ModelSpec; mostBytes?: number; seed?: number } = {},
): Promise<{ loaded: LoadedDataset; use: TableUse }> {
  const tables = known === null ? undefined : new KnownTables(known, mostBytes);
  const loaded = await loadDataset(of, {
    seed,
    model,
    trains: true,
    allocate: (features) => allocateFeatures(model, features),
    ...(tables === undefined ? {} : { tables }),
  });
  return { loaded, use: tables?.use ?? { kept: null, used: null, stale: [], hasRead: true } };
}

/** The table that a data set leaves. */
async function read(of: DatasetSpec, model = svm): Promise<KeptTable> {
  return present((await load(of, [], { model })).use.kept);
}

/** All that a run knows of its data. */
function whole({ data, facts, sample, rowNumbers, rawRows, lineOf }: LoadedDataset): unknown {
  const lines = [...rowNumbers].map((row) => lineOf(row));
  return { data, facts, sample, rowNumbers, lines, raw: rawRows?.(0, data.rows) ?? null };
}

const parted = {
  target: 'y',
  weight: 'w',
  split: { method: 'column', column: 'part', validation: ['validation'] },
};
const cases: [string, Record<string, unknown>, ModelSpec][] = [
  ['classes, with weights and parts', parted, svm],
  ['a clustering', {}, kmeans],
  [
    'a numeric target that is scaled',
    { target: 'c', targetScaling: 'standard', features: ['a', 'b', 'word'], validationSplit: 0.2 },
    network,
  ],
  ['bad cells that become missing', { rejects: 'missing', target: 'y' }, svm],
  ['a random sample', { sample: { method: 'random', rows: 5500, seed: 3 }, target: 'y' }, svm],
  ['a test part', { target: 'y', testSize: 0.2, validationSplit: 0.2 }, svm],
];

describe('a table that was read before', () => {
  it.each(cases)('gives what reading gives, bit for bit: %s', async (_, change, model) => {
    const path = folder.file(content());
    const of = spec(path, { ...change });
    const cold = await load(of, null, { model });
    const first = await load(of, [], { model });
    expect(whole(first.loaded)).toEqual(whole(cold.loaded));
    if (cold.loaded.facts.schema.filter(({ role }) => role === 'feature').length * ROWS < 2 ** 15) {
      expect(first.use.kept).toBeNull();
      return;
    }
    const table = present(first.use.kept);
    expect(first.loaded.readAt).toBeNull();
    // Twice, as the second one is not even fitted anew.
    for (let time = 0; time < 2; time++) {
      const again = await load(of, [table], { model });
      expect(again.use).toEqual({ kept: null, used: table.id, stale: [], hasRead: false });
      expect(again.loaded.readAt).toBe(table.readAt);
      expect(whole(again.loaded)).toEqual(whole(cold.loaded));
    }
  });

  it('is cut and scaled otherwise, and has fewer columns, where that is asked for', async () => {
    const path = folder.file(content());
    const table = await read(spec(path, parted));
    const others: [DatasetSpec, ModelSpec][] = [
      [spec(path, { ...parted, scaling: 'minmax', missing: 'drop' }), svm],
      [spec(path, { target: 'y', validationSplit: 0.3 }), svm],
      [spec(path, { features: ['word', 'c'], target: 'y', encoding: 'ordinal' }), svm],
      [spec(path), kmeans],
    ];
    for (const [of, model] of others) {
      const again = await load(of, [table], { model, seed: 7 });
      expect(again.use.used).toBe(table.id);
      expect(whole(again.loaded)).toEqual(whole((await load(of, null, { model, seed: 7 })).loaded));
    }
  });

  it('is not taken where it is read otherwise', async () => {
    const path = folder.file(content());
    const table = await read(spec(path, { target: 'y' }));
    const others: [Record<string, unknown>, ModelSpec][] = [
      [{ target: 'part' }, svm],
      [{ target: 'y', rejects: 'missing' }, svm],
      [{ target: 'y', dialect: { na: ['0'] } }, svm],
      [{ target: 'y', columnSettings: [{ name: 'a', na: ['1'] }] }, svm],
      [{ target: 'y', sample: { method: 'first', rows: 5800, seed: null } }, svm],
      // Its classes have no names there.
      [{ target: 'y' }, modelSchema.parse({ kind: 'linear-regression' })],
    ];
    for (const [change, model] of others) {
      const { use, loaded } = await load(spec(path, change), [table], { model });
      expect(use, JSON.stringify(change)).toMatchObject({ used: null, stale: [] });
      expect(loaded.readAt).toBeNull();
    }
  });

  it('is not kept beyond the memory for it, nor of small files', async () => {
    const path = folder.file(content());
    expect((await load(spec(path), [], { mostBytes: 8 * 6 * ROWS - 1 })).use.kept).toBeNull();
    expect(
      (await load(spec(folder.file('a,b\n1,2\n3,4\n'), { features: ['a', 'b'] }), [], { model: kmeans })).use
        .kept,
    ).toBeNull();
  });
});

describe('a file that was changed', () => {
  it('is read again, though it has the size and the time of before', async () => {
    const path = folder.file(content());
    const of = spec(path, { target: 'y' });
    // A whole second: what a file system gives back of a time that has parts of one may differ in the last digit.
    const { atime, size } = statSync(path);
    const mtime = new Date('2026-01-02T03:04:05Z');
    utimesSync(path, atime, mtime);
    const table = await read(of);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('\n0,', '\n9,'));
    utimesSync(path, atime, mtime);
    expect(statSync(path)).toMatchObject({ size, mtimeMs: mtime.getTime() });
    const { use, loaded } = await load(of, [table]);
    expect(use).toMatchObject({ used: null, stale: [table.id] });
    expect(use.kept?.sha256).not.toBe(table.sha256);
    expect(whole(loaded)).toEqual(whole((await load(of, null)).loaded));
  });

  it('is known by its bytes where its state may be the same by chance', async () => {
    const path = folder.file(content());
    const of = spec(path, { target: 'y' });
    const table = await read(of);
    expect(isFresh(table.stamp, table.readAt)).toBe(true);
    writeFileSync(path, content(1));
    // As a coarse clock would leave it.
    const same: KeptTable = { ...table, stamp: present(stampOf(path)) };
    expect((await load(of, [same])).use).toMatchObject({ used: null, stale: [table.id] });
    // One that had long been there is not hashed: nothing can set back when it was changed.
    const old: KeptTable = { ...same, readAt: same.stamp.changedMs + 60_000 };
    expect((await load(of, [old])).use.used).toBe(table.id);
  });

  it('has another state, whatever was changed', () => {
    const stamp = present(stampOf(folder.file('a\n1\n')));
    expect(isSameStamp(stamp, { ...stamp })).toBe(true);
    expect(isSameStamp(stamp, null)).toBe(false);
    for (const change of ['device', 'inode', 'bytes', 'modifiedMs', 'changedMs'] as const)
      expect(isSameStamp(stamp, { ...stamp, [change]: stamp[change] + 1 })).toBe(false);
  });

  it('is gone', async () => {
    const path = folder.file(content());
    const table = await read(spec(path));
    const tables = new KnownTables([{ ...table, stamp: { ...table.stamp, path: '/nowhere.csv' } }], MUCH);
    await expect(loadDataset(spec('/nowhere.csv'), { seed: 1, model: svm, tables })).rejects.toMatchObject({
      info: { kind: 'file-missing' },
    });
    expect(tables.use.stale).toEqual([table.id]);
  });
});
