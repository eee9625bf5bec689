import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MetricColumns } from '../../../src-shared/run/live/frames';
import { edited } from '../../../src-shared/run/library/edit';
import { parseFilter } from '../../../src-shared/run/library/filter';
import { collectNames, readCell } from '../../../src-shared/run/library/columns';
import { newSession } from '../../files/session';
import { readMetricsFile } from '../../files/csv/csv-log';
import { openIn, useWorkspace } from '../../testing/files/workspaces';
import type { Workspace } from '..';
import { listContents } from '../capsule/contents';
import { importFolder } from '../capsule/import-folder';
import { writeCapsule } from '../capsule/pack';
import { unpackCapsule } from '../capsule/unpack';
import { SILENCE_MS } from '../../files/run-files/external-document';

const here = useWorkspace('external');
const ID = '20261201-010203-004-abcdef';

const DOCUMENT = {
  schemaVersion: 1,
  kind: 'external',
  name: 'tower',
  project: 'bridges',
  group: 'seeds',
  config: { lr: 0.1, optimizer: { name: 'adam', betas: [0.9, 0.99] }, seed: 3 },
  status: 'finished',
  createdAt: '2026-12-01T01:02:03.004Z',
  endedAt: '2026-12-01T01:03:03Z',
  metrics: { score: { direction: 'maximize' } },
  writer: 'tests 1',
};
const CSV = 'step,elapsedMs,score\n0,0,0.5\n1,10,0.9\n2,20,0.7\n';

function place(document: unknown = DOCUMENT, csv = CSV, id = ID): string {
  const folder = join(here.folder, 'runs', id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'run.json'), typeof document === 'string' ? document : JSON.stringify(document));
  writeFileSync(join(folder, 'metrics.csv'), csv);
  return folder;
}

async function listed(workspace: Workspace): Promise<string[]> {
  await workspace.runs.index.refresh();
  return workspace.runs.index.rows().map(({ name }) => name);
}

describe('a run of another program', () => {
  it('is a row of the table with its settings and metrics', async () => {
    const workspace = here.open();
    place();
    await workspace.runs.index.refresh();
    const row = workspace.runs.index.get(ID);
    expect(row).toMatchObject({
      ...{ id: ID, name: 'tower', status: 'finished', kind: 'external', seed: 3, steps: 2, elapsedMs: 20 },
      params: {
        ...{ project: 'bridges', group: 'seeds', 'config.lr': 0.1, 'config.seed': 3 },
        ...{ 'config.optimizer.name': 'adam', 'config.optimizer.betas': '[0.9,0.99]' },
      },
      metrics: { score: [0.7, 0.5, 0, 0.9, 1] },
    });
    if (row === null) throw new Error('no row');
    // By what it says itself: its name tells nothing.
    expect(readCell(row, { kind: 'metric', name: 'score', statistic: 'best' })).toBe(0.9);
    const names = collectNames([row]);
    const matches = (text: string): boolean => {
      const filter = parseFilter(text, names);
      if (!filter.ok) throw new Error(filter.problem.message);
      return filter.matches(row);
    };
    expect(matches('kind = external and group = seeds and lr < 0.2 and best(score) > 0.8')).toBe(true);
    expect(matches('project = towers')).toBe(false);
  });

  it('is found again by the next start without reading its log', async () => {
    place();
    const first = here.open();
    await first.runs.index.refresh();
    await first.runs.index.close();
    const second = here.open();
    await second.runs.index.refresh();
    expect(second.runs.index.get(ID)?.metrics).toEqual({ score: [0.7, 0.5, 0, 0.9, 1] });
    expect(second.runs.externals.find(ID)).toBeNull();
    expect((await second.runs.getRead(ID)).record.summary).toEqual({ score: 0.7 });
  });

  it('keeps what a person says of it beside it, and stays as its program wrote it', async () => {
    const folder = place();
    const before = readFileSync(join(folder, 'run.json'), 'utf8');
    const { runs } = here.open();
    await runs.index.refresh();
    runs.update(ID, (record) => edited(record, { name: 'mine', addTags: ['kept'], starred: true }));
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe(before);
    expect(existsSync(join(folder, 'run.json.bak'))).toBe(false);
    const again = here.open();
    await again.runs.index.refresh();
    expect(again.runs.index.get(ID)).toMatchObject({ name: 'mine', tags: ['kept'], starred: true });
    expect(again.runs.get(ID).record).toMatchObject({ name: 'mine', tags: ['kept'], starred: true });
  });

  it('goes to the trash and back', async () => {
    place();
    const { runs } = here.open();
    await runs.index.refresh();
    runs.trash(ID);
    expect(await runs.trashed.list()).toMatchObject([{ id: ID, name: 'tower' }]);
    expect(runs.index.get(ID)).toBeNull();
    expect(runs.restore(ID).record.external?.project).toBe('bridges');
  });

  it('is packed and unpacked with its labels', async () => {
    place();
    const home = here.open();
    home.runs.update(ID, (record) => edited(record, { addTags: ['kept'] }));
    const capsule = join(here.folder, 'one.benchtop');
    await writeCapsule(await listContents(home.folder, [home.runs.get(ID)], [], null), capsule, 'test');
    const other = openIn(join(here.folder, 'elsewhere'));
    expect((await unpackCapsule(capsule, other)).runs.map(({ how }) => how)).toEqual(['new']);
    expect((await other.runs.getRead(ID)).record).toMatchObject({
      ...{ name: 'tower', tags: ['kept'], summary: { score: 0.7 } },
      external: { config: DOCUMENT.config },
    });
    expect((await unpackCapsule(capsule, other)).runs.map(({ how }) => how)).toEqual(['there']);
    expect((await unpackCapsule(capsule, home)).runs.map(({ how }) => how)).toEqual(['there']);
  });

  it('is imported from any folder', async () => {
    const folder = place();
    const outside = join(here.folder, 'my results');
    renameSync(folder, outside);
    const workspace = here.open();
    const { runs } = await importFolder(outside, workspace);
    expect(runs).toMatchObject([{ how: 'new', name: 'tower' }]);
    expect((await workspace.runs.getRead(runs[0]?.id ?? '')).record.summary).toEqual({ score: 0.7 });
    expect(existsSync(join(outside, 'run.json'))).toBe(true);
  });
});

describe('a folder that is not as it should be', () => {
  it.each([
    ['of a newer version', { ...DOCUMENT, schemaVersion: 2 }, /version 2: update Benchtop/],
    ['with a wrong field', { ...DOCUMENT, status: 'done' }, /"status" in run\.json is not as/],
    ['without a name', { ...DOCUMENT, name: undefined }, /"name" in run\.json is not as/],
    ['with a wrong time', { ...DOCUMENT, createdAt: 'yesterday' }, /"createdAt" in run\.json is not as/],
  ])('%s is told of, left alone, and the list goes on', async (_, document, told) => {
    const folder = place(document);
    place({ ...DOCUMENT, name: 'good' }, CSV, '20261201-010203-005-abcdef');
    const workspace = here.open();
    expect(await listed(workspace)).toEqual(['good']);
    expect(await listed(workspace)).toEqual(['good']);
    expect(workspace.notices.filter((notice) => told.test(notice))).toHaveLength(1);
    expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(document)),
    );
  });

  it('is shown without metrics where there are none yet', async () => {
    rmSync(join(place(), 'metrics.csv'));
    const workspace = here.open();
    expect(await listed(workspace)).toEqual(['tower']);
    expect(workspace.runs.index.get(ID)?.metrics).toEqual({});
  });

  it('loses no more than torn lines', async () => {
    place(DOCUMENT, 'step,elapsedMs,score\n0,0,1\n1,5\nnonsense\n2,10,inf\n3,15,0.2\n4,20,0.');
    const workspace = here.open();
    await workspace.runs.index.refresh();
    expect(workspace.runs.index.get(ID)?.metrics).toEqual({ score: [0.2, 0.2, 3, 1, 0] });
  });
});

describe('a run that is still written', () => {
  const live = (change: object = {}): object => ({
    ...{ ...DOCUMENT, status: 'running', endedAt: null, host: hostname(), session: newSession() },
    ...change,
  });

  it('is running while its process lives', async () => {
    place(live());
    const { runs } = here.open();
    await runs.index.refresh();
    expect(runs.get(ID)).toMatchObject({
      record: { status: 'running' },
      elsewhere: expect.stringMatching(/^tests 1 writes/) as string,
    });
  });

  it('is interrupted once it does not, and Benchtop writes nothing of it', async () => {
    const [boot, pid] = newSession().split('.');
    const folder = place(live({ session: `${boot}.${pid}.x.1` }));
    const before = readFileSync(join(folder, 'run.json'), 'utf8');
    const { runs } = here.open();
    await runs.index.refresh();
    expect(runs.index.get(ID)).toMatchObject({
      status: 'interrupted',
      metrics: { score: [0.7, 0.5, 0, 0.9, 1] },
    });
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe(before);
  });

  it('of another machine is interrupted after a silence', () => {
    const folder = place(live({ host: 'cluster-7' }));
    const { runs } = here.open();
    expect(runs.get(ID).record.status).toBe('running');
    const old = (Date.now() - SILENCE_MS - 1000) / 1000;
    for (const name of ['run.json', 'metrics.csv']) utimesSync(join(folder, name), old, old);
    expect(runs.get(ID).record.status).toBe('interrupted');
  });

  it('is read from where it was read up to, with columns that come later, also where the file is replaced', async () => {
    const folder = place(live(), 'step,elapsedMs,loss\n0,0,1\n1,1,0.');
    const { runs } = here.open();
    const seen: (MetricColumns & { isFirst: boolean })[] = [];
    runs.externals.onRows((_, columns, isFirst) => seen.push({ ...columns, isFirst }));
    const steps = (): number[][] => seen.splice(0).map(({ step }) => [...step]);
    const path = join(folder, 'metrics.csv');
    await runs.externals.read(ID);
    expect(steps()).toEqual([[0]]);
    appendFileSync(path, '5\nstep,elapsedMs,loss,valLoss\n2,2,0.4,0.6\n3,3,,0.5\n');
    await runs.externals.read(ID);
    expect(seen[0]?.series).toEqual({
      loss: Float64Array.of(0.5, 0.4, NaN),
      valLoss: Float64Array.of(NaN, 0.6, 0.5),
    });
    expect(steps()).toEqual([[1, 2, 3]]);
    // As rsync does: a new file under the name, longer, its beginning the same.
    writeFileSync(`${path}.tmp`, `${readFileSync(path, 'utf8')}4,4,0.3,0.4\n`);
    renameSync(`${path}.tmp`, path);
    await runs.externals.read(ID);
    expect(steps()).toEqual([[4]]);
    await runs.externals.read(ID);
    expect(steps()).toEqual([]);
    // Begun anew.
    writeFileSync(path, 'step,elapsedMs,loss\n7,0,9\n');
    await runs.externals.read(ID);
    expect(seen.map(({ isFirst }) => isFirst)).toEqual([true]);
    expect(steps()).toEqual([[7]]);
    expect(runs.externals.find(ID)?.last).toEqual({ loss: 9 });
    expect(await readMetricsFile(path)).toMatchObject({ series: { loss: Float64Array.of(9) } });
  });

  it('is read by the window as it is followed', async () => {
    const folder = place(live(), 'step,elapsedMs,loss\n0,0,1\n');
    const path = join(folder, 'metrics.csv');
    appendFileSync(path, 'step,elapsedMs,loss,"a,b"\n1,1,,2\nstep,elapsedMs,loss,"a,b",c\n2,2,0.5,3,4\n');
    expect(await readMetricsFile(path)).toEqual({
      step: Float64Array.of(0, 1, 2),
      elapsedMs: Float64Array.of(0, 1, 2),
      series: {
        loss: Float64Array.of(1, NaN, 0.5),
        'a,b': Float64Array.of(NaN, 2, 3),
        c: Float64Array.of(NaN, NaN, 4),
      },
    });
  });
});
