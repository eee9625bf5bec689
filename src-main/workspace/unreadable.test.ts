import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fileReader } from '../files/regular-file';
import { listRecovered, useWorkspace, withThreeRuns } from '../testing/files/workspaces';

const workspace = useWorkspace('unreadable');
const { open } = workspace;
afterEach(() => {
  vi.restoreAllMocks();
});

function refuse(path: string, code: string): void {
  const { open: openNow, openLater } = fileReader;
  const refused = (): Error => Object.assign(new Error(`${code}: text, open`), { code, syscall: 'open' });
  vi.spyOn(fileReader, 'open').mockImplementation((opened) => {
    if (opened === path) throw refused();
    return openNow(opened);
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
    const path = join(workspace.folder, 'settings.json');
    const before = readFileSync(path, 'utf8');
    refuse(path, code);
    const opened = open();
    expect(opened.settings.get().theme).toBe('system');
    expect(opened.notices).toEqual([`${path} cannot be read now: ${reason}. It is left as it is.`]);
    expect(() => opened.settings.set({ theme: 'light' })).toThrow(/cannot be read now/);
    vi.restoreAllMocks();
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(workspace.folder).filter((name) => name.includes('.corrupt-'))).toEqual([]);
    expect(opened.settings.get().theme).toBe('dark');
    expect(opened.settings.set({ railCollapsed: true })).toMatchObject({ theme: 'dark' });
  });
});

describe('a run that cannot be read now', () => {
  it.each(REFUSALS)('by %s is left as it is, told of, and there again later', async (code, reason) => {
    const { bad, record } = withThreeRuns(workspace);
    const before = readFileSync(record, 'utf8');
    const opened = open();
    refuse(record, code);
    expect((await listRecovered(opened)).sort()).toEqual(['a', 'c']);
    expect(opened.runs.list()).toHaveLength(2);
    expect(opened.notices).toEqual([
      `The run in ${join(workspace.folder, 'runs', bad)} cannot be read now: ${reason}.`,
    ]);
    expect(() => opened.runs.get(bad)).toThrow(`cannot be read now: ${reason}`);
    vi.restoreAllMocks();
    expect(readFileSync(record, 'utf8')).toBe(before);
    expect(readdirSync(join(workspace.folder, 'runs', bad)).sort()).toEqual(['run.json', 'run.json.bak']);
    expect((await listRecovered(opened)).sort()).toEqual(['a', 'b', 'c']);
    expect(opened.runs.get(bad).record.name).toBe('b');
  });

  it('keeps its row, and what is known of it', async () => {
    const { bad, record } = withThreeRuns(workspace);
    const opened = open();
    await opened.runs.index.refresh();
    opened.runs.get(bad);
    writeFileSync(record, `${readFileSync(record, 'utf8')} `);
    refuse(record, 'EIO');
    expect((await listRecovered(opened)).sort()).toEqual(['a', 'b', 'c']);
    expect(opened.runs.get(bad).record.name).toBe('b');
  });

  it.each([
    ['a link that leads back to itself', 'it is a link that leads back to itself'],
    ['a pipe', 'there is a pipe in its place'],
    ['a folder', 'there is a folder in its place'],
    ['a device', 'there is a device in its place'],
  ])('because run.json is %s stops nothing', async (what, reason) => {
    const { bad, record } = withThreeRuns(workspace);
    rmSync(record);
    if (what === 'a folder') mkdirSync(record);
    else if (what === 'a pipe') execFileSync('mkfifo', [record]);
    else symlinkSync(what === 'a device' ? '/dev/zero' : 'run.json', record);
    const opened = open();
    expect((await listRecovered(opened)).sort()).toEqual(['a', 'c']);
    expect(opened.notices).toEqual([
      `The run in ${join(workspace.folder, 'runs', bad)} cannot be read now: ${reason}.`,
    ]);
    // Told at every start, as it is never set aside.
    const again = open();
    expect((await listRecovered(again)).sort()).toEqual(['a', 'c']);
    expect(again.notices).toHaveLength(1);
  });

  it('because its folder is a link that leads back to itself, or no folder, stops nothing', async () => {
    const { bad } = withThreeRuns(workspace);
    rmSync(join(workspace.folder, 'runs', bad), { recursive: true });
    symlinkSync(bad, join(workspace.folder, 'runs', bad));
    writeFileSync(join(workspace.folder, 'runs', '20260101-000000-000-abcdef'), 'no folder');
    const opened = open();
    expect((await listRecovered(opened)).sort()).toEqual(['a', 'c']);
    expect(opened.notices).toHaveLength(2);
  });

  it('because its folder has no record is told of at every start; an empty folder is swept', async () => {
    const { bad, record } = withThreeRuns(workspace);
    rmSync(record);
    rmSync(`${record}.bak`);
    writeFileSync(join(workspace.folder, 'runs', bad, 'metrics.csv'), 'step,elapsedMs\n');
    const empty = join(workspace.folder, 'runs', '20260101-000000-000-abcdef');
    mkdirSync(empty);
    writeFileSync(join(empty, '.run.json.benchtop-0123456789ab'), '{"half');
    for (let start = 0; start < 2; start++) {
      const opened = open();
      expect((await listRecovered(opened)).sort()).toEqual(['a', 'c']);
      expect(opened.notices).toEqual([
        `The run in ${join(workspace.folder, 'runs', bad)} cannot be read now: there is no run.json.`,
      ]);
      expect(existsSync(empty)).toBe(false);
    }
  });
});
