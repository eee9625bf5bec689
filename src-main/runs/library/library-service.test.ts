import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunRow } from '../../../src-shared/run/library/row';
import { datasetFactsSchema } from '../../../src-shared/run/record/dataset-facts';
import { at } from '../../../src-shared/present';
import { xnorExperiment } from '../../testing/data';
import { NO_MACHINE, openIn } from '../../testing/files/workspaces';
import type { Workspace } from '../../workspace';
import { LibraryService } from './library-service';
import { RunRecorder } from '../live/run-recorder';

const root = mkdtempSync(join(tmpdir(), 'benchtop-library-'));
let count = 0;
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

interface Opened {
  readonly library: LibraryService;
  readonly workspace: Workspace;
  readonly pushed: string[];
}

/** A library of finished runs of some names, with what it pushes. */
function bench(...names: string[]): Opened & { readonly ids: string[] } {
  const opened = open(join(root, String(count++)));
  const { runs } = opened.workspace;
  const ids = names.map(
    (name) => runs.create(xnorExperiment({ name }), { environment: NO_MACHINE }).record.id,
  );
  for (const id of ids) runs.update(id, (old) => ({ ...old, status: 'finished', metricRanges: {} }));
  return { ...opened, ids };
}

function open(folder: string): Opened {
  const workspace = openIn(folder);
  const { runs } = workspace;
  const recorder = new RunRecorder({
    runs,
    onProblem: (error) => {
      throw error;
    },
    onLoaded: () => Promise.resolve(),
    onNotice: () => undefined,
    control: () => undefined,
    answerLogged: () => undefined,
    waitForRoomMs: null,
  });
  const pushed: string[] = [];
  recorder.onPush((_, payload) => {
    if ('run' in payload) pushed.push(`${payload.run === null ? '-' : '+'}${payload.runId}`);
  });
  return { library: new LibraryService(workspace, recorder), workspace, pushed };
}

const facts = datasetFactsSchema.parse({
  name: 'points.csv',
  sha256: '',
  rows: 4,
  droppedRows: 0,
  trainRows: 4,
  validationRows: 0,
  features: ['x1', 'x2'],
  target: 'y',
  classes: [],
  featureRanges: [
    [0, 1],
    [0, 1],
  ],
  scaler: { kind: 'none', offset: [0, 0], scale: [1, 1] },
  fingerprint: '',
});

describe('LibraryService', () => {
  it('hands out rows in pages, each once, also where runs come and go in between', async () => {
    const { library, workspace, ids } = bench('a', 'b', 'c');
    const first = await library.rows(null);
    expect([first.total, first.before]).toEqual([3, null]);
    const all = JSON.parse(first.text) as RunRow[];
    expect(all.map(({ id }) => id)).toEqual([...ids].sort().reverse());
    const [newest, middle, oldest] = all.map(({ id }) => id);
    workspace.runs.trash(middle ?? '');
    const rest = JSON.parse((await library.rows(newest ?? '')).text) as RunRow[];
    expect(rest.map(({ id }) => id)).toEqual([oldest]);
    expect(JSON.parse((await library.rows(oldest ?? '')).text)).toEqual([]);
  });

  it('edits many, writes only those that change, and tells of those that are gone', async () => {
    const { library, workspace, ids, pushed } = bench('a', 'b');
    const [a = '', b = ''] = ids;
    await library.edit([a], { addTags: ['paper'] });
    pushed.length = 0;
    const outcome = await library.edit([a, b, '20200101-000000-000-abcdef'], { addTags: ['paper'] });
    expect(outcome.done).toEqual([a, b]);
    expect(outcome.problems).toEqual([
      expect.stringContaining('There is no run "20200101-000000-000-abcdef"'),
    ]);
    expect(pushed).toEqual([`+${b}`]);
    expect(ids.map((id) => workspace.runs.get(id).record.tags)).toEqual([['paper'], ['paper']]);
  });

  it('deletes all but those that train, brings them back, and empties the trash with what that frees', async () => {
    const { library, workspace, ids, pushed } = bench('a', 'b', 'live');
    const [a = '', b = '', live = ''] = ids;
    workspace.runs.update(live, (old) => ({ ...old, status: 'running' }));
    writeFileSync(join(workspace.runs.findFolder(a), 'metrics.csv'), 'x'.repeat(10_000));
    const gone = await library.delete(ids);
    expect(gone).toEqual({ done: [a, b], problems: ['“live” is running: stop it before deleting it.'] });
    expect(pushed).toEqual([`-${a}`, `-${b}`]);
    const back: string[] = [];
    const outcome = await library.restore([b], ({ record }) =>
      back.push(`${record.name} of ${pushed.length}`),
    );
    expect(outcome.done).toEqual([b]);
    expect(back, 'before it is pushed').toEqual(['b of 2']);
    expect(pushed.pop()).toBe(`+${b}`);
    const [trashed] = await library.trash();
    expect(trashed).toMatchObject({ id: a, name: 'a' });
    const freed = await library.emptyTrash(null);
    expect(freed).toEqual({ done: [a], problems: [], bytes: trashed?.bytes });
    expect(freed.bytes).toBeGreaterThan(10_000);
    expect(await library.trash()).toEqual([]);
    expect((await library.restore([a])).problems).toEqual([`There is no run "${a}" in the trash.`]);
  });

  it('gives whole records of the runs that are there, in the order asked for', () => {
    const { library, ids } = bench('a', 'b');
    const found = library.records([ids[1] ?? '', '20200101-000000-000-abcdef', ids[0] ?? '']);
    expect(found.map(({ record }) => record.name)).toEqual(['b', 'a']);
  });

  it('leaves out of them what cannot be read now, and keeps the others', () => {
    const { workspace: before, ids } = bench('a', 'b');
    const record = join(before.folder, 'runs', at(ids, 0), 'run.json');
    rmSync(record);
    mkdirSync(record);
    const { library, workspace } = open(before.folder);
    expect(library.records(ids).map((run) => run.record.name)).toEqual(['b']);
    expect(workspace.notices.join()).toContain('cannot be read now');
  });

  it('frees the copy of a data file with the last run that refers to it', async () => {
    const { library, workspace, ids } = bench('a', 'b', 'c');
    const [a = '', b = '', c = ''] = ids;
    const sha256 = '0123456789abcdef'.repeat(4);
    const dataCopy = 'data/0123456789abcdef-points.csv';
    const path = join(workspace.folder, dataCopy);
    mkdirSync(join(workspace.folder, 'data'), { recursive: true });
    writeFileSync(path, 'x'.repeat(1000));
    for (const id of [a, b]) workspace.runs.update(id, (old) => ({ ...old, dataCopy }));
    // One that never read its data, and one that reads the same bytes without a copy.
    workspace.runs.update(c, (old) => ({ ...old, dataset: { ...facts, sha256 } }));

    await library.delete([a, b]);
    await library.emptyTrash([a]);
    expect(existsSync(path), 'b can be brought back').toBe(true);
    await library.restore([b]);
    await library.emptyTrash(null);
    expect(existsSync(path), 'b is there').toBe(true);

    await library.delete([b]);
    const [trashed] = await library.trash();
    const freed = await library.emptyTrash(null);
    expect(existsSync(path)).toBe(false);
    expect(freed.bytes).toBe((trashed?.bytes ?? 0) + 1000);
  });
});
