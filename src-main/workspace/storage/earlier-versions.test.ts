import Conf from 'conf';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { nodeFileSystem } from '../../files/file-system';
import { FORMATS, type StoredFormat } from '../../files/stored-formats';
import { openJsonStore, type JsonStore, type StoreClass } from './json-store';

const root = mkdtempSync(join(tmpdir(), 'benchtop-versions-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A document that has had three versions: a name became names, and names became people. */
const schema = z.object({ schemaVersion: z.literal(3), people: z.array(z.object({ name: z.string() })) });
type People = z.infer<typeof schema>;
const format: StoredFormat = {
  path: /^people\.json$/,
  versionIn: 'schemaVersion',
  version: 3,
  upgrades: [
    ({ name, ...rest }) => ({ ...rest, schemaVersion: 2, names: [name] }),
    ({ names, ...rest }) => ({
      ...rest,
      schemaVersion: 3,
      people: (names as string[]).map((name) => ({ name })),
    }),
  ],
  isRemade: false,
  earlier: '',
};

let folder: string;
let count = 0;
let notices: string[];
beforeEach(() => {
  folder = join(root, String(count++));
  mkdirSync(folder);
  notices = [];
});

const path = (): string => join(folder, 'people.json');

function open(given = format): JsonStore<People> {
  return openJsonStore<People>({
    Store: Conf as unknown as StoreClass,
    folder,
    name: 'people',
    lock: join(folder, 'locks', 'people.json'),
    schema,
    format: given,
    empty: () => ({ schemaVersion: 3, people: [] }),
    notice: (text) => notices.push(text),
    backup: true,
  });
}

function place(document: object): string {
  const text = JSON.stringify(document);
  writeFileSync(path(), text);
  return text;
}

const add =
  (name: string) =>
  (old: People): People => ({ ...old, people: [...old.people, { name }] });
const names = (store: JsonStore<People>): string[] => store.read().people.map(({ name }) => name);
const files = (): string[] =>
  readdirSync(folder)
    .filter((name) => name !== 'locks')
    .sort();

describe('a document of an earlier version', () => {
  it.each([
    ['that says no version', { name: 'Ada' }, 1],
    ['of the first version', { schemaVersion: 1, name: 'Ada' }, 1],
    ['of the second version', { schemaVersion: 2, names: ['Ada'] }, 2],
  ])('%s is read in the form of today, and kept as it was before it is changed', (_, document, version) => {
    const text = place({ ...document, unknown: 'kept' });
    const store = open();
    expect(names(store)).toEqual(['Ada']);
    expect(files()).toEqual(['people.json']);
    expect(readFileSync(path(), 'utf8')).toBe(text);
    store.update(add('Emmy'));
    expect(readFileSync(`${path()}.v${version}.bak`, 'utf8')).toBe(text);
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({
      schemaVersion: 3,
      people: [{ name: 'Ada' }, { name: 'Emmy' }],
      unknown: 'kept',
    });
    expect(names(open())).toEqual(['Ada', 'Emmy']);
    expect(notices).toEqual([]);
  });

  it('is kept once: what that version left is never overwritten', () => {
    const first = place({ schemaVersion: 1, name: 'Ada' });
    open().update(add('Emmy'));
    place({ schemaVersion: 1, name: 'Sofja' });
    const store = open();
    store.update(add('Lise'));
    store.update(add('Rosalind'));
    expect(readFileSync(`${path()}.v1.bak`, 'utf8')).toBe(first);
    expect(names(store)).toEqual(['Sofja', 'Lise', 'Rosalind']);
    expect(files()).toEqual(['people.json', 'people.json.bak', 'people.json.v1.bak']);
  });

  it('stays where it cannot be kept before', () => {
    const text = place({ schemaVersion: 1, name: 'Ada' });
    const store = open();
    const { rename } = nodeFileSystem;
    vi.spyOn(nodeFileSystem, 'rename').mockImplementation((from, to) => {
      if (to.endsWith('.v1.bak')) throw Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' });
      rename(from, to);
    });
    expect(() => store.update(add('Emmy'))).toThrow('The disk is full');
    vi.restoreAllMocks();
    expect(readFileSync(path(), 'utf8')).toBe(text);
    expect(files()).toEqual(['people.json']);
    store.update(add('Emmy'));
    expect(readFileSync(`${path()}.v1.bak`, 'utf8')).toBe(text);
    expect(names(store)).toEqual(['Ada', 'Emmy']);
  });

  it('is there, as it was or in the form of today, whichever write fails', () => {
    const text = JSON.stringify({ schemaVersion: 1, name: 'Ada' });
    let failures = 0;
    for (let nth = 1; ; nth++) {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      writeFileSync(path(), text);
      const store = open();
      let calls = 0;
      for (const call of ['open', 'write', 'fsync', 'rename'] as const) {
        const before = nodeFileSystem[call] as (...given: unknown[]) => unknown;
        vi.spyOn(nodeFileSystem, call).mockImplementation(((...given: unknown[]) => {
          if (++calls === nth) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
          return before(...given);
        }) as never);
      }
      let isDone = true;
      try {
        store.update(add('Emmy'));
      } catch {
        isDone = false;
      }
      vi.restoreAllMocks();
      const isOld = readFileSync(path(), 'utf8') === text;
      expect(isOld ? ['Ada'] : ['Ada', 'Emmy'], `call ${nth}`).toEqual(names(open()));
      if (!isOld) expect(readFileSync(`${path()}.v1.bak`, 'utf8'), `call ${nth}`).toBe(text);
      if (isDone) break;
      failures++;
    }
    expect(failures).toBeGreaterThan(8);
  });

  it('stays where its upgrade fails, and says so', () => {
    const text = place({ schemaVersion: 2, names: 7 });
    const store = open();
    expect(names(store)).toEqual([]);
    expect(notices).toEqual([
      expect.stringContaining(`${path()} cannot be read now: it is of version 2, which cannot be read here`),
    ]);
    expect(() => store.update(add('Emmy'))).toThrow('is not written either');
    expect(readFileSync(path(), 'utf8')).toBe(text);
    expect(files()).toEqual(['people.json']);
  });

  it('of a newer version than the third is shown, and stays', () => {
    const text = place({ schemaVersion: 4, people: [{ name: 'Ada' }], more: 1 });
    const store = open();
    expect(names(store)).toEqual(['Ada']);
    expect(() => store.update(add('Emmy'))).toThrow('was written by a newer Benchtop');
    expect(readFileSync(path(), 'utf8')).toBe(text);
  });
});

describe('the formats', () => {
  it.each(Object.entries(FORMATS))(
    'have an upgrade from each version: %s',
    (_, { version, upgrades, isRemade }) => {
      expect(upgrades).toHaveLength(isRemade ? 0 : version - 1);
    },
  );

  const fixtures = join(__dirname, '..', '..', 'cli', 'formats', 'fixtures');
  it('name every file that a workspace of any version holds', () => {
    const stored = readdirSync(fixtures, { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(fixtures.length + 1))
      .filter((name) => name.includes('/') && !name.endsWith('answers.json'))
      .map((name) => name.slice(name.indexOf('/') + 1));
    expect(stored.length).toBeGreaterThan(200);
    const known = Object.values(FORMATS);
    expect(stored.filter((name) => !known.some((one) => one.path.test(name)))).toEqual([]);
  });
});
