import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fail } from '../../../src-shared/errors';
import type { Note } from '../../../src-shared/notes/name';
import { Toasts } from '../base/toasts.svelte';
import { FakeApi } from '../../testing/fake-api';
import { NotesState } from './notes-state.svelte';

/** What main has: pages with a stamp that grows. */
let disk: Map<string, Note>;
let fake: FakeApi;
let toasts: Toasts;
let notes: NotesState;
let stamps = 0;

function put(name: string, text: string): Note {
  const page = { name, text, stamp: String(++stamps) };
  disk.set(name, page);
  return page;
}

beforeEach(async () => {
  disk = new Map();
  fake = new FakeApi();
  toasts = new Toasts();
  fake.answer('notesList', () =>
    [...disk.values()].map(({ name }) => ({ name, bytes: 1, changedAt: '2026-01-01T00:00:00.000Z' })),
  );
  fake.answer('notesRead', ({ name }: { name: string }) => {
    const page = disk.get(name);
    if (page === undefined) throw fail('not-found', 'gone');
    return page;
  });
  fake.answer('notesWrite', ({ name, text, stamp }: Note & { stamp: string | null }) => {
    if ((disk.get(name)?.stamp ?? null) !== stamp) throw fail('conflict', 'changed meanwhile');
    return put(name, text);
  });
  fake.answer('notesDelete', ({ name }: { name: string }) => {
    disk.delete(name);
    return { trashed: `1-${name}.md` };
  });
  fake.answer('notesRestore', () => put('Moons', 'first'));
  put('Moons', 'first');
  notes = new NotesState(fake.api, toasts);
  notes.start();
  await vi.waitFor(() => {
    expect(notes.isLoaded).toBe(true);
  });
  await notes.open('Moons');
});

describe(NotesState, () => {
  it('writes once, a while after the last key, and at once where it is asked to', async () => {
    vi.useFakeTimers();
    notes.edit('f');
    notes.edit('fi');
    expect([notes.save, disk.get('Moons')?.text]).toEqual(['unsaved', 'first']);
    await vi.advanceTimersByTimeAsync(600);
    vi.useRealTimers();
    expect([notes.save, disk.get('Moons')?.text, fake.called('notesWrite')]).toEqual(['saved', 'fi', 1]);
    notes.edit('fin');
    expect(await notes.flush()).toBe(true);
    expect(disk.get('Moons')?.text).toBe('fin');
  });

  it('shows what another window wrote, unless something here is unsaved', async () => {
    put('Moons', 'theirs');
    fake.push('notes.changed', null);
    await vi.waitFor(() => {
      expect(notes.text).toBe('theirs');
    });
    notes.edit('mine');
    put('Moons', 'theirs again');
    await notes.refresh();
    expect(notes.text).toBe('mine');
  });

  it('loses neither text in a conflict until a person has decided', async () => {
    put('Moons', 'theirs');
    notes.edit('mine');
    expect(await notes.flush()).toBe(false);
    expect([notes.save, notes.problem]).toEqual(['conflict', 'changed meanwhile']);
    notes.edit('mine, and more');
    expect(await notes.open('Moons')).toBe(false);
    expect(disk.get('Moons')?.text).toBe('theirs');
    await notes.keepMine();
    expect([notes.save, disk.get('Moons')?.text]).toEqual(['saved', 'mine, and more']);
    put('Moons', 'theirs again');
    notes.edit('mine again');
    await notes.flush();
    await notes.takeTheirs();
    expect([notes.save, notes.text]).toEqual(['saved', 'theirs again']);
  });

  it('keeps what could not be written, and writes it with the next key', async () => {
    fake.answer('notesWrite', () => {
      throw fail('disk-full', 'The disk is full.');
    });
    notes.edit('more');
    expect(await notes.flush()).toBe(false);
    expect([notes.save, notes.problem, notes.text]).toEqual(['failed', 'The disk is full.', 'more']);
    fake.answer('notesWrite', ({ name, text }: Note) => put(name, text));
    expect(await notes.flush()).toBe(true);
    expect(disk.get('Moons')?.text).toBe('more');
  });

  it('deletes with Undo', async () => {
    await notes.remove();
    expect([notes.name, notes.all]).toEqual([null, []]);
    toasts.items[0]?.actions[0]?.run();
    await vi.waitFor(() => {
      expect(notes.name).toBe('Moons');
    });
  });

  it('adds what is embedded at the end of a page', async () => {
    expect(await notes.append('Moons', '![x](y)')).toBe(true);
    expect(disk.get('Moons')?.text).toBe('first\n\n![x](y)\n');
  });

  it('closes the page that another window deleted', async () => {
    disk.delete('Moons');
    await notes.refresh();
    expect(notes.name).toBeNull();
  });
});
