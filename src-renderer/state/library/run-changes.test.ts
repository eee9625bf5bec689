import { describe, expect, it } from 'vitest';
import { edited, type RunEdit } from '../../../src-shared/run/library/edit';
import { toRunRow } from '../../../src-shared/run/library/row';
import type { StoredRun } from '../../../src-shared/run/record/record';
import { DEFAULT_RUN_TABLE } from '../../../src-shared/settings';
import { FakeApi, fakeRun, settled } from '../../testing/fake-api';
import { History } from '../base/history.svelte';
import { Toasts } from '../base/toasts.svelte';
import { LibraryState } from './library-state.svelte';
import { RunsState } from './runs-state.svelte';

/** A main process that keeps runs and a trash. */
async function setUp(): Promise<{
  stored: Map<string, StoredRun>;
  trash: Map<string, StoredRun>;
  history: History;
  toasts: Toasts;
  library: LibraryState;
  runs: RunsState;
}> {
  const fake = new FakeApi();
  const toasts = new Toasts();
  const history = new History(toasts);
  const stored = new Map<string, StoredRun>();
  const trash = new Map<string, StoredRun>();
  for (const [id, tags] of [
    ['run-aaaa', ['old']],
    ['run-bbbb', []],
  ] as const)
    stored.set(id, fakeRun(id, 'finished', { tags: [...tags], note: 'x'.repeat(2000) }));
  const each =
    (work: (id: string) => boolean, problem: string) =>
    ({ ids }: { ids: string[] }): unknown => {
      const done = ids.filter(work);
      return { done, problems: done.length === ids.length ? [] : [problem] };
    };
  const move = (id: string, from: Map<string, StoredRun>, to: Map<string, StoredRun>): boolean => {
    const run = from.get(id);
    if (run === undefined) return false;
    from.delete(id);
    to.set(id, run);
    fake.push('run.changed', { runId: id, run: to === stored ? run : null });
    return true;
  };
  fake.answer('runsList', () => [...stored.values()]);
  fake.answer('libraryRecords', ({ ids }: { ids: string[] }) => ids.flatMap((id) => stored.get(id) ?? []));
  fake.answer('libraryRows', () => ({
    text: JSON.stringify([...stored.values()].map(({ record }) => toRunRow(record))),
    before: null,
    total: stored.size,
  }));
  fake.answer('libraryEdit', ({ ids, edit }: { ids: string[]; edit: RunEdit }) =>
    each((id) => {
      const run = stored.get(id);
      if (run === undefined) return false;
      const changed = { ...run, record: edited(run.record, edit) };
      stored.set(id, changed);
      fake.push('run.changed', { runId: id, run: changed });
      return true;
    }, 'There is no such run.')({ ids }),
  );
  fake.answer(
    'libraryDelete',
    each((id) => move(id, stored, trash), 'There is no such run.'),
  );
  fake.answer(
    'libraryRestore',
    each((id) => move(id, trash, stored), 'There is no such run in the trash.'),
  );
  const library = new LibraryState(fake.api, () => DEFAULT_RUN_TABLE, toasts, history);
  const runs = new RunsState(fake.api, toasts, history);
  library.start();
  runs.start();
  await library.load();
  await settled();
  return { stored, trash, history, toasts, library, runs };
}

describe('undoing changes of runs', () => {
  it('gives each run its name, tags, star and whole note back', async () => {
    const { stored, history, library, runs } = await setUp();
    const before = new Map(stored);
    await runs.rename('run-aaaa', 'first');
    expect(history.undoLabel).toBe('Rename “run-aaaa” → “first”');
    await library.edit(['run-aaaa', 'run-bbbb'], { addTags: ['old', 'new'] });
    expect(history.undoLabel).toBe('Tags of 2 runs');
    await library.edit(['run-bbbb'], { note: 'short', starred: true });
    expect(history.undoLabel).toBe('Note of “run-bbbb”');
    await runs.setNote('run-aaaa', 'other');
    const after = new Map(stored);
    for (let i = 0; i < 4; i += 1) await history.undo();
    expect(stored).toEqual(before);
    for (let i = 0; i < 4; i += 1) await history.redo();
    expect(stored).toEqual(after);
  });

  it('notes nothing where nothing is another', async () => {
    const { history, library } = await setUp();
    await library.edit(['run-aaaa'], { addTags: ['old'], starred: false });
    expect(history.undoLabel).toBeNull();
  });

  it('brings runs back from the trash, and sends them there again', async () => {
    const { stored, trash, history, library, runs } = await setUp();
    expect(await library.remove(['run-aaaa', 'run-bbbb'])).toEqual(['run-aaaa', 'run-bbbb']);
    expect([stored.size, history.undoLabel]).toEqual([0, 'Delete 2 runs']);
    await history.undo();
    expect([...stored.keys()]).toEqual(['run-aaaa', 'run-bbbb']);
    await history.redo();
    expect(trash.size).toBe(2);
    await history.undo();
    expect(await runs.remove('run-aaaa')).toBe(true);
    expect(history.undoLabel).toBe('Delete “run-aaaa”');
    await history.undo();
    expect(runs.get('run-aaaa')).toBeDefined();
  });

  it('takes one deletion back by its message, and no later Undo does it again', async () => {
    const { stored, history, toasts, library } = await setUp();
    await library.remove(['run-aaaa']);
    toasts.items.at(-1)?.actions[0]?.run();
    await settled();
    expect([stored.has('run-aaaa'), history.undoLabel]).toEqual([true, null]);
  });

  it('says so and skips where the run is gone for good', async () => {
    const { stored, trash, history, toasts, library } = await setUp();
    await library.edit(['run-aaaa'], { starred: true });
    await library.remove(['run-bbbb']);
    stored.delete('run-aaaa');
    trash.clear();
    await history.undo();
    expect(toasts.items.at(-1)?.message).toBe(
      'Skipped: Delete “run-bbbb”. There is no such run in the trash.',
    );
    await history.undo();
    expect(toasts.items.at(-1)?.message).toBe('Skipped: Star “run-aaaa”. There is no such run.');
    expect([history.undoLabel, history.redoLabel]).toEqual([null, null]);
  });

  it('undoes the filter and facets of the table', async () => {
    const { history, library } = await setUp();
    library.filter = 'a';
    library.filter = 'aaaa';
    library.setFacet('status', 'finished');
    library.clearFilters();
    expect(library.isFiltered).toBe(false);
    expect(history.undoLabel).toBe('Filters of all runs');
    expect(await history.undo()).toBe('runs');
    expect([library.filter, library.facets.status]).toEqual(['aaaa', 'finished']);
    await history.undo();
    expect(history.undoLabel).toBe('Filter none → “aaaa”');
    await history.undo();
    expect(library.isFiltered).toBe(false);
    await history.redo();
    expect(library.shown.map(({ id }) => id)).toEqual(['run-aaaa']);
  });
});
