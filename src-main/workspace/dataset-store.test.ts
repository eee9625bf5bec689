import Conf from 'conf';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileDatasetSchema, type FileDatasetSpec } from '../../src-shared/experiment/schema';
import { DatasetStore } from './dataset-store';
import type { StoreClass } from './storage/json-store';

const root = mkdtempSync(join(tmpdir(), 'benchtop-datasets-'));
const notices: string[] = [];
let folder: string;
let count = 0;
beforeEach(() => {
  folder = join(root, String(count++));
  notices.length = 0;
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const open = (): DatasetStore =>
  new DatasetStore({
    readOnly: null,
    Store: Conf as unknown as StoreClass,
    folder,
    notice: (text) => notices.push(text),
  });

function choices(change: Partial<FileDatasetSpec> = {}): FileDatasetSpec {
  return { ...fileDatasetSchema.parse({ kind: 'file', path: '/a.csv', features: ['x'] }), ...change };
}

describe('named data sets', () => {
  it('are there after a restart, the newest first', () => {
    vi.useFakeTimers();
    const older = open().save(null, 'older', choices());
    vi.advanceTimersByTime(5);
    const newer = open().save(null, 'newer', choices({ scaling: 'robust' }));
    vi.useRealTimers();
    expect(open().list()).toEqual([newer, older]);
  });

  it('are saved over by their id, and renamed so', () => {
    const { id } = open().save(null, 'first', choices());
    open().save(id, 'second', choices({ target: 'y' }));
    expect(open().list()).toMatchObject([{ id, name: 'second', dataset: { target: 'y' } }]);
  });

  it('share no name', () => {
    open().save(null, 'mine', choices());
    expect(() => open().save(null, 'mine', choices())).toThrow('"mine" already');
    expect(open().list()).toHaveLength(1);
  });

  it('are refused under an id that is not there', () => {
    expect(() => open().save('d-0123456789', 'x', choices())).toThrow('deleted');
    expect(() => {
      open().delete('d-0123456789');
    }).toThrow('deleted');
  });

  it('go alone', () => {
    const { id } = open().save(null, 'a', choices());
    open().save(null, 'b', choices());
    open().remember(['x'], choices());
    open().delete(id);
    expect(
      open()
        .list()
        .map(({ name }) => name),
    ).toEqual(['b']);
    expect(open().recall(['x'])).not.toBeNull();
  });

  it('survive a damaged file in its last good copy', () => {
    open().save(null, 'kept', choices());
    writeFileSync(join(folder, 'datasets.json'), '{"schemaVersion":1,"da');
    expect(
      open()
        .list()
        .map(({ name }) => name),
    ).toEqual(['kept']);
    expect(notices.join()).toMatch(/datasets\.json was damaged/);
    expect(readdirSync(folder).some((name) => name.includes('.corrupt-'))).toBe(true);
  });
});

describe('remembered choices', () => {
  it('come back for the same names in the same order only', () => {
    open().remember(['x', 'y'], choices({ target: 'y' }));
    expect(open().recall(['x', 'y'])?.choices.target).toBe('y');
    expect(open().recall(['y', 'x'])).toBeNull();
    expect(open().recall(['x', 'y', 'z'])).toBeNull();
    expect(open().recall(['x,y'])).toBeNull();
  });

  it('are the last ones, and only so many', () => {
    const store = open();
    store.remember(['first'], choices());
    for (let i = 0; i < 200; i++) store.remember([`h${i}`], choices());
    store.remember(['h199'], choices({ scaling: 'minmax' }));
    expect(store.recall(['first'])).toBeNull();
    expect(store.recall(['h0'])).not.toBeNull();
    expect(open().recall(['h199'])?.choices.scaling).toBe('minmax');
  });
});

describe('known files', () => {
  it('hold the newest hash of each path, newest first', () => {
    const store = open();
    const file = { path: '/a.csv', bytes: 1, mtimeMs: 1, sha256: 'one' };
    store.noteFile(file);
    store.noteFile({ ...file, path: '/b.csv' });
    store.noteFile({ ...file, mtimeMs: 2, sha256: 'two' });
    expect(
      open()
        .knownFiles()
        .map(({ path, sha256 }) => [path, sha256]),
    ).toEqual([
      ['/a.csv', 'two'],
      ['/b.csv', 'one'],
    ]);
  });
});
