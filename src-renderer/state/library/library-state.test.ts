import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toRunRow, type RunRow } from '../../../src-shared/run/library/row';
import type { RunRecord, StoredRun } from '../../../src-shared/run/record/record';
import { DEFAULT_RUN_TABLE, type RunTable } from '../../../src-shared/settings';
import { defaultModel, newExperiment } from '../form/proposed/form-guess';
import { FakeApi, fakeRun, settled } from '../../testing/fake-api';
import { LibraryState } from './library-state.svelte';
import { RunSelection } from './run-selection.svelte';
import { Toasts } from '../base/toasts.svelte';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const row = (id: string, changes: Partial<RunRecord> = {}): RunRow =>
  toRunRow(fakeRun(id, 'finished', changes).record);

/** A library of pages of rows, newest first. */
async function loaded(
  pages: readonly (readonly RunRow[])[],
  layout: () => RunTable = () => DEFAULT_RUN_TABLE,
): Promise<{ library: LibraryState; fake: FakeApi; toasts: Toasts }> {
  const fake = new FakeApi();
  const toasts = new Toasts();
  fake.answer('libraryRows', ({ before }: { before: string | null }) => {
    const index = before === null ? 0 : pages.findIndex((page) => page[page.length - 1]?.id === before) + 1;
    const page = pages[index] ?? [];
    return {
      text: JSON.stringify(page),
      before: index + 1 < pages.length ? (page[page.length - 1]?.id ?? null) : null,
      total: pages.flat().length,
    };
  });
  const library = new LibraryState(fake.api, layout, toasts);
  library.start();
  await library.load();
  return { library, fake, toasts };
}
const ids = (library: LibraryState): string[] => library.shown.map(({ id }) => id);

describe('LibraryState', () => {
  it('fetches all pages, and shows them newest first', async () => {
    const { library, fake } = await loaded([[row('run-d'), row('run-c')], [row('run-b')], [row('run-a')]]);
    expect(fake.called('libraryRows')).toBe(3);
    expect([library.status, library.count]).toEqual(['ready', 4]);
    expect(ids(library)).toEqual(['run-d', 'run-c', 'run-b', 'run-a']);
  });

  it('says why none of some runs can be changed, and nothing where one can', async () => {
    const { library, fake } = await loaded([[{ ...row('run-b'), locked: true }, row('run-a')]]);
    expect(library.whyLocked(['run-b'], false)).toMatch(/^A newer Benchtop wrote this run/);
    expect(library.whyLocked(['run-a'], false)).toBe(null);
    expect(library.whyLocked(['run-a', 'run-b'], false)).toBe(null);
    expect(library.whyLocked(['run-a'], true)).toMatch(/^The workspace is read-only/);
    expect(library.whyLocked([], false)).toBe(null);
    // As it is pushed, too.
    const { record } = fakeRun('run-a', 'finished');
    fake.push('run.changed', { runId: 'run-a', run: { record, path: '/a', locked: 'newer' } });
    await settled();
    vi.advanceTimersByTime(1000);
    expect(library.whyLocked(['run-a', 'run-b'], false)).toMatch(/^A newer Benchtop wrote these runs/);
  });

  it('filters by expression and facets, and tells a mistake while all runs stay', async () => {
    const { library } = await loaded([
      [
        row('run-c', { tags: ['paper'], summary: { loss: 0.5 } }),
        row('run-b', { summary: { loss: 0.001 } }),
        row('run-a'),
      ],
    ]);
    library.filter = 'loss < 0.01';
    expect(ids(library)).toEqual(['run-b']);
    library.filter = 'lss < 0.01';
    expect(library.problem).toMatchObject({
      message: expect.stringContaining('“loss”') as string,
      from: 0,
      to: 3,
    });
    expect(ids(library)).toHaveLength(3);
    library.filter = '';
    library.setFacet('tag', 'paper');
    expect(ids(library)).toEqual(['run-c']);
    expect(library.isFiltered).toBe(true);
    library.clearFilters();
    expect([library.isFiltered, ids(library).length]).toEqual([false, 3]);
  });

  it('hides what is archived, and sorts, as the layout says', async () => {
    let layout: RunTable = DEFAULT_RUN_TABLE;
    const { library } = await loaded(
      [
        [
          row('run-c', { name: 'x', archived: true }),
          row('run-b', { name: 'y' }),
          row('run-a', { name: 'z' }),
        ],
      ],
      () => layout,
    );
    expect(ids(library)).toEqual(['run-b', 'run-a']);
    layout = { ...layout, archived: 'only' };
    library.filter = ' ';
    flushSync();
    expect(ids(library)).toEqual(['run-c']);
    layout = { ...layout, archived: 'show', sort: [{ id: 'name', descending: true }] };
    library.filter = '';
    flushSync();
    expect(ids(library)).toEqual(['run-a', 'run-b', 'run-c']);
  });

  it('knows the kinds of model that its runs have, or the one that is asked for', async () => {
    const of = (id: string, kind: 'kmeans' | 'svm'): StoredRun =>
      fakeRun(id, 'finished', {}, { ...newExperiment(), model: defaultModel(kind) });
    const { library, fake } = await loaded([[toRunRow(of('run-b', 'kmeans').record)]]);
    expect(library.kinds).toEqual(['kmeans']);
    fake.push('run.changed', { runId: 'run-c', run: of('run-c', 'kmeans') });
    vi.advanceTimersByTime(200);
    expect([library.count, library.kinds]).toEqual([2, ['kmeans']]);
    fake.push('run.changed', { runId: 'run-d', run: of('run-d', 'svm') });
    vi.advanceTimersByTime(200);
    expect(library.kinds).toEqual(['kmeans', 'svm']);
    library.setFacet('kind', 'svm');
    expect(library.kinds).toEqual(['svm']);
  });

  it('gathers pushes, and takes in runs that came, changed and went', async () => {
    const { library, fake } = await loaded([[row('run-b'), row('run-a')]]);
    const push = (id: string, run: ReturnType<typeof fakeRun> | null): void => {
      fake.push('run.changed', { runId: id, run });
    };
    push('run-c', fakeRun('run-c', 'running', { summary: { brandNew: 1 } }));
    push('run-a', fakeRun('run-a', 'finished', { name: 'renamed' }));
    push('run-b', null);
    expect(ids(library)).toEqual(['run-b', 'run-a']);
    vi.advanceTimersByTime(200);
    expect(ids(library)).toEqual(['run-c', 'run-a']);
    expect(library.get('run-a')?.name).toBe('renamed');
    expect(library.names.metrics).toContain('brandNew');
  });

  it('keeps what was pushed while the pages were on their way', async () => {
    const { library, fake } = await loaded([[row('run-b'), row('run-a')]]);
    const loading = library.load();
    fake.push('run.changed', { runId: 'run-b', run: null });
    fake.push('run.changed', { runId: 'run-c', run: fakeRun('run-c', 'queued') });
    await loading;
    expect(ids(library)).toEqual(['run-c', 'run-a']);
  });

  it('deletes with Undo, and says what could not be deleted', async () => {
    const { library, fake, toasts } = await loaded([[row('run-b'), row('run-a', { name: 'alone' })]]);
    fake.answer('libraryDelete', ({ ids: requested }: { ids: string[] }) => ({
      done: requested.filter((id) => id !== 'run-b'),
      problems: requested.includes('run-b') ? ['“run-b” is running: stop it before deleting it.'] : [],
    }));
    fake.answer('libraryRestore', ({ ids: requested }: { ids: string[] }) => ({
      done: requested,
      problems: [],
    }));
    expect(await library.remove(['run-a', 'run-b'])).toEqual(['run-a']);
    expect(toasts.items.map(({ message }) => message)).toEqual([
      '“run-b” is running: stop it before deleting it.',
      'Moved 1 run to the trash.',
    ]);
    toasts.items[1]?.actions[0]?.run();
    await settled();
    expect(fake.calls.at(-1)).toEqual({ method: 'libraryRestore', request: { ids: ['run-a'] } });
    await library.remove(['run-a']);
    expect(toasts.items.at(-1)?.message).toBe('Moved “alone” to the trash.');
  });

  it('starts empty where main refuses', async () => {
    const fake = new FakeApi();
    const toasts = new Toasts();
    const library = new LibraryState(fake.api, () => DEFAULT_RUN_TABLE, toasts);
    await library.load();
    expect([library.status, library.count, toasts.items.length]).toEqual(['ready', 0, 1]);
  });
});

describe('RunSelection', () => {
  it('moves, extends from an anchor, toggles, and acts on what is seen only', async () => {
    const { library } = await loaded([['e', 'd', 'c', 'b', 'a'].map((id) => row(`run-${id}`))]);
    const selection = new RunSelection(() => library.shown);
    expect(selection.cursor).toBeNull();
    selection.moveTo(1);
    selection.moveTo(3, true);
    expect(selection.ids).toEqual(['run-d', 'run-c', 'run-b']);
    selection.moveTo(0, true);
    expect(selection.ids).toEqual(['run-e', 'run-d']);
    selection.toggle('run-a');
    expect(selection.ids).toEqual(['run-e', 'run-d', 'run-a']);
    expect(selection.actionIds('run-d')).toEqual(['run-e', 'run-d', 'run-a']);
    expect(selection.actionIds('run-c')).toEqual(['run-c']);
    library.filter = 'id = run-d';
    expect(selection.ids).toEqual(['run-d']);
    expect(selection.cursor).toBeNull();
    library.filter = '';
    expect(selection.cursor).toBe(4);
    selection.moveTo(99);
    expect(selection.cursor).toBe(4);
    selection.clear();
    expect(selection.ids).toEqual([]);
    selection.all();
    expect(selection.ids).toHaveLength(5);
  });
});
