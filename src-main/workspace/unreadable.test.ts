import Conf from 'conf';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { datasetFactsSchema } from '../../src-shared/run/record/dataset-facts';
import { writeCheckpoint } from '../files/checkpoint';
import { fileReader } from '../files/regular-file';
import { xnorExperiment } from '../testing/data';
import { newSession, openWorkspace, recoverInterrupted, type StoreClass, type Workspace } from './index';

const root = mkdtempSync(join(tmpdir(), 'benchtop-unreadable-'));
const environment = {
  benchtop: 'test',
  node: '',
  electron: null,
  tensorflow: null,
  platform: '',
  v8: null,
  math: null,
};
let folder: string;
let count = 0;
beforeEach(() => {
  folder = join(root, String(count++));
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const open = (): Workspace =>
  openWorkspace({ folder, Store: Conf as unknown as StoreClass, session: newSession(), bundled: [] });

function refuse(path: string, code: string): void {
  const { open, openLater } = fileReader;
  const refused = (): Error => Object.assign(new Error(`${code}: text, open`), { code, syscall: 'open' });
  vi.spyOn(fileReader, 'open').mockImplementation((opened) => {
    if (opened === path) throw refused();
    return open(opened);
  });
  vi.spyOn(fileReader, 'openLater').mockImplementation((opened) =>
    opened === path ? Promise.reject(refused()) : openLater(opened),
  );
}

const REFUSALS = [
  ['EACCES', 'access is not permitted'],
  ['EIO', 'the disk reports an error'],
  ['EMFILE', 'this program has too many files open'],
] as const;

describe('settings that cannot be read now', () => {
  it.each(REFUSALS)('by %s stay as they are, and are read again later', (code, reason) => {
    open().settings.set({ theme: 'dark' });
    const path = join(folder, 'settings.json');
    const before = readFileSync(path, 'utf8');
    refuse(path, code);
    const workspace = open();
    expect(workspace.settings.get().theme).toBe('system');
    expect(workspace.notices).toEqual([`${path} cannot be read now: ${reason}. It is left as it is.`]);
    expect(() => workspace.settings.set({ theme: 'light' })).toThrow(/cannot be read now/);
    vi.restoreAllMocks();
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(folder).filter((name) => name.includes('.corrupt-'))).toEqual([]);
    expect(workspace.settings.get().theme).toBe('dark');
    expect(workspace.settings.set({ railCollapsed: true })).toMatchObject({ theme: 'dark' });
  });
});

/** Three runs of which the middle one is spoilt. */
function withRuns(): { ids: string[]; bad: string; record: string } {
  const { runs } = open();
  const ids = ['a', 'b', 'c'].map((name) => {
    const { record } = runs.create(xnorExperiment({ name }), { environment });
    runs.update(record.id, (old) => ({ ...old, status: 'finished', metricRanges: {} }));
    return record.id;
  });
  const bad = ids[1] ?? '';
  return { ids, bad, record: join(folder, 'runs', bad, 'run.json') };
}

async function listed(workspace: Workspace): Promise<string[]> {
  await recoverInterrupted(workspace);
  return workspace.runs.index.rows().map(({ name }) => name);
}

describe('a run that cannot be read now', () => {
  it.each(REFUSALS)('by %s is left as it is, told of, and there again later', async (code, reason) => {
    const { bad, record } = withRuns();
    const before = readFileSync(record, 'utf8');
    const workspace = open();
    refuse(record, code);
    expect((await listed(workspace)).sort()).toEqual(['a', 'c']);
    expect(workspace.runs.list()).toHaveLength(2);
    expect(workspace.notices).toEqual([
      `The run in ${join(folder, 'runs', bad)} cannot be read now: ${reason}.`,
    ]);
    expect(() => workspace.runs.get(bad)).toThrow(`cannot be read now: ${reason}`);
    vi.restoreAllMocks();
    expect(readFileSync(record, 'utf8')).toBe(before);
    expect(readdirSync(join(folder, 'runs', bad)).sort()).toEqual(['run.json', 'run.json.bak']);
    expect((await listed(workspace)).sort()).toEqual(['a', 'b', 'c']);
    expect(workspace.runs.get(bad).record.name).toBe('b');
  });

  it('keeps its row, and what is known of it', async () => {
    const { bad, record } = withRuns();
    const workspace = open();
    await workspace.runs.index.refresh();
    workspace.runs.get(bad);
    writeFileSync(record, `${readFileSync(record, 'utf8')} `);
    refuse(record, 'EIO');
    expect((await listed(workspace)).sort()).toEqual(['a', 'b', 'c']);
    expect(workspace.runs.get(bad).record.name).toBe('b');
  });

  it.each([
    ['a link that leads back to itself', 'it is a link that leads back to itself'],
    ['a pipe', 'there is a pipe in its place'],
    ['a folder', 'there is a folder in its place'],
    ['a device', 'there is a device in its place'],
  ])('because run.json is %s stops nothing', async (what, reason) => {
    const { bad, record } = withRuns();
    rmSync(record);
    if (what === 'a folder') mkdirSync(record);
    else if (what === 'a pipe') execFileSync('mkfifo', [record]);
    else symlinkSync(what === 'a device' ? '/dev/zero' : 'run.json', record);
    const workspace = open();
    expect((await listed(workspace)).sort()).toEqual(['a', 'c']);
    expect(workspace.notices).toEqual([
      `The run in ${join(folder, 'runs', bad)} cannot be read now: ${reason}.`,
    ]);
    // Told at every start, as it is never set aside.
    const again = open();
    expect((await listed(again)).sort()).toEqual(['a', 'c']);
    expect(again.notices).toHaveLength(1);
  });

  it('because its folder is a link that leads back to itself, or no folder, stops nothing', async () => {
    const { bad } = withRuns();
    rmSync(join(folder, 'runs', bad), { recursive: true });
    symlinkSync(bad, join(folder, 'runs', bad));
    writeFileSync(join(folder, 'runs', '20260101-000000-000-abcdef'), 'no folder');
    const workspace = open();
    expect((await listed(workspace)).sort()).toEqual(['a', 'c']);
    expect(workspace.notices).toHaveLength(2);
  });

  it('because its folder has no record is told of at every start; an empty folder is swept', async () => {
    const { bad, record } = withRuns();
    rmSync(record);
    rmSync(`${record}.bak`);
    writeFileSync(join(folder, 'runs', bad, 'metrics.csv'), 'step,elapsedMs\n');
    const empty = join(folder, 'runs', '20260101-000000-000-abcdef');
    mkdirSync(empty);
    writeFileSync(join(empty, '.run.json.benchtop-0123456789ab'), '{"half');
    for (let start = 0; start < 2; start++) {
      const workspace = open();
      expect((await listed(workspace)).sort()).toEqual(['a', 'c']);
      expect(workspace.notices).toEqual([
        `The run in ${join(folder, 'runs', bad)} cannot be read now: there is no run.json.`,
      ]);
      expect(existsSync(empty)).toBe(false);
    }
  });
});

describe('a damaged record', () => {
  const damages: readonly (readonly [string, string | null])[] = [
    ['empty', ''],
    ['half', '{"schemaVersion":1,"id":'],
    ['NUL bytes', '\0\0\0\0'],
    ['null', 'null'],
    ['of a wrong schema', '{"schemaVersion":1}'],
    ['too deep', '['.repeat(100_000)],
    ['gone', null],
  ];

  function spoil(record: string, content: string | null): void {
    if (content === null) rmSync(record);
    else writeFileSync(record, content);
  }

  /** Runs of before copies of records were written have none. */
  function removeCopy(record: string): void {
    rmSync(`${record}.bak`);
  }

  async function withCheckpoints(runFolder: string): Promise<void> {
    const dataset = datasetFactsSchema.parse({
      name: 'XNOR',
      sha256: '',
      rows: 4,
      droppedRows: 0,
      trainRows: 4,
      validationRows: 0,
      features: ['x1', 'x2'],
      target: 'y',
      classes: [0, 1],
      featureRanges: [],
      scaler: { kind: 'none', offset: [], scale: [] },
      fingerprint: 'f',
    });
    for (const step of [10, 9_999_999, 10_000_000])
      await writeCheckpoint(runFolder, {
        state: { kind: 'network', step, tensors: {}, extra: {} },
        metrics: { loss: 1 / step },
        experiment: xnorExperiment({ name: 'b' }),
        dataset,
      });
    writeFileSync(
      join(runFolder, 'metrics.csv'),
      'step,elapsedMs,loss\n10,5.5,0.1\n10000000,77.5,1e-7\n1000',
    );
  }

  it.each(damages)(
    '(%s) is rebuilt from its checkpoints and log, and told until seen',
    async (_, content) => {
      const { bad, record } = withRuns();
      await withCheckpoints(join(folder, 'runs', bad));
      removeCopy(record);
      // A bad last checkpoint is not one to go on from.
      writeFileSync(join(folder, 'runs', bad, 'checkpoints', 'step-10000000', 'weights.bin'), 'x');
      spoil(record, content);
      expect((await listed(open())).sort()).toEqual(['a', 'b', 'c']);
      const workspace = open();
      await workspace.runs.index.refresh();
      const { record: rebuilt } = workspace.runs.get(bad);
      expect(rebuilt).toMatchObject({
        name: 'b',
        status: 'interrupted',
        steps: 9_999_999,
        elapsedMs: 77.5,
        summary: { loss: 1 / 9_999_999 },
        dataset: { fingerprint: 'f' },
        recovered: { from: 'checkpoints' },
      });
      expect(rebuilt.checkpoints.map(({ step }) => step)).toEqual([10, 9_999_999]);
      const aside = readdirSync(join(folder, 'runs', bad)).find((name) => name.includes('.corrupt-'));
      if (content === null) expect(aside).toBeUndefined();
      else expect(readFileSync(join(folder, 'runs', bad, aside ?? ''), 'utf8')).toBe(content);
      expect(workspace.runs.tellRecovered()).toHaveLength(1);
      workspace.runs.update(bad, (old) => ({ ...old, recovered: undefined }));
      const seen = open();
      await seen.runs.index.refresh();
      expect(seen.runs.tellRecovered()).toEqual([]);
    },
  );

  const typed = { name: 'Mine', tags: ['paper'], note: 'Two\nlines', starred: true, archived: true };

  it.each(damages)('(%s) loses nothing that a person typed, nor its result', async (_, content) => {
    const { bad, record } = withRuns();
    const group = { id: 'group-of-three', kind: 'repeat' as const, name: 'Three', place: 1 };
    open().runs.update(bad, (old) => ({ ...old, ...typed, group, clusterNames: ['a', 'b'] }));
    const { recovered: _none, ...before } = open().runs.get(bad).record;
    spoil(record, content);
    await listed(open());
    const { recovered, ...after } = open().runs.get(bad).record;
    expect(recovered).toMatchObject({ from: 'backup' });
    expect(after).toEqual(before);
  });

  it('of a run that went on after its copy was written has its later checkpoints', async () => {
    const { bad, record } = withRuns();
    const { runs } = open();
    runs.update(bad, (old) => ({ ...old, ...typed, status: 'running', session: 'boot.1.gone' }));
    const copy = readFileSync(`${record}.bak`, 'utf8');
    await withCheckpoints(join(folder, 'runs', bad));
    // Steps and checkpoints are found again: they cost no copy.
    runs.update(bad, (old) => ({ ...old, steps: 10 }), 'soon');
    runs.save(bad);
    expect(readFileSync(`${record}.bak`, 'utf8')).toBe(copy);
    spoil(record, '{');
    await listed(open());
    const { record: after } = open().runs.get(bad);
    expect(after).toMatchObject({ ...typed, status: 'interrupted', steps: 10_000_000, elapsedMs: 77.5 });
    expect(after.checkpoints.map(({ step }) => step)).toEqual([10, 9_999_999, 10_000_000]);
  });

  it('is not taken from a copy that is damaged too, or of another run', async () => {
    const { ids, bad, record } = withRuns();
    await withCheckpoints(join(folder, 'runs', bad));
    for (const copy of ['{', readFileSync(join(folder, 'runs', ids[0] ?? '', 'run.json'), 'utf8')]) {
      spoil(record, '{');
      writeFileSync(`${record}.bak`, copy);
      await listed(open());
      expect(open().runs.get(bad).record).toMatchObject({ name: 'b', recovered: { from: 'checkpoints' } });
    }
  });

  it('without a checkpoint is kept aside, and told of at every start', async () => {
    const { bad, record } = withRuns();
    removeCopy(record);
    spoil(record, '{');
    for (let start = 0; start < 2; start++) {
      const workspace = open();
      expect((await listed(workspace)).sort()).toEqual(['a', 'c']);
      expect(workspace.notices).toHaveLength(1);
      expect(workspace.notices[0]).toContain(bad);
      expect(workspace.notices[0]).toContain('no checkpoint to rebuild it from');
    }
    expect(statSync(join(folder, 'runs', bad)).isDirectory()).toBe(true);
  });
});
