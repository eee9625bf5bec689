import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fail } from '../../../src-shared/errors';
import { CopyFolder } from '../../workspace';
import { FileFinder, type FileFinderOptions } from './file-finder';

const root = mkdtempSync(join(tmpdir(), 'benchtop-finder-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

type Known = Awaited<ReturnType<FileFinderOptions['hash']>>;
const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const ROWS = 'a,b\n1,2\n';

/** A finder that notes which files it had to hash, on a folder of its own. */
function bench(): {
  finder: FileFinder;
  known: Known[];
  hashed: string[];
  folder: string;
  write: (name: string, text: string) => string;
} {
  const folder = mkdtempSync(join(root, 'f-'));
  const known: Known[] = [];
  const hashed: string[] = [];
  const finder = new FileFinder({
    copies: new CopyFolder(folder),
    store: {
      knownFiles: () => known,
      noteFile: (file) => {
        const index = known.findIndex(({ path }) => path === file.path);
        if (index >= 0) known.splice(index, 1);
        known.unshift(file);
      },
    },
    hash: (path, { signal }) => {
      if (signal?.aborted === true) return Promise.reject(fail('conflict', 'cancelled'));
      hashed.push(path);
      const { size, mtimeMs } = statSync(path);
      return Promise.resolve({ path, bytes: size, mtimeMs, sha256: hex(readFileSync(path, 'utf8')) });
    },
  });
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  return { finder, known, hashed, folder, write };
}

const NOWHERE = { foundAt: null, how: null };

describe('a file in its place', () => {
  it('is hashed once, and again only after its size or time changed', async () => {
    const { finder, hashed, write } = bench();
    const path = write('rows.csv', ROWS);
    const same = { state: 'same', ...NOWHERE, sha256: hex(ROWS) };
    expect(await finder.status(path, hex(ROWS))).toEqual(same);
    expect(await finder.status(path, hex(ROWS))).toEqual(same);
    expect(hashed).toEqual([path]);
    utimesSync(path, 1, 1);
    expect(await finder.status(path, hex(ROWS))).toEqual(same);
    expect(hashed).toEqual([path, path]);
  });

  it('has changed where its bytes differ; another length says so without a hash', async () => {
    const { finder, hashed, write } = bench();
    const path = write('rows.csv', ROWS);
    await finder.status(path, hex(ROWS));
    write('rows.csv', 'a,b\n1,3\n');
    utimesSync(path, 5, 5);
    expect(await finder.status(path, hex(ROWS))).toEqual({
      state: 'changed',
      ...NOWHERE,
      sha256: hex('a,b\n1,3\n'),
    });
    await finder.status(write('old.csv', ROWS), hex(ROWS));
    rmSync(join(path, '..', 'old.csv'));
    const before = hashed.length;
    write('rows.csv', `${ROWS}3,4\n`);
    expect(await finder.status(path, hex(ROWS))).toEqual({ state: 'changed', ...NOWHERE, sha256: null });
    expect(hashed).toHaveLength(before);
  });

  it('is compared with what it last was where no hash is given', async () => {
    const { finder, hashed, write } = bench();
    const path = write('rows.csv', ROWS);
    expect(await finder.status(path, null)).toEqual({ state: 'unknown', ...NOWHERE, sha256: null });
    expect(hashed).toEqual([]);
    await finder.readHash(path);
    expect(await finder.status(path, null)).toMatchObject({ state: 'same', sha256: hex(ROWS) });
    write('rows.csv', `${ROWS}3,4\n`);
    expect(await finder.status(path, null)).toMatchObject({ state: 'changed' });
  });
});

describe('a missing file', () => {
  it('that nobody knows is missing', async () => {
    const { finder, folder } = bench();
    expect(await finder.status(join(folder, 'none.csv'), null)).toEqual({
      state: 'missing',
      ...NOWHERE,
      sha256: null,
    });
    mkdirSync(join(folder, 'now-a-folder.csv'));
    expect(await finder.status(join(folder, 'now-a-folder.csv'), hex(ROWS))).toMatchObject({
      state: 'missing',
    });
  });

  it('is found under another name beside its place', async () => {
    const { finder, hashed, write } = bench();
    const path = write('rows.csv', ROWS);
    write('other.csv', 'a,b\n9,9\n');
    write('longer.csv', `${ROWS}3,4\n`);
    await finder.readHash(path);
    renameSync(path, `${path}.old`);
    hashed.length = 0;
    expect(await finder.status(path, hex(ROWS))).toEqual({
      state: 'missing',
      foundAt: `${path}.old`,
      how: 'beside',
      sha256: null,
    });
    // Only files of its length were read.
    expect(hashed.some((other) => other.endsWith('longer.csv'))).toBe(false);
  });

  it('is found where it was seen before', async () => {
    const { finder, write } = bench();
    const path = write('rows.csv', ROWS);
    const elsewhere = write('far/away.csv', ROWS);
    await finder.readHash(elsewhere);
    await finder.readHash(path);
    rmSync(path);
    expect(await finder.status(path, null)).toMatchObject({ foundAt: elsewhere, how: 'known' });
    // What was seen there may have changed meanwhile.
    writeFileSync(elsewhere, 'a,b\n7,7\n');
    utimesSync(elsewhere, 9, 9);
    expect(await finder.status(path, hex(ROWS))).toMatchObject({ state: 'missing', foundAt: null });
  });

  it('is found among the copies of the workspace, unless the copy is damaged', async () => {
    const { finder, folder, write } = bench();
    const copy = write(`data/${hex(ROWS).slice(0, 16)}-rows.csv`, ROWS);
    const gone = join(folder, 'rows.csv');
    expect(await finder.status(gone, hex(ROWS))).toMatchObject({ foundAt: copy, how: 'copy' });
    writeFileSync(copy, 'a,b\n0,0\n');
    utimesSync(copy, 9, 9);
    expect(await finder.status(gone, hex(ROWS))).toMatchObject({ state: 'missing', foundAt: null });
  });

  it('is no longer looked for when the search is cancelled', async () => {
    const { finder, folder, write } = bench();
    write('beside.csv', ROWS);
    const { signal } = ((): AbortController => {
      const control = new AbortController();
      control.abort();
      return control;
    })();
    await expect(finder.status(join(folder, 'rows.csv'), hex(ROWS), { signal })).rejects.toMatchObject({
      info: { kind: 'conflict' },
    });
  });
});

describe('a file that was read by a run', () => {
  it('is noted with its hash, unless it changed since reading began', async () => {
    const { finder, known, write } = bench();
    const path = write('rows.csv', ROWS);
    await finder.noteRead(path, hex(ROWS), statSync(path).ctimeMs - 1);
    expect(known).toEqual([]);
    await finder.noteRead(path, hex(ROWS), Date.now() + 1000);
    expect(known).toEqual([{ path, bytes: ROWS.length, mtimeMs: statSync(path).mtimeMs, sha256: hex(ROWS) }]);
    await finder.noteRead(join(path, 'none'), hex(ROWS), Date.now());
    expect(known).toHaveLength(1);
  });
});
