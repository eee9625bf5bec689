import { cpSync, existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { xnorExperiment } from '../../../testing/data';
import { NO_MACHINE, useWorkspace } from '../../../testing/files/workspaces';
import { writeRuns } from '../../index';

const workspace = useWorkspace('run-index');
const { open } = workspace;

const indexPath = (): string => join(workspace.folder, 'runs-index.jsonl');

/** A workspace with finished runs of some names, and its index written. */
async function withRuns(...names: string[]): Promise<string[]> {
  const { runs } = open();
  await runs.index.refresh();
  const ids = names.map(
    (name) => runs.create(xnorExperiment({ name }), { environment: NO_MACHINE }).record.id,
  );
  for (const id of ids) runs.update(id, (old) => ({ ...old, status: 'finished', metricRanges: {} }));
  await runs.index.close();
  return ids;
}

async function listed({ runs } = open()): Promise<string[]> {
  await runs.index.refresh();
  const names = runs.index.rows().map(({ name }) => name);
  await runs.index.close();
  return names.sort();
}

describe('the index of runs', () => {
  it('lists runs without reading their records, once it was written', async () => {
    const [id = ''] = await withRuns('a', 'b');
    const path = join(workspace.folder, 'runs', id, 'run.json');
    utimesSync(path, 1_000_000, 1_000_000);
    expect(await listed()).toEqual(['a', 'b']);
    rmSync(`${path}.bak`);
    // Of the same size and time: only a read would find that it is no record.
    writeFileSync(path, 'x'.repeat(statSync(path).size));
    utimesSync(path, 1_000_000, 1_000_000);
    expect(await listed()).toEqual(['a', 'b']);
    utimesSync(path, 2_000_000, 2_000_000);
    expect(await listed()).toEqual(['b']);
  });

  it('is newest first, and follows changes made through the store', async () => {
    const opened = open();
    const { runs } = opened;
    await runs.index.refresh();
    const ids: string[] = [];
    for (const name of ['first', 'second']) {
      ids.push(runs.create(xnorExperiment({ name }), { environment: NO_MACHINE }).record.id);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(runs.index.rows().map(({ name }) => name)).toEqual(['second', 'first']);
    runs.update(ids[0] ?? '', (old) => ({ ...old, name: 'renamed', status: 'stopped' }));
    expect(runs.index.get(ids[0] ?? '')).toMatchObject({ name: 'renamed', status: 'stopped' });
    runs.trash(ids[0] ?? '');
    expect(runs.index.rows().map(({ name }) => name)).toEqual(['second']);
    runs.restore(ids[0] ?? '');
    runs.discard(ids[1] ?? '');
    expect(runs.index.rows().map(({ name }) => name)).toEqual(['renamed']);
    await runs.index.close();
    expect(await listed()).toEqual(['renamed']);
  });

  it.each([
    ['lost', () => rmSync(indexPath())],
    ['empty', () => writeFileSync(indexPath(), '')],
    ['torn at its end', () => writeFileSync(indexPath(), readFileSync(indexPath(), 'utf8').slice(0, -40))],
    ['torn at its beginning', () => writeFileSync(indexPath(), readFileSync(indexPath(), 'utf8').slice(40))],
    ['no text', () => writeFileSync(indexPath(), Buffer.from([0, 255, 254, 10, 0]))],
    [
      'of another version',
      () =>
        writeFileSync(indexPath(), readFileSync(indexPath(), 'utf8').replace(/"version":1/g, '"version":0')),
    ],
    [
      'of wrong lines',
      () =>
        writeFileSync(
          indexPath(),
          'null\n[]\n{"version":1,"row":{}}\n{"version":1,"mtimeMs":1,"size":1,"row":{"id":"../../x"}}\n',
        ),
    ],
    [
      'a folder',
      () => {
        rmSync(indexPath());
        cpSync(join(workspace.folder, 'runs'), indexPath(), { recursive: true });
      },
    ],
  ])('is made anew where its file is %s', async (_, damage) => {
    await withRuns('a', 'b', 'c');
    damage();
    expect(await listed()).toEqual(['a', 'b', 'c']);
    expect(await listed()).toEqual(['a', 'b', 'c']);
  });

  it('is written whole again after a torn line, so that the next start reads no record', async () => {
    await withRuns('a', 'b');
    writeFileSync(indexPath(), readFileSync(indexPath(), 'utf8').slice(0, -40));
    await listed();
    const lines = readFileSync(indexPath(), 'utf8').split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => (JSON.parse(line) as { row: { name: string } }).row.name).sort()).toEqual([
      'a',
      'b',
    ]);
  });

  it('has a change that is still to be written, before and after a look at the disk', async () => {
    const [id = ''] = await withRuns('a');
    const { runs } = open();
    await runs.index.refresh();
    runs.update(id, (old) => ({ ...old, name: 'b' }), 'soon');
    expect(runs.index.get(id)?.name).toBe('b');
    await runs.index.refresh();
    expect(runs.index.get(id)?.name).toBe('b');
    // Another program sees what is on disk.
    expect(await listed()).toEqual(['a']);
    runs.save(id);
    expect(await listed()).toEqual(['b']);
    await runs.index.close();
  });

  it('takes in what another process made, changed and deleted', async () => {
    const [a = '', b = ''] = await withRuns('a', 'b');
    const first = open();
    expect(await listed(first)).toEqual(['a', 'b']);
    const { runs } = open();
    runs.create(xnorExperiment({ name: 'c' }), { environment: NO_MACHINE });
    runs.update(a, (old) => ({ ...old, name: 'changed elsewhere' }));
    runs.trash(b);
    expect(await listed(first)).toEqual(['c', 'changed elsewhere']);
  });

  it('lists on past a damaged record, which is set aside and told of', async () => {
    const [, b = ''] = await withRuns('a', 'b');
    writeFileSync(join(workspace.folder, 'runs', b, 'run.json'), '{"half":');
    rmSync(join(workspace.folder, 'runs', b, 'run.json.bak'));
    const opened = open();
    expect(await listed(opened)).toEqual(['a']);
    expect(await listed(opened)).toEqual(['a']);
    expect(opened.notices.filter((notice) => notice.includes(b))).toHaveLength(1);
  });

  it('finds least and greatest values in the log of a run from before records held them', async () => {
    const { runs } = open();
    const { record, path } = runs.create(xnorExperiment(), { environment: NO_MACHINE });
    runs.update(record.id, (old) => ({ ...old, status: 'finished', summary: { loss: 0.4 } }));
    writeFileSync(
      join(path, 'metrics.csv'),
      'step,elapsedMs,loss\n0,1,0.9\n10,2,0.1\n20,3,NaN\n30,4,0.4\n40,5,0.0',
    );
    const again = open();
    await again.runs.index.refresh();
    expect(again.runs.index.get(record.id)?.metrics).toEqual({ loss: [0.4, 0.1, 10, 0.9, 0] });
  });

  it('does not grow with every change', async () => {
    const [id = ''] = await withRuns('a');
    // As so many changes of one run leave it.
    writeFileSync(
      indexPath(),
      readFileSync(indexPath(), 'utf8').split('\n')[0]?.concat('\n').repeat(1100) ?? '',
    );
    const again = open();
    await again.runs.index.refresh();
    await again.runs.index.close();
    expect(readFileSync(indexPath(), 'utf8').split('\n')).toHaveLength(2);
    expect(again.runs.index.get(id)?.name).toBe('a');
  });
});

describe('the trash', () => {
  it('lists what was deleted with its size, and frees it', async () => {
    const [a = '', b = ''] = await withRuns('a', 'b');
    const { runs } = open();
    writeFileSync(join(runs.findFolder(a), 'metrics.csv'), 'x'.repeat(5000));
    runs.trash(a);
    await new Promise((resolve) => setTimeout(resolve, 15));
    runs.trash(b);
    const listedNow = await runs.trashed.list();
    expect(listedNow.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(Date.now() - Date.parse(listedNow[0]?.deletedAt ?? '')).toBeLessThan(60_000);
    const bytes = listedNow[1]?.bytes ?? 0;
    expect(bytes).toBeGreaterThan(5000);
    expect(await runs.trashed.remove(a)).toEqual({ bytes, dataCopies: [] });
    expect(existsSync(join(workspace.folder, 'trash', a))).toBe(false);
    expect((await runs.trashed.list()).map(({ id }) => id)).toEqual([b]);
    await expect(runs.trashed.remove(a)).rejects.toThrow(/no run .* in the trash/);
    await expect(runs.trashed.remove('../runs')).rejects.toThrow(/in the trash/);
  });

  it('is empty where nothing was deleted yet, and names a run without a record by its id', async () => {
    const [a = ''] = await withRuns('a');
    const { runs } = open();
    expect(await runs.trashed.list()).toEqual([]);
    runs.trash(a);
    for (const name of ['run.json', 'run.json.bak']) rmSync(join(workspace.folder, 'trash', a, name));
    expect(await runs.trashed.list()).toMatchObject([{ id: a, name: a, bytes: 0 }]);
  });
});

describe('writeRuns', () => {
  it('writes chosen columns as CSV, of which no spreadsheet makes a formula', async () => {
    const [a = '', b = ''] = await withRuns('=1+2', 'two, "quoted"');
    const { runs } = open();
    runs.update(a, (old) => ({ ...old, tags: ['x', 'y'], summary: { loss: 0.25 }, note: '-1.5' }));
    await runs.index.refresh();
    const to = join(workspace.folder, 'runs.csv');
    const read = { row: (id: string) => runs.index.get(id), run: () => null };
    const columns = ['name', 'tags', 'metric:loss:last', 'note', 'nonsense', 'id', 'seed'];
    expect(await writeRuns([b, a, 'gone'], { to, format: 'csv', columns }, read)).toBe(2);
    expect(readFileSync(to, 'utf8')).toBe(
      `id,name,tags,metric:loss:last,note,seed\n${b},"two, ""quoted""",,,,1\n${a},'=1+2,"x, y",0.25,-1.5,1\n`,
    );
  });

  it('writes whole records as JSON', async () => {
    const ids = await withRuns('a', 'b');
    const { runs } = open();
    const to = join(workspace.folder, 'runs.json');
    const read = { row: () => null, run: (id: string) => (id === 'gone' ? null : runs.get(id)) };
    expect(await writeRuns(['gone', ...ids], { to, format: 'json', columns: [] }, read)).toBe(2);
    const written = JSON.parse(readFileSync(to, 'utf8')) as { name: string; path: string }[];
    expect(written.map(({ name, path }) => [name, existsSync(path)])).toEqual([
      ['a', true],
      ['b', true],
    ]);
    expect(await writeRuns([], { to, format: 'json', columns: [] }, read)).toBe(0);
    expect(JSON.parse(readFileSync(to, 'utf8'))).toEqual([]);
  });
});
