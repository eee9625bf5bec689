import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { zip, type Part } from '../../dataset/fixtures/files/zip';
import { xnorExperiment } from '../../testing/data';
import { NO_MACHINE, openIn, useWorkspace } from '../../testing/files/workspaces';
import { xnorFacts } from '../../testing/files/xnor-facts';
import type { Workspace } from '..';
import { listContents, type FindData } from './contents';
import { importFolder } from './import-folder';
import { MANIFEST_NAME } from './manifest';
import { writeCapsule } from './pack';
import { unpackCapsule } from './unpack';

const here = useWorkspace('capsule');
let home: Workspace;
let capsule: string;
beforeEach(() => {
  home = here.open();
  capsule = join(here.folder, 'runs.benchtop');
});

/** A finished run with a log. */
function addRun(workspace: Workspace, name: string, id?: string): string {
  const { record, path } = workspace.runs.create(xnorExperiment({ name }), {
    environment: NO_MACHINE,
    ...(id === undefined ? {} : { id }),
  });
  writeFileSync(join(path, 'metrics.csv'), `step,elapsedMs,loss\n0,0,0.25\n10,5,0.${name.length}\n`);
  mkdirSync(join(path, 'checkpoints', 'step-0000010'), { recursive: true });
  writeFileSync(join(path, 'checkpoints', 'step-0000010', 'weights.bin'), Buffer.alloc(64, name.length));
  workspace.runs.update(record.id, (old) => ({ ...old, status: 'finished', dataset: xnorFacts }));
  return record.id;
}

async function pack(
  workspace: Workspace,
  ids: readonly string[],
  to = capsule,
  findData: FindData | null = null,
): Promise<void> {
  const runs = ids.map((id) => workspace.runs.get(id));
  await writeCapsule(await listContents(workspace.folder, runs, [], findData), to, 'test');
}

const elsewhere = (): Workspace => openIn(join(here.folder, 'elsewhere'));
const hows = ({ runs }: Awaited<ReturnType<typeof unpackCapsule>>): string[] => runs.map(({ how }) => how);

/** Bytes of everything in a run's folder, but for what is made anew. */
function content(workspace: Workspace, id: string): Record<string, string> {
  const { path } = workspace.runs.get(id);
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(path, name)).isFile() && !name.endsWith('.bak'))
    .sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(path, name), 'base64')]));
}

describe('a capsule', () => {
  it('takes runs elsewhere, to the byte', async () => {
    const ids = ['one', 'two', 'three'].map((name) => addRun(home, name));
    await pack(home, ids);
    const there = elsewhere();
    expect(hows(await unpackCapsule(capsule, there))).toEqual(['new', 'new', 'new']);
    for (const id of ids) expect(content(there, id)).toEqual(content(home, id));
    expect(there.runs.list().map(({ record }) => record.name)).toEqual(
      home.runs.list().map(({ record }) => record.name),
    );
    expect(readdirSync(there.folder).filter((name) => name.includes('benchtop-'))).toEqual([]);
  });

  it('changes nothing of a run that is there, whatever it is called there', async () => {
    const id = addRun(home, 'one');
    await pack(home, [id]);
    home.runs.update(id, (old) => ({ ...old, name: 'mine', tags: ['kept'], note: 'typed' }));
    expect(hows(await unpackCapsule(capsule, home))).toEqual(['there']);
    expect(home.runs.get(id).record).toMatchObject({ name: 'mine', tags: ['kept'], note: 'typed' });
    expect(home.runs.ids()).toHaveLength(1);
  });

  it('gives a run a new id where another one has it', async () => {
    const id = addRun(home, 'one');
    await pack(home, [id]);
    const there = elsewhere();
    addRun(there, 'other', id);
    const { runs } = await unpackCapsule(capsule, there);
    expect(runs).toMatchObject([{ how: 'renamed', from: id, name: 'one' }]);
    const [{ id: given } = { id: '' }] = runs;
    expect(given).not.toBe(id);
    expect(there.runs.get(given).record).toMatchObject({ id: given, name: 'one', importedFrom: { id } });
    expect(there.runs.get(id).record.name).toBe('other');
  });

  it('refuses runs at work, and a place where something is', async () => {
    const { record } = home.runs.create(xnorExperiment({ name: 'busy' }), { environment: NO_MACHINE });
    await expect(pack(home, [record.id])).rejects.toThrow('is still at work: pack it once it has ended');
    const id = addRun(home, 'one');
    writeFileSync(capsule, 'mine');
    await expect(pack(home, [id])).rejects.toThrow('exists already');
    expect(readFileSync(capsule, 'utf8')).toBe('mine');
  });

  it('says what became of data that is wanted and gone', async () => {
    const id = addRun(home, 'one');
    home.runs.update(id, (old) => ({
      ...old,
      experiment: xnorExperiment({
        dataset: { kind: 'file', path: '/gone/points.csv', features: ['x1', 'x2'], target: 'y' },
      }),
      dataset: { ...xnorFacts, sha256: 'a'.repeat(64) },
    }));
    await expect(pack(home, [id], capsule, () => Promise.resolve(null))).rejects.toThrow(
      `/gone/points.csv, which run ${id} was trained on, is not there with the same bytes any more`,
    );
    const other = join(here.folder, 'other.csv');
    writeFileSync(other, 'other bytes');
    await expect(pack(home, [id], capsule, () => Promise.resolve(other))).rejects.toThrow(
      `${other} changed while it was packed`,
    );
    expect(existsSync(capsule)).toBe(false);
  });
});

describe('runs in folders', () => {
  it('are taken in from one, from several and from a workspace', async () => {
    const ids = ['one', 'two'].map((name) => addRun(home, name));
    const there = elsewhere();
    expect(hows(await importFolder(home.runs.get(ids[0] ?? '').path, there))).toEqual(['new']);
    expect(hows(await importFolder(join(home.folder, 'runs'), there)).sort()).toEqual(['new', 'there']);
    expect(hows(await importFolder(home.folder, there))).toEqual(['there', 'there']);
    for (const id of ids) expect(content(there, id)).toEqual(content(home, id));
  });

  it('come with copies of data piece by piece, and leave nothing where that is cancelled', async () => {
    addRun(home, 'one');
    const table = Buffer.alloc(9 << 20, 'x,y\n1,2\n');
    const name = `${createHash('sha256').update(table).digest('hex').slice(0, 16)}-table.csv`;
    mkdirSync(join(home.folder, 'data'));
    writeFileSync(join(home.folder, 'data', name), table);
    const there = elsewhere();
    const ended = new AbortController();
    let read = 0;
    const taking = importFolder(home.folder, there, {
      signal: ended.signal,
      onBytes: (count) => {
        read += count;
        if (read > 4 << 20) ended.abort();
      },
    });
    await expect(taking).rejects.toThrow('This was cancelled.');
    expect([read < 7 << 20, there.runs.ids()]).toEqual([true, []]);
    expect(readdirSync(there.folder).filter((file) => file.startsWith('.') || file === 'data')).toEqual([]);

    // Others of the thread are let in between the pieces.
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    turn();
    const told: number[] = [];
    const totals = new Set<number>();
    const taken = await importFolder(home.folder, there, {
      onBytes: (count, totalBytes) => {
        told.push(count);
        totals.add(totalBytes);
      },
    });
    isOver = true;
    expect([taken.data, taken.runs.length, turns > 9]).toEqual([1, 1, true]);
    expect([...totals]).toEqual([told.reduce((sum, count) => sum + count, 0)]);
    expect(readFileSync(join(there.folder, 'data', name)).equals(table)).toBe(true);
  });

  it('are refused where there are none, or one is at work, and nothing is left', async () => {
    const there = elsewhere();
    const empty = join(here.folder, 'empty');
    mkdirSync(empty);
    await expect(importFolder(empty, there)).rejects.toThrow('holds no run');
    await expect(importFolder(join(empty, 'not'), there)).rejects.toThrow('There is no folder at');
    addRun(home, 'one');
    home.runs.create(xnorExperiment({ name: 'busy' }), { environment: NO_MACHINE });
    await expect(importFolder(home.folder, there)).rejects.toThrow('was at work');
    expect(there.runs.ids()).toEqual([]);
    expect(readdirSync(there.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('a capsule that is not what it says', () => {
  const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
  let id: string;
  let record: string;
  beforeEach(() => {
    id = addRun(home, 'one');
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
    expect(hows(await unpackCapsule(capsule, there))).toEqual(['new']);
    expect(readFileSync(join(there.runs.get(id).path, 'deep', 'er', 'b.csv'), 'utf8')).toBe('x');
    rmSync(there.folder, { recursive: true });
  });
});
