import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { xnorExperiment } from '../../testing/data';
import { addFinishedRun } from '../../testing/files/finished-run';
import { NO_MACHINE, openIn, useWorkspace } from '../../testing/files/workspaces';
import { xnorFacts } from '../../testing/files/xnor-facts';
import type { Workspace } from '..';
import { listContents, type FindData } from './contents';
import { importFolder } from './import-folder';
import { writeCapsule } from './pack';
import { unpackCapsule } from './unpack';

const here = useWorkspace('capsule');
let home: Workspace;
let capsule: string;
beforeEach(() => {
  home = here.open();
  capsule = join(here.folder, 'runs.benchtop');
});

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
    const ids = ['one', 'two', 'three'].map((name) => addFinishedRun(home, name));
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
    const id = addFinishedRun(home, 'one');
    await pack(home, [id]);
    home.runs.update(id, (old) => ({ ...old, name: 'mine', tags: ['kept'], note: 'typed' }));
    expect(hows(await unpackCapsule(capsule, home))).toEqual(['there']);
    expect(home.runs.get(id).record).toMatchObject({ name: 'mine', tags: ['kept'], note: 'typed' });
    expect(home.runs.ids()).toHaveLength(1);
  });

  it('gives a run a new id where another one has it', async () => {
    const id = addFinishedRun(home, 'one');
    await pack(home, [id]);
    const there = elsewhere();
    addFinishedRun(there, 'other', id);
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
    const id = addFinishedRun(home, 'one');
    writeFileSync(capsule, 'mine');
    await expect(pack(home, [id])).rejects.toThrow('exists already');
    expect(readFileSync(capsule, 'utf8')).toBe('mine');
  });

  it('says what became of data that is wanted and gone', async () => {
    const id = addFinishedRun(home, 'one');
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
    const ids = ['one', 'two'].map((name) => addFinishedRun(home, name));
    const there = elsewhere();
    expect(hows(await importFolder(home.runs.get(ids[0] ?? '').path, there))).toEqual(['new']);
    expect(hows(await importFolder(join(home.folder, 'runs'), there)).sort()).toEqual(['new', 'there']);
    expect(hows(await importFolder(home.folder, there))).toEqual(['there', 'there']);
    for (const id of ids) expect(content(there, id)).toEqual(content(home, id));
  });

  it('come with copies of data piece by piece, and leave nothing where that is cancelled', async () => {
    addFinishedRun(home, 'one');
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
    addFinishedRun(home, 'one');
    home.runs.create(xnorExperiment({ name: 'busy' }), { environment: NO_MACHINE });
    await expect(importFolder(home.folder, there)).rejects.toThrow('was at work');
    expect(there.runs.ids()).toEqual([]);
    expect(readdirSync(there.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
