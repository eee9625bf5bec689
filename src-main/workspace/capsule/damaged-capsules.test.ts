import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { zip, type Part } from '../../dataset/fixtures/files/zip';
import { addFinishedRun } from '../../testing/files/finished-run';
import { openIn, useWorkspace } from '../../testing/files/workspaces';
import type { Workspace } from '..';
import { MANIFEST_NAME } from './manifest';
import { unpackCapsule } from './unpack';

const here = useWorkspace('damaged-capsules');
let home: Workspace;
let capsule: string;
beforeEach(() => {
  home = here.open();
  capsule = join(here.folder, 'runs.benchtop');
});

const elsewhere = (): Workspace => openIn(join(here.folder, 'elsewhere'));

describe('a capsule that is not what it says', () => {
  const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
  let id: string;
  let record: string;
  beforeEach(() => {
    id = addFinishedRun(home, 'one');
    record = readFileSync(join(home.runs.get(id).path, 'run.json'), 'utf8');
  });

  type Entry = Part & { readonly said?: { path?: string; bytes?: number; sha256?: string } | null };

  /** A capsule of a run and of other entries, whose manifest says what `said` says; null: nothing. */
  function forge(others: readonly Entry[], change: (manifest: object) => object = (same) => same): void {
    const entries: Entry[] = [{ name: `runs/${id}/run.json`, content: record }, ...others];
    const manifest = {
      ...{ format: 'benchtop-capsule', schemaVersion: 1, benchtop: 'test', createdAt: '', runs: [id] },
      ...{ groups: [], data: [] },
      entries: entries.flatMap(({ name, content, said }) =>
        said === null
          ? []
          : [{ path: name, bytes: Buffer.byteLength(content), sha256: hash(content), ...said }],
      ),
    };
    const first = { name: MANIFEST_NAME, content: JSON.stringify(change(manifest)) };
    writeFileSync(capsule, zip([first, ...entries]));
  }

  const log = (name: string, more: Partial<Entry> = {}): Entry => ({ name, content: 'x', ...more });
  const of = (path: string): string => `runs/${id}/${path}`;
  const LINK = 0o120777;
  const UTF8 = { says: { flags: 0x800 } };

  it.each<[string, () => void, RegExp]>([
    ['climbs out', () => forge([log('runs/../../evil.txt')]), /an entry is called|invalid relative path/],
    ['climbs out of a run', () => forge([log(of('../../../evil.txt'))]), /invalid relative path/],
    ['is absolute', () => forge([log('/tmp/evil.txt')]), /absolute path/],
    ['has a drive', () => forge([log('C:/evil.txt')]), /absolute path/],
    ['has backslashes', () => forge([log(of('..\\..\\evil.txt'))]), /invalid characters|an entry is called/],
    ['lies elsewhere', () => forge([log('settings.json')]), /an entry is called "settings.json"/],
    ['has a name of a device', () => forge([log(of('con.txt'))]), /an entry is called/],
    ['has NUL in a name', () => forge([log(of('a\0b'))]), /an entry is called/],
    ['is a link', () => forge([log(of('link'), { says: { mode: LINK } })]), /is a link or no file/],
    [
      'stands twice',
      () => forge([log(of('a.csv')), log(of('a.csv'), { said: null })]),
      /two entries are called/,
    ],
    ['differs by case', () => forge([log(of('a.csv')), log(of('A.csv'))]), /two entries are called/],
    [
      'differs by accents',
      () => forge([log(of('\u00e9'), UTF8), log(of('e\u0301'), UTF8)]),
      /two entries are called/,
    ],
    ['is not named', () => forge([log(of('a.csv'), { said: null })]), /does not name/],
    ['is of another run', () => forge([log('runs/20990101-000000-000-abcdef/run.json')]), /is not listed/],
    [
      'has other bytes',
      () => forge([log(of('a.csv'), { said: { sha256: hash('y') } })]),
      /has other bytes than were packed/,
    ],
    [
      'is longer than said',
      () => forge([log(of('a.csv'), { said: { bytes: 0 } })]),
      /has 1 bytes where its manifest says 0/,
    ],
    [
      'unpacks to more',
      () => forge([log(of('a'), { content: 'x'.repeat(1e5), says: { bytes: 1 }, said: { bytes: 1 } })]),
      /too many bytes|archive is damaged/,
    ],
    ['is encrypted', () => forge([log(of('a'), { says: { flags: 1 } })]), /is encrypted/],
    [
      'is packed in a strange way',
      () => forge([log(of('a'), { says: { method: 99 } })]),
      /archive is damaged/,
    ],
    [
      'is a bomb',
      () => forge([log(of('a'), { says: { bytes: 4e9 }, said: { bytes: 4e9 } })]),
      /times its size|needs 4/,
    ],
    [
      'has a bomb among files of some size',
      () =>
        forge([
          log(of('honest.bin'), { content: randomBytes(21 << 20) }),
          log(of('a'), { says: { bytes: 4e9 }, said: { bytes: 4e9 } }),
        ]),
      /4\.0 GB of it are files that unpack to more than 200 times their size/,
    ],
    [
      'lacks a run',
      () => forge([], (same) => ({ ...same, runs: [id, '20990101-000000-000-abcdef'] })),
      /is missing/,
    ],
    [
      'is of a newer version',
      () => forge([], (same) => ({ ...same, schemaVersion: 2 })),
      /a newer Benchtop made it/,
    ],
    ['has a manifest of another form', () => forge([], () => ({ format: 'x' })), /manifest does not fit/],
    ['has no manifest', () => writeFileSync(capsule, zip([log(of('run.json'))])), /does not begin with/],
    [
      'is torn',
      () => {
        forge([]);
        writeFileSync(capsule, readFileSync(capsule).subarray(0, 300));
      },
      /archive is damaged/,
    ],
    ['is no archive', () => writeFileSync(capsule, 'hello'), /archive is damaged/],
  ])('which %s, is refused and leaves nothing', async (_, make, why) => {
    make();
    const there = elsewhere();
    const before = readdirSync(there.folder, { recursive: true }).sort();
    await expect(unpackCapsule(capsule, there)).rejects.toMatchObject({
      message: expect.stringMatching(why) as string,
    });
    expect(readdirSync(there.folder, { recursive: true }).sort()).toEqual(before);
    expect(existsSync(join(here.folder, 'evil.txt'))).toBe(false);
  });

  it.each<[string, (record: Record<string, unknown>) => unknown, RegExp]>([
    ['is damaged', () => '{', /record of run .* is damaged/],
    [
      'is another run’s',
      (old) => ({ ...old, id: '20990101-000000-000-abcdef' }),
      /record of run .* is damaged/,
    ],
    ['is at work', (old) => ({ ...old, status: 'running' }), /was at work/],
    ['is newer', (old) => ({ ...old, schemaVersion: 99 }), /a newer Benchtop made run/],
  ])('whose record %s, is refused and leaves nothing', async (_, change, why) => {
    const made = change(JSON.parse(record) as Record<string, unknown>);
    record = typeof made === 'string' ? made : JSON.stringify(made);
    forge([]);
    const there = elsewhere();
    await expect(unpackCapsule(capsule, there)).rejects.toMatchObject({
      message: expect.stringMatching(why) as string,
    });
    expect(there.runs.ids()).toEqual([]);
  });

  it('is the set that a good one of the same making passes', async () => {
    forge([log(of('a.csv')), log(of('deep/er/b.csv'))]);
    const there = elsewhere();
    const { runs } = await unpackCapsule(capsule, there);
    expect(runs.map(({ how }) => how)).toEqual(['new']);
    expect(readFileSync(join(there.runs.get(id).path, 'deep', 'er', 'b.csv'), 'utf8')).toBe('x');
    rmSync(there.folder, { recursive: true });
  });
});
